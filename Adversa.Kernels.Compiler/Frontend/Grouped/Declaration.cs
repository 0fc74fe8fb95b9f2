using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>The source of a method, property, operator or constructor.</summary>
/// <param name="Whole">All of it.</param>
/// <param name="Body">What it does: a node that has an operation; null where it has no body.</param>
internal sealed record Declaration(SyntaxNode Whole, SyntaxNode? Body)
{
    /// <summary>The declaration of a method of this project; null for others.</summary>
    public static Declaration? Of(IMethodSymbol method) =>
        method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } method1 => new(method1, null),
            BaseMethodDeclarationSyntax method1 => new(method1, method1),
            AccessorDeclarationSyntax { Body: null, ExpressionBody: null } accessor => new(PropertyOf(accessor), null),
            AccessorDeclarationSyntax accessor => new(PropertyOf(accessor), accessor),
            ArrowExpressionClauseSyntax arrow => new(PropertyOf(arrow), arrow),
            { } other => new(other, null),
            null => null,
        };

    private static SyntaxNode PropertyOf(SyntaxNode accessor) =>
        accessor.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>() ?? accessor;
}
