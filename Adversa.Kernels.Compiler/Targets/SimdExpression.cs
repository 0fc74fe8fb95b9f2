using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>An element type in the emitted C#.</summary>
/// <param name="Name">The C# keyword.</param>
/// <param name="Suffix">What a number ends with.</param>
/// <param name="Label">What emitted types are named after.</param>
internal sealed record ElementType(string Name, string Suffix, string Label)
{
    public static readonly ElementType Float32 = new("float", "f", "Float32");
    public static readonly ElementType Float64 = new("double", "d", "Float64");

    public static readonly IReadOnlyList<ElementType> All = [Float32, Float64];

    /// <summary>The class of the functions over vectors of this type.</summary>
    public string VectorMath => "VectorMath" + Label;
}

/// <summary>Writes expressions as C# over a vector type <c>TVector</c>.</summary>
internal sealed class SimdExpression(ElementType type, SimdNames names)
{
    /// <summary>The XMath functions that are one operation of a vector; all others are in VectorMath.</summary>
    private static readonly HashSet<string> VectorOperations = ["Abs", "Sqrt", "Max", "Min"];

    /// <summary>How tightly signs bind, and names, numbers and calls.</summary>
    private const int Prefix = 9, Primary = 10;

    public string Write(Expression expression) => expression switch
    {
        Literal literal => $"TVector.Create({literal.Digits}{type.Suffix})",
        Truth truth => truth.Value ? "~TVector.Create(0)" : "TVector.Create(0)",
        Variable variable => names.Variable(variable.Name),
        Unary { Operator: UnaryOperator.Negate } unary => "-" + Nested(unary.Operand, Primary),
        Unary unary => "~" + Nested(unary.Operand, Primary),
        Binary binary => Write(binary),
        Conditional c => $"TVector.Select({Write(c.Condition)}, {Write(c.Then)}, {Write(c.Otherwise)})",
        Call call => $"{names.Function(call.Function)}({List(call.Arguments)})",
        Intrinsic intrinsic when VectorOperations.Contains(intrinsic.Name) =>
            $"TVector.{intrinsic.Name}({List(intrinsic.Arguments)})",
        Intrinsic intrinsic => $"{type.VectorMath}.{intrinsic.Name}({List(intrinsic.Arguments)})",
        _ => throw new InvalidOperationException($"unknown expression {expression}"),
    };

    /// <summary>Writes a uniform expression as plain C# over double; <paramref name="scalar"/> names its scalars.</summary>
    public static string WriteUniform(Expression expression, Func<string, string> scalar) => expression switch
    {
        Literal literal => literal.Digits + "d",
        Variable variable => scalar(variable.Name),
        Unary unary => $"(-{WriteUniform(unary.Operand, scalar)})",
        Intrinsic root => $"double.Sqrt({WriteUniform(root.Arguments[0], scalar)})",
        Binary binary => $"({WriteUniform(binary.Left, scalar)} {Symbol(binary.Operator)} {WriteUniform(binary.Right, scalar)})",
        _ => throw new InvalidOperationException($"not a uniform expression: {expression}"),
    };

    private string Write(Binary binary)
    {
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            string equal = $"TVector.Equal({Write(binary.Left)}, {Write(binary.Right)})";
            return binary.Operator == BinaryOperator.Equal ? equal : "~" + equal;
        }

        int precedence = Precedence(binary);
        return $"{Nested(binary.Left, precedence)} {Symbol(binary.Operator)} {Nested(binary.Right, precedence + 1)}";
    }

    private string Nested(Expression expression, int atLeast) =>
        Precedence(expression) < atLeast ? $"({Write(expression)})" : Write(expression);

    private string List(IEnumerable<Expression> arguments) => string.Join(", ", arguments.Select(Write));

    private static int Precedence(Expression expression) => expression switch
    {
        Unary or Binary { Operator: BinaryOperator.NotEqual } => Prefix,
        Binary binary => Precedence(binary.Operator),
        _ => Primary,
    };

    private static int Precedence(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide => 5,
        BinaryOperator.Add or BinaryOperator.Subtract => 4,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 3,
        BinaryOperator.And => 2,
        BinaryOperator.Or => 1,
        _ => Primary,
    };

    private static string Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        _ => throw new InvalidOperationException($"no symbol for {@operator}"),
    };
}
