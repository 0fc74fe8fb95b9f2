using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>Text of a C-like language that is written line by line, with braces and indentation.</summary>
internal sealed class SourceText
{
    /// <summary>Where a list goes on in the next line.</summary>
    private const int Width = 110;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line; an empty one separates.</summary>
    public SourceText Line(string line = "")
    {
        if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes the lines of a text, which ends with a line's end.</summary>
    public SourceText Lines(string text)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n')) Line(line);
        return this;
    }

    /// <summary>Writes a list, on a line of its own for every so many items that do not fit beside each other.</summary>
    public SourceText List(string before, IEnumerable<string> items, string behind)
    {
        string line = before;
        foreach ((string item, int place) in items.Select(static (item, place) => (item, place)))
        {
            string separator = place == 0 ? "" : ",";
            if (4 * _depth + line.Length + separator.Length + item.Length + behind.Length < Width)
            {
                line += (place == 0 ? "" : ", ") + item;
                continue;
            }

            Line(line + separator);
            line = (before.Length > 0 ? "    " : "") + item;
        }

        return Line(line + behind);
    }

    /// <summary>Writes, in braces, what <paramref name="inside"/> writes.</summary>
    public SourceText Block(Action inside) => Line("{").Indented(inside).Line("}");

    /// <summary>Writes a heading and, in braces, what <paramref name="inside"/> writes.</summary>
    public SourceText Block(string heading, Action inside)
    {
        return Lines(heading).Line("{").Indented(inside).Line("}");
    }

    /// <summary>Writes what <paramref name="inside"/> writes one step further right.</summary>
    public SourceText Indented(Action inside)
    {
        _depth++;
        inside();
        _depth--;
        return this;
    }

    /// <summary>Writes a C# literal of a text's bytes, its last line's end included, between what stands around it.</summary>
    public SourceText Utf8Literal(string before, string text, string behind)
    {
        int longest = Regex.Matches(text, "\"+").Cast<Match>().Select(match => match.Length).DefaultIfEmpty(0).Max();
        string quotes = new('"', Math.Max(3, longest + 1));
        return Line(before + quotes).Lines(text).Line().Line($"{quotes}u8{behind}");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
