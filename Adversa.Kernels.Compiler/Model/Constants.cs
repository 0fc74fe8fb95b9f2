using System;
using System.Globalization;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>The values of integer expressions that are known when a kernel is compiled.</summary>
internal static class Constants
{
    /// <summary>The value, or null where it is not known; <paramref name="variable"/>, where given, has a known one.</summary>
    public static long? Evaluate(Expression expression, string? variable = null, long value = 0) => expression switch
    {
        Number { Type.IsFloating: false } number => ValueOf(number),
        Variable { Name: var name } when name == variable => value,
        Truth { Value: var truth } => truth ? 1 : 0,
        Parenthesized { Inner: var inner } => Evaluate(inner, variable, value),
        Conversion { Type.IsFloating: false, Operand: var operand } => Evaluate(operand, variable, value),
        Unary { Operator: UnaryOperator.Negate, Operand: var operand } => -Evaluate(operand, variable, value),
        IntegerCall { Name: var name, Arguments: var arguments } when Evaluate(arguments[0], variable, value) is { } left
            && Evaluate(arguments[arguments.Count - 1], variable, value) is { } right => Evaluate(name, left, right),
        Conditional c => Evaluate(c.Condition, variable, value) is not { } condition ? null
            : Evaluate(condition != 0 ? c.Then : c.Otherwise, variable, value),
        Binary binary when Evaluate(binary.Left, variable, value) is { } left
            && Evaluate(binary.Right, variable, value) is { } right => Evaluate(binary.Operator, left, right),
        _ => null,
    };

    /// <summary>The value of digits as the reader writes them: decimal, or hexadecimal with 0x.</summary>
    public static long ValueOf(Number number) => number.Digits.StartsWith("0x", StringComparison.Ordinal)
        ? unchecked((long)ulong.Parse(number.Digits.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        : number.Type == Primitive.ULong ? unchecked((long)ulong.Parse(number.Digits, CultureInfo.InvariantCulture))
        : long.Parse(number.Digits, CultureInfo.InvariantCulture);

    /// <summary>What an operator makes of two values; null where it has no value.</summary>
    public static long? Evaluate(BinaryOperator @operator, long left, long right) => @operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == 0 ? null : left / right,
        BinaryOperator.Remainder => right == 0 ? null : left % right,
        BinaryOperator.BitAnd => left & right,
        BinaryOperator.BitOr => left | right,
        BinaryOperator.ExclusiveOr => left ^ right,
        BinaryOperator.ShiftLeft => left << (int)right,
        BinaryOperator.ShiftRight => left >> (int)right,
        BinaryOperator.Less => left < right ? 1 : 0,
        BinaryOperator.LessOrEqual => left <= right ? 1 : 0,
        BinaryOperator.Greater => left > right ? 1 : 0,
        BinaryOperator.GreaterOrEqual => left >= right ? 1 : 0,
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        _ => null,
    };

    private static long? Evaluate(string function, long left, long right) => function switch
    {
        "max" => Math.Max(left, right),
        "min" => Math.Min(left, right),
        "abs" => Math.Abs(left),
        _ => null,
    };
}
