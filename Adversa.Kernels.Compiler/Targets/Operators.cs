using System;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>How operators are spelt and how tightly they bind, in C and C# alike.</summary>
internal static class Operators
{
    /// <summary>How tightly conditions and signs bind, and names, numbers and calls.</summary>
    public const int Conditional = 1, Prefix = 9, Primary = 10;

    public static int Precedence(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide => 7,
        BinaryOperator.Add or BinaryOperator.Subtract => 6,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 5,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 4,
        BinaryOperator.And => 3,
        BinaryOperator.Or => 2,
        _ => throw Unknown(@operator),
    };

    public static string Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.And => "&&",
        BinaryOperator.Or => "||",
        _ => throw Unknown(@operator),
    };

    private static InvalidOperationException Unknown(BinaryOperator @operator) => new($"unknown operator {@operator}");
}
