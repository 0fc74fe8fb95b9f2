using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>Writes expressions as C# over a vector type <c>TVector</c>.</summary>
internal sealed class SimdExpression(ElementType type, SimdNames names)
{
    /// <summary>The XMath functions that are one operation of a vector; all others are in VectorMath.</summary>
    private static readonly HashSet<string> VectorOperations = ["Abs", "Sqrt", "Max", "Min"];

    public string Write(Expression expression) => expression switch
    {
        Literal literal => $"TVector.Create({literal.Digits}{type.Suffix})",
        Truth truth => truth.Value ? "~TVector.Create(0)" : "TVector.Create(0)",
        Variable variable => names.Variable(variable.Name),
        Unary { Operator: UnaryOperator.Negate } unary => "-" + Nested(unary.Operand, Operators.Primary),
        Unary unary => "~" + Nested(unary.Operand, Operators.Primary),
        Binary binary => Write(binary),
        Conditional c => $"TVector.Select({Write(c.Condition)}, {Write(c.Then)}, {Write(c.Otherwise)})",
        Call call => $"{names.Function(call.Function)}({List(call.Arguments)})",
        Intrinsic intrinsic when VectorOperations.Contains(intrinsic.Name) =>
            $"TVector.{intrinsic.Name}({List(intrinsic.Arguments)})",
        Intrinsic intrinsic => $"{type.VectorMath}.{intrinsic.Name}({List(intrinsic.Arguments)})",
        _ => throw new InvalidOperationException($"unknown expression {expression}"),
    };

    private string Write(Binary binary)
    {
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            string equal = $"TVector.Equal({Write(binary.Left)}, {Write(binary.Right)})";
            return binary.Operator == BinaryOperator.Equal ? equal : "~" + equal;
        }

        string symbol = binary.Operator switch
        {
            BinaryOperator.And => "&",
            BinaryOperator.Or => "|",
            _ => Operators.Symbol(binary.Operator),
        };
        int precedence = Precedence(binary);
        return $"{Nested(binary.Left, precedence)} {symbol} {Nested(binary.Right, precedence + 1)}";
    }

    private string Nested(Expression expression, int atLeast) =>
        Precedence(expression) < atLeast ? $"({Write(expression)})" : Write(expression);

    private string List(IEnumerable<Expression> arguments) => string.Join(", ", arguments.Select(Write));

    private static int Precedence(Expression expression) => expression switch
    {
        Unary or Binary { Operator: BinaryOperator.NotEqual } => Operators.Prefix,
        Binary { Operator: BinaryOperator.Equal } => Operators.Primary,
        Binary binary => Operators.Precedence(binary.Operator),
        _ => Operators.Primary,
    };
}
