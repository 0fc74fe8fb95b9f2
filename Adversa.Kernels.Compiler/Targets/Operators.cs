using System;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>How operators are spelt and how tightly they bind, in C and C# alike.</summary>
internal static class Operators
{
    /// <summary>How tightly conditions and signs bind, and names, numbers and calls.</summary>
    public const int Conditional = 1, Prefix = 12, Primary = 13;

    public static int Precedence(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => 11,
        BinaryOperator.Add or BinaryOperator.Subtract => 10,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => 9,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 8,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 7,
        BinaryOperator.BitAnd => 6,
        BinaryOperator.ExclusiveOr => 5,
        BinaryOperator.BitOr => 4,
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
        BinaryOperator.Remainder => "%",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.And => "&&",
        BinaryOperator.Or => "||",
        BinaryOperator.BitAnd => "&",
        BinaryOperator.BitOr => "|",
        BinaryOperator.ExclusiveOr => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        _ => throw Unknown(@operator),
    };

    private static InvalidOperationException Unknown(BinaryOperator @operator) => new($"unknown operator {@operator}");
}
