using System;
using System.Globalization;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>
/// Reads numbers: literals and constants. They keep the author's digits, of which the float64 form makes more than the float
/// that the C# compiler rounded them to.
/// </summary>
internal static class NumberReader
{
    /// <summary>A literal.</summary>
    public static Expression? Literal(ILiteralOperation literal, DataType? type)
    {
        if (literal.ConstantValue.Value is bool truth) return new Truth(truth);
        if (type is not Primitive primitive || literal.ConstantValue.Value is not { } value) return null;
        string? token = (literal.Syntax as LiteralExpressionSyntax)?.Token.Text;
        return Of(token is null ? Digits(value) : DigitsOf(token, primitive), primitive);
    }

    /// <summary>The value of a constant without its expression.</summary>
    public static Expression? Constant(object? value, DataType? type) => (value, type) switch
    {
        (bool truth, _) => new Truth(truth),
        (float.PositiveInfinity or double.PositiveInfinity, _) => new SpecialNumber("INFINITY"),
        (float.NegativeInfinity or double.NegativeInfinity, _) => new Unary(UnaryOperator.Negate, new SpecialNumber("INFINITY")),
        (float or double, _) when Convert.ToDouble(value, CultureInfo.InvariantCulture) is double.NaN => new SpecialNumber("NAN"),
        (not null, Primitive primitive) => Signed(Digits(value), primitive),
        _ => null,
    };

    /// <summary>A constant of MathF, with the digits that Math has; null for others.</summary>
    public static Expression? MathConstant(IFieldSymbol field) =>
        field.ContainingType.ToDisplayString() != "System.MathF" ? null : field.Name switch
        {
            "PI" => new Literal(Digits(Math.PI)),
            "E" => new Literal(Digits(Math.E)),
            "Tau" => new Literal(Digits(2 * Math.PI)),
            _ => null,
        };

    /// <summary>A number that was read for one type as one of another type; null where it is no number that has it.</summary>
    public static Expression? Retyped(Expression number, Primitive type) => number switch
    {
        Number { Type: var from } integer when !from.IsFloating && !IsNegative(integer) =>
            Of(type.IsFloating ? Decimal(integer) : integer.Digits, type),
        Number { Type: var from } integer when !from.IsFloating && !type.IsUnsigned => Of(Decimal(integer), type),
        Number { Digits: var digits } when type.IsFloating => Of(digits, type),
        Literal { Digits: var digits } when type.IsFloating => Of(digits, type),
        SpecialNumber when type.IsFloating => number,
        Unary { Operator: UnaryOperator.Negate } unary when !type.IsUnsigned && Retyped(unary.Operand, type) is { } operand =>
            new Unary(UnaryOperator.Negate, operand),
        _ => null,
    };

    private static bool IsNegative(Number number) => number.Digits[0] == '-';

    private static string Decimal(Number number) => number.Type == Primitive.ULong
        ? unchecked((ulong)Constants.ValueOf(number)).ToString(CultureInfo.InvariantCulture)
        : Constants.ValueOf(number).ToString(CultureInfo.InvariantCulture);

    private static Expression Signed(string digits, Primitive type) =>
        digits[0] == '-' && type.IsFloating ? new Unary(UnaryOperator.Negate, Of(digits.Substring(1), type)) : Of(digits, type);

    private static Expression Of(string digits, Primitive type) =>
        type == Primitive.Real ? new Literal(digits) : new Number(digits, type);

    private static string Digits(object value) => value switch
    {
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A token's digits without separators and suffix, decimal or hexadecimal.</summary>
    private static string DigitsOf(string token, Primitive type)
    {
        string digits = token.Replace("_", "");
        bool isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (type.IsFloating && !isHexadecimal) return digits.TrimEnd('f', 'F', 'd', 'D');
        digits = digits.TrimEnd('l', 'L', 'u', 'U');
        if (isHexadecimal) return "0x" + digits.Substring(2);
        return digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase)
            ? "0x" + Convert.ToUInt64(digits.Substring(2), 2).ToString("X", CultureInfo.InvariantCulture)
            : digits;
    }
}
