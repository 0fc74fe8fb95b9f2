using System;
using System.Text;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>Text of a C-like language that is written line by line, with braces and indentation.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line; an empty one separates.</summary>
    public SourceText Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes lines as they are, from the first column on.</summary>
    public SourceText Verbatim(string lines)
    {
        _text.Append(lines).Append('\n');
        return this;
    }

    /// <summary>Writes, in braces, what <paramref name="inside"/> writes.</summary>
    public SourceText Block(Action inside)
    {
        Line("{");
        _depth++;
        inside();
        _depth--;
        return Line("}");
    }

    /// <summary>Writes a heading and, in braces, what <paramref name="inside"/> writes.</summary>
    public SourceText Block(string heading, Action inside) => Line(heading).Block(inside);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
