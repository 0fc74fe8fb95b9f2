using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Frontend.Grouped;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>
/// Turns C# expressions into those of the kernel language. A method gives null where it has complained, or where the C#
/// compiler will.
/// </summary>
internal sealed class ExpressionReader(SemanticModel model, FunctionLibrary functions, List<Complaint> complaints)
{
    public Expression? Read(ExpressionSyntax syntax)
    {
        Expression? expression = syntax switch
        {
            ParenthesizedExpressionSyntax parenthesized => Read(parenthesized.Expression),
            LiteralExpressionSyntax literal => ReadLiteral(literal),
            IdentifierNameSyntax or MemberAccessExpressionSyntax => ReadVariable(syntax),
            PrefixUnaryExpressionSyntax unary => ReadUnary(unary),
            BinaryExpressionSyntax binary => ReadBinary(binary),
            ConditionalExpressionSyntax conditional => ReadConditional(conditional),
            InvocationExpressionSyntax invocation => ReadCall(invocation),
            _ => Complain(syntax, Diagnostics.Expression, syntax.ToString()),
        };
        return expression is null || !HasKernelType(syntax) ? null : expression;
    }

    private bool HasKernelType(ExpressionSyntax syntax)
    {
        TypeInfo types = model.GetTypeInfo(syntax);
        // A number, with or without a sign, takes the type that the place asks for: the 0 in `x > 0` is a float.
        ITypeSymbol? type = IsNumber(syntax) ? types.ConvertedType : types.Type;
        if (type is null or { TypeKind: TypeKind.Error }) return false;
        if (type.SpecialType is SpecialType.System_Single or SpecialType.System_Boolean) return true;
        string advice = type.SpecialType == SpecialType.System_Double ? "write its numbers with an f"
            : IsInteger(type) ? "write its numbers as 1f, since integers divide differently"
            : "use float or bool";
        Complain(syntax, Diagnostics.NotReal, syntax.ToString(), type.ToDisplayString(), advice);
        return false;
    }

    private static bool IsNumber(ExpressionSyntax syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsNumber(parenthesized.Expression),
        PrefixUnaryExpressionSyntax unary => IsNumber(unary.Operand),
        _ => syntax.IsKind(SyntaxKind.NumericLiteralExpression),
    };

    private static bool IsInteger(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private Expression? ReadLiteral(LiteralExpressionSyntax syntax) => syntax.Kind() switch
    {
        SyntaxKind.TrueLiteralExpression => new Truth(true),
        SyntaxKind.FalseLiteralExpression => new Truth(false),
        SyntaxKind.NumericLiteralExpression when !syntax.Token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && !syntax.Token.Text.StartsWith("0b", StringComparison.OrdinalIgnoreCase) =>
            new Literal(syntax.Token.Text.Replace("_", "").TrimEnd('f', 'F', 'd', 'D', 'l', 'L', 'u', 'U')),
        _ => Complain(syntax, Diagnostics.Expression, syntax.ToString()),
    };

    private Expression? ReadVariable(ExpressionSyntax syntax)
    {
        ISymbol? symbol = model.GetSymbolInfo(syntax).Symbol;
        if (symbol is IParameterSymbol or ILocalSymbol) return new Variable(symbol.Name);
        if (symbol is null) return null;
        return Complain(syntax, Diagnostics.NotAVariable, syntax.ToString(), symbol.Kind.ToString().ToLowerInvariant());
    }

    private Expression? ReadUnary(PrefixUnaryExpressionSyntax syntax)
    {
        UnaryOperator? @operator = syntax.Kind() switch
        {
            SyntaxKind.UnaryMinusExpression => UnaryOperator.Negate,
            SyntaxKind.LogicalNotExpression => UnaryOperator.Not,
            _ => null,
        };
        if (@operator is null) return Complain(syntax, Diagnostics.Expression, syntax.ToString());
        // The sign is read with its number, or `-1` would be complained about as an integer expression.
        Expression? operand = syntax.Operand is LiteralExpressionSyntax literal ? ReadLiteral(literal) : Read(syntax.Operand);
        return operand is null ? null : new Unary(@operator.Value, operand);
    }

    private Expression? ReadBinary(BinaryExpressionSyntax syntax)
    {
        bool comparesTruth = syntax.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
            && model.GetTypeInfo(syntax.Left).Type?.SpecialType == SpecialType.System_Boolean;
        if (comparesTruth || OperatorOf(syntax.Kind()) is not { } @operator)
            return Complain(syntax, Diagnostics.Expression, syntax.ToString());
        Expression? left = Read(syntax.Left);
        Expression? right = Read(syntax.Right);
        return left is null || right is null ? null : new Binary(@operator, left, right);
    }

    private static BinaryOperator? OperatorOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.AddExpression => BinaryOperator.Add,
        SyntaxKind.SubtractExpression => BinaryOperator.Subtract,
        SyntaxKind.MultiplyExpression => BinaryOperator.Multiply,
        SyntaxKind.DivideExpression => BinaryOperator.Divide,
        SyntaxKind.LessThanExpression => BinaryOperator.Less,
        SyntaxKind.LessThanOrEqualExpression => BinaryOperator.LessOrEqual,
        SyntaxKind.GreaterThanExpression => BinaryOperator.Greater,
        SyntaxKind.GreaterThanOrEqualExpression => BinaryOperator.GreaterOrEqual,
        SyntaxKind.EqualsExpression => BinaryOperator.Equal,
        SyntaxKind.NotEqualsExpression => BinaryOperator.NotEqual,
        SyntaxKind.LogicalAndExpression => BinaryOperator.And,
        SyntaxKind.LogicalOrExpression => BinaryOperator.Or,
        _ => null,
    };

    private Expression? ReadConditional(ConditionalExpressionSyntax syntax)
    {
        Expression? condition = Read(syntax.Condition);
        Expression? then = Read(syntax.WhenTrue);
        Expression? otherwise = Read(syntax.WhenFalse);
        return condition is null || then is null || otherwise is null ? null : new Conditional(condition, then, otherwise);
    }

    private Expression? ReadCall(InvocationExpressionSyntax syntax)
    {
        if (model.GetSymbolInfo(syntax).Symbol is not IMethodSymbol method) return null;
        SeparatedSyntaxList<ArgumentSyntax> given = syntax.ArgumentList.Arguments;
        if (given.Count != method.Parameters.Length || given.Any(argument => argument.NameColon is not null))
            return Complain(syntax, Diagnostics.Call, method.Name, "pass every argument, in order and without names");

        List<Expression?> arguments = [.. given.Select(argument => Read(argument.Expression))];
        if (arguments.Contains(null)) return null;
        EquatableArray<Expression> all = new(arguments.Select(argument => argument!));
        if (Surface.IsMath(method)) return new Intrinsic(method.Name, all);
        return functions.NameOf(method, syntax) is { } name ? new Call(name, all) : null;
    }

    private Expression? Complain(ExpressionSyntax syntax, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        complaints.Add(Complaint.At(syntax.GetLocation(), descriptor, arguments));
        return null;
    }
}
