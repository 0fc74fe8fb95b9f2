namespace Adversa.Kernels.Compiler.Model;

/// <summary>What an expression's value is: a real number of the element type, or a truth value.</summary>
internal enum ValueType
{
    Real,
    Condition,
}

internal enum UnaryOperator
{
    Negate,
    Not,
    Complement,
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,

    // For integers, in grouped kernels.
    Remainder,
    BitAnd,
    BitOr,
    ExclusiveOr,
    ShiftLeft,
    ShiftRight,
}

/// <summary>An expression of the kernel language, free of C# syntax and of any target.</summary>
internal abstract record Expression;

/// <summary>A number by its decimal digits, so that each element type reads it at its own precision.</summary>
internal sealed record Literal(string Digits) : Expression;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record Truth(bool Value) : Expression;

/// <summary>A parameter or a local variable.</summary>
internal sealed record Variable(string Name) : Expression;

internal sealed record Unary(UnaryOperator Operator, Expression Operand) : Expression;

internal sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary><c>condition ? then : otherwise</c>. Both sides may be evaluated.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, Expression Otherwise) : Expression;

/// <summary>A call of another method of the kernel language, by its name in <see cref="Kernel.Functions"/>.</summary>
internal sealed record Call(string Function, EquatableArray<Expression> Arguments) : Expression;

/// <summary>A call of an XMath function, which every target supplies.</summary>
internal sealed record Intrinsic(string Name, EquatableArray<Expression> Arguments) : Expression;
