using System;
using System.Collections.Generic;
using System.Linq;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>Walks through expressions and statements.</summary>
internal static class ExpressionTree
{
    /// <summary>An expression and every part of it.</summary>
    public static IEnumerable<Expression> All(Expression expression) => Parts(expression).SelectMany(All).Prepend(expression);

    /// <summary>Every expression in a statement.</summary>
    public static IEnumerable<Expression> All(Statement statement) => All(statement switch
    {
        Declare declare => declare.Value,
        Assign assign => assign.Value,
        Return @return => @return.Value,
        _ => throw new InvalidOperationException($"unknown statement {statement}"),
    });

    private static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        Conditional c => [c.Condition, c.Then, c.Otherwise],
        Call call => call.Arguments,
        Intrinsic intrinsic => intrinsic.Arguments,
        _ => [],
    };
}
