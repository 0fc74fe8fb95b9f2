using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>What the author wrote between statements.</summary>
internal static class Remarks
{
    /// <summary>
    /// The comments before a statement and at its end, each a line, and nothing where the author left a line empty.
    /// </summary>
    public static IEnumerable<string> Of(SyntaxNode statement)
    {
        bool isLineEmpty = true;
        foreach (SyntaxTrivia trivia in statement.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                yield return Text(trivia);
                isLineEmpty = false;
            }
            else if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (isLineEmpty) yield return "";
                isLineEmpty = true;
            }
        }

        foreach (SyntaxTrivia trivia in statement.GetTrailingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)) yield return Text(trivia);
        }
    }

    /// <summary>A backslash at its end would make the next line a part of the comment in C.</summary>
    private static string Text(SyntaxTrivia comment) => comment.ToString().TrimEnd('\\', ' ');
}
