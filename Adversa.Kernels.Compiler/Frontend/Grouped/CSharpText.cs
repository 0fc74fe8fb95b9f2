using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>The C# text of a kernel, as its author wrote it.</summary>
internal static class CSharpText
{
    /// <summary>The methods and properties, the kernel first, each without the indentation that its type gives it.</summary>
    public static string Of(IEnumerable<ISymbol> members) => string.Join("\n\n", members.Select(Of));

    private static string Of(ISymbol member)
    {
        SyntaxNode syntax = member.DeclaringSyntaxReferences[0].GetSyntax();
        SyntaxNode whole = syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? syntax;
        string indentation = new(' ', whole.GetLocation().GetLineSpan().StartLinePosition.Character);
        string[] lines = whole.ToString().Replace("\r\n", "\n").Split('\n');
        return string.Join("\n", lines.Select(line =>
            indentation.Length > 0 && line.StartsWith(indentation, StringComparison.Ordinal) ? line.Substring(indentation.Length) : line));
    }
}
