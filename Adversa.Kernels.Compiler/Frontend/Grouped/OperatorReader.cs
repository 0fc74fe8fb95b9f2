using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Reads operators and conversions, and makes explicit where C# and C take numbers differently.</summary>
internal sealed class OperatorReader(BodyContext context, GroupedExpressionReader expressions)
{
    public Expression Read(IConversionOperation conversion)
    {
        IOperation operand = conversion.Operand;
        if (IsDefined(conversion.OperatorMethod))
            return expressions.Calls.ReadOperator(conversion, conversion.OperatorMethod!, expressions.Read(operand));
        if (conversion.IsChecked) return expressions.Complain(conversion);
        if (conversion.Conversion.IsIdentity || SymbolEqualityComparer.Default.Equals(operand.Type, conversion.Type))
            return expressions.Read(operand);
        if (operand is IDefaultValueOperation && context.TypeOf(conversion.Type) is { } type) return expressions.Zero(type);
        if (context.TypeOf(conversion.Type) is not Primitive to || context.TypeOf(operand.Type) is not Primitive from)
            return expressions.Complain(conversion);

        Expression value = expressions.Read(operand);
        if (to == from) return value; // An enum as its number.
        if (operand.ConstantValue.HasValue && NumberReader.Retyped(value, to) is { } number) return number;
        return new Conversion(to, value);
    }

    public Expression Read(IUnaryOperation unary)
    {
        if (IsDefined(unary.OperatorMethod))
            return expressions.Calls.ReadOperator(unary, unary.OperatorMethod!, expressions.Read(unary.Operand));
        if (context.TypeOf(unary.Operand.Type) is not Primitive || unary.IsChecked) return expressions.Complain(unary);
        UnaryOperator? @operator = unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => UnaryOperator.Negate,
            UnaryOperatorKind.Not => UnaryOperator.Not,
            UnaryOperatorKind.BitwiseNegation => UnaryOperator.Complement,
            _ => null,
        };
        if (unary.OperatorKind == UnaryOperatorKind.Plus) return expressions.Read(unary.Operand);
        if (@operator is null) return expressions.Complain(unary);
        // −2147483648 is one number: without its sign it is none of its type.
        if (unary.ConstantValue is { HasValue: true, Value: int.MinValue or long.MinValue })
            return NumberReader.Constant(unary.ConstantValue.Value, context.TypeOf(unary.Type))!;
        return new Unary(@operator.Value, Operand(unary.Operand, Bare(unary.Operand), unary.Type));
    }

    public Expression Read(IBinaryOperation binary)
    {
        if (IsDefined(binary.OperatorMethod))
        {
            return expressions.Calls.ReadOperator(
                binary, binary.OperatorMethod!, expressions.Read(binary.LeftOperand), expressions.Read(binary.RightOperand));
        }

        if (context.TypeOf(binary.LeftOperand.Type) is not Primitive || binary.IsChecked || binary.IsLifted)
            return expressions.Complain(binary);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.LeftShift => ReadShift(binary),
            BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift => ReadShift(binary),
            BinaryOperatorKind.Remainder when context.TypeOf(binary.Type) is Primitive { IsFloating: true } =>
                new RealRemainder(expressions.Read(binary.LeftOperand), expressions.Read(binary.RightOperand)),
            _ when OperatorOf(binary.OperatorKind) is { } @operator => ReadArithmetic(binary, @operator),
            _ => expressions.Complain(binary),
        };
    }

    public Expression Read(IConditionalOperation conditional)
    {
        Expression condition = expressions.Read(conditional.Condition);
        IOperation then = conditional.WhenTrue, otherwise = conditional.WhenFalse!;
        if (context.ElementOf(conditional.Type) is not null)
            return new Conditional(condition, expressions.Read(then), expressions.Read(otherwise));
        Primitive? common = Common(then, otherwise);
        return new Conditional(condition, Operand(then, common, conditional.Type), Operand(otherwise, common, conditional.Type));
    }

    /// <summary>The operator of an expression, or of an assignment that combines; null for shifts and what C lacks.</summary>
    public static BinaryOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.And => BinaryOperator.BitAnd,
        BinaryOperatorKind.Or => BinaryOperator.BitOr,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.ExclusiveOr,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.ConditionalAnd => BinaryOperator.And,
        BinaryOperatorKind.ConditionalOr => BinaryOperator.Or,
        _ => null,
    };

    /// <summary>Whether a struct of the project defines an operator; those of numbers are C's.</summary>
    public static bool IsDefined(IMethodSymbol? method) => method is { DeclaringSyntaxReferences.IsEmpty: false };

    /// <summary>How far a shift goes: C# takes the count modulo the number of bits, which C leaves open.</summary>
    public Expression ShiftCount(IOperation count, Primitive shifted)
    {
        Expression read = expressions.Read(count);
        int mask = shifted.IsLong ? 63 : 31;
        if (Constants.Evaluate(read) is { } known)
            return known == (known & mask) ? read : new Number((known & mask).ToString(), Primitive.Int);
        return new Binary(BinaryOperator.BitAnd, read, new Number(mask.ToString(), Primitive.Int));
    }

    private Expression ReadArithmetic(IBinaryOperation binary, BinaryOperator @operator)
    {
        Primitive? common = Common(binary.LeftOperand, binary.RightOperand);
        ITypeSymbol? type = binary.LeftOperand.Type;
        return new Binary(@operator, Operand(binary.LeftOperand, common, type), Operand(binary.RightOperand, common, type));
    }

    private Expression ReadShift(IBinaryOperation shift)
    {
        Primitive type = (Primitive)context.TypeOf(shift.Type)!;
        Expression shifted = Operand(shift.LeftOperand, Bare(shift.LeftOperand)?.Promoted, shift.Type);
        Expression count = ShiftCount(shift.RightOperand, type);
        if (shift.OperatorKind == BinaryOperatorKind.LeftShift) return new Binary(BinaryOperator.ShiftLeft, shifted, count);
        if (shift.OperatorKind == BinaryOperatorKind.RightShift || type.IsUnsigned)
            return new Binary(BinaryOperator.ShiftRight, shifted, count);
        Primitive unsigned = type == Primitive.Int ? Primitive.UInt : Primitive.ULong;
        return new Conversion(type, new Binary(BinaryOperator.ShiftRight, new Conversion(unsigned, shifted), count));
    }

    /// <summary>
    /// An operand that C#, before it computes, makes a <paramref name="type"/>: without the conversion where C makes the same,
    /// the <paramref name="common"/> type of the operands as they stand.
    /// </summary>
    private Expression Operand(IOperation operand, Primitive? common, ITypeSymbol? type) =>
        operand is IConversionOperation { IsImplicit: true } && common is not null && common == context.TypeOf(type)
            ? expressions.ReadInto(operand)
            : expressions.Read(operand);

    private Primitive? Common(IOperation left, IOperation right) =>
        Bare(left) is { } leftType && Bare(right) is { } rightType ? Primitive.Common(leftType, rightType) : null;

    /// <summary>An operand's type in C: a constant is written as a number of the type that it is converted to.</summary>
    private Primitive? Bare(IOperation operand) =>
        operand is IConversionOperation { IsImplicit: true, Operand: { ConstantValue.HasValue: false } inner }
            ? context.TypeOf(inner.Type) as Primitive
            : context.TypeOf(operand.Type) as Primitive;
}
