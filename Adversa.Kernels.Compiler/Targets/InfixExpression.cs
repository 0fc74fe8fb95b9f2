using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>Writes expressions over single numbers as C and C# spell them, with no more parentheses than they need.</summary>
internal abstract class InfixExpression
{
    public string Write(Expression expression) => expression switch
    {
        Literal literal => Number(literal.Digits),
        Truth truth => truth.Value ? "true" : "false",
        Variable variable => Variable(variable.Name),
        Unary { Operator: UnaryOperator.Negate } unary => "-" + Nested(unary.Operand, Operators.Primary),
        Unary { Operator: UnaryOperator.Not } unary => "!" + Nested(unary.Operand, Operators.Primary),
        Unary unary => "~" + Nested(unary.Operand, Operators.Primary),
        Binary binary => Write(binary, Operators.Precedence(binary.Operator)),
        Conditional c => $"{Nested(c.Condition, Operators.Conditional + 1)} ? {Write(c.Then)} : {Write(c.Otherwise)}",
        Call call => $"{Function(call.Function)}({List(call.Arguments)})",
        Intrinsic intrinsic => $"{Math(intrinsic.Name)}({List(intrinsic.Arguments)})",
        _ => WriteOther(expression),
    };

    /// <summary>An expression that only the target's own language has.</summary>
    protected virtual string WriteOther(Expression expression) =>
        throw new InvalidOperationException($"unknown expression {expression}");

    /// <summary>How tightly such an expression binds.</summary>
    protected virtual int PrecedenceOfOther(Expression expression) => Operators.Primary;

    /// <summary>A number by its digits.</summary>
    protected abstract string Number(string digits);

    /// <summary>A variable as the target names it.</summary>
    protected abstract string Variable(string name);

    /// <summary>One of the kernel's functions as the target names it.</summary>
    protected abstract string Function(string name);

    /// <summary>An XMath function as the target names it.</summary>
    protected abstract string Math(string function);

    private string Write(Binary binary, int precedence) =>
        $"{Nested(binary.Left, precedence)} {Operators.Symbol(binary.Operator)} {Nested(binary.Right, precedence + 1)}";

    /// <summary>An expression, in parentheses where it binds less tightly than its place.</summary>
    protected string Nested(Expression expression, int atLeast) =>
        Precedence(expression) < atLeast ? $"({Write(expression)})" : Write(expression);

    protected string List(IEnumerable<Expression> arguments) => string.Join(", ", arguments.Select(Write));

    private int Precedence(Expression expression) => expression switch
    {
        Unary => Operators.Prefix,
        Binary binary => Operators.Precedence(binary.Operator),
        Conditional => Operators.Conditional,
        Literal or Truth or Model.Variable or Call or Intrinsic => Operators.Primary,
        _ => PrecedenceOfOther(expression),
    };
}
