using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>What the author wrote between statements.</summary>
internal static class Remarks
{
    /// <summary>The comments before a statement, each a line, and nothing where the author left a line empty.</summary>
    public static IEnumerable<string> Before(SyntaxNode statement)
    {
        bool isLineEmpty = true;
        foreach (SyntaxTrivia trivia in statement.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                // A backslash at its end would make the next line a part of the comment in C.
                yield return trivia.ToString().TrimEnd('\\', ' ');
                isLineEmpty = false;
            }
            else if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (isLineEmpty) yield return "";
                isLineEmpty = true;
            }
        }
    }
}
