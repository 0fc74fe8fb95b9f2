namespace Adversa.Kernels.Compiler.Model;

// What expressions of grouped kernels are, beyond those of pointwise ones. Numbers convert to wider types by themselves where
// C converts them too; every other conversion is a node.

/// <summary>A number of a type other than the element type, by its digits; those may be hexadecimal.</summary>
internal sealed record Number(string Digits, Primitive Type) : Expression;

/// <summary>∞ or NaN, by C's name.</summary>
internal sealed record SpecialNumber(string Name) : Expression;

/// <summary>What the author put in parentheses.</summary>
internal sealed record Parenthesized(Expression Inner) : Expression;

/// <summary>A value as another primitive type.</summary>
internal sealed record Conversion(Primitive Type, Expression Operand) : Expression;

/// <summary>A value's bits as another type of the same size.</summary>
internal sealed record BitCast(Primitive Type, Expression Operand) : Expression;

/// <summary>A call of an XMath function for numbers of the type.</summary>
internal sealed record MathCall(string Name, Primitive Type, EquatableArray<Expression> Arguments) : Expression;

/// <summary>A call of max, min or abs for integers of the type.</summary>
internal sealed record IntegerCall(string Name, Primitive Type, EquatableArray<Expression> Arguments) : Expression;

/// <summary>The remainder of a division of numbers that are no integers.</summary>
internal sealed record RealRemainder(Expression Left, Expression Right) : Expression;

/// <summary>An element of a view.</summary>
internal sealed record Element(Expression View, Expression Index) : Expression;

/// <summary>A view from an element on.</summary>
internal sealed record Offset(Expression View, Expression Begin) : Expression;

/// <summary>A field of a struct.</summary>
internal sealed record Member(Expression Struct, string Field) : Expression;

/// <summary>A struct from values for all its fields.</summary>
internal sealed record Construction(StructType Type, EquatableArray<Expression> Values) : Expression;

/// <summary>A member of Grid or Group: the place of a work-item or group, or the number of them.</summary>
internal sealed record Position(string Type, string Member) : Expression;

/// <summary>The variable that a reference stands for.</summary>
internal sealed record Referenced(string Name) : Expression;

/// <summary>A reference to a variable or element, as an argument.</summary>
internal sealed record Reference(Expression Target) : Expression;

/// <summary>A change that nothing interrupts; the value before.</summary>
internal sealed record AtomicCall(string Name, Expression Target, Expression Value) : Expression;

/// <summary>A function of the target's own; its text in a dialect of C is null where it is lacking. C# has its method.</summary>
internal sealed record TargetCall(string? OpenCl, string? Cuda, string CSharp, EquatableArray<Expression> Arguments) : Expression;

/// <summary><c>++</c> or <c>--</c>, before or after its target.</summary>
internal sealed record Step(Expression Target, bool IsIncrement, bool IsPostfix) : Expression;
