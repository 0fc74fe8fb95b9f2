using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>A method as it stands in its file, for a reader who lays it beside the texts made from it.</summary>
internal static class MethodText
{
    /// <summary>The method with its documentation, moved to the left margin.</summary>
    public static string Of(MemberDeclarationSyntax method)
    {
        string documentation = string.Concat(method.GetLeadingTrivia()
            .Where(trivia => trivia.GetStructure() is DocumentationCommentTriviaSyntax)
            .Select(trivia => trivia.ToFullString()));
        int margin = method.GetLocation().GetLineSpan().StartLinePosition.Character;
        string[] lines = (documentation + method).Replace("\r", "").Split('\n');
        return string.Join("\n", lines.Select(line => line.Substring(Math.Min(margin, Indentation(line)))));
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;
}
