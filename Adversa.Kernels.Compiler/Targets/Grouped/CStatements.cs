using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>Writes the statements of one function in C.</summary>
internal sealed class CStatements(SourceText text, CForm form, GroupedNames names, GroupedExpression expressions)
{
    public void Write(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements) Write(statement);
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Remark remark:
                text.Line(remark.Text);
                break;
            case Block block:
                text.Block(() => Write(block.Statements));
                break;
            case Branch branch:
                Write(branch, "");
                break;
            case ForLoop loop:
                if (loop.IsUnrolled && form.Dialect != CDialect.CSharp) text.Line("#pragma unroll");
                string condition = loop.Condition is { } tested ? expressions.Write(tested) : "";
                WriteUnder($"for ({Header(loop.Before)}; {condition}; {Header(loop.Step)})", loop.Body);
                break;
            case WhileLoop loop:
                WriteUnder($"while ({expressions.Write(loop.Condition)})", loop.Body);
                break;
            case DoLoop loop:
                text.Block("do", () => WriteInside(loop.Body)).Line($"while ({expressions.Write(loop.Condition)});");
                break;
            default:
                text.Lines(Line(statement)!);
                break;
        }
    }

    private void Write(Branch branch, string prefix)
    {
        WriteUnder($"{prefix}if ({expressions.Write(branch.Condition)})", branch.Then);
        if (branch.Otherwise is Branch chained) Write(chained, "else ");
        else if (branch.Otherwise is { } otherwise) WriteUnder("else", otherwise);
    }

    /// <summary>Writes a heading and its statement: on one line where the author needed no braces.</summary>
    private void WriteUnder(string heading, Statement body)
    {
        if (Line(body) is { } line) text.Line($"{heading} {line}");
        else text.Block(heading, () => WriteInside(body));
    }

    private void WriteInside(Statement body)
    {
        if (body is Block block) Write(block.Statements);
        else Write(body);
    }

    /// <summary>A statement that is one line; null for others.</summary>
    private string? Line(Statement statement) => statement switch
    {
        Local local => Declaration(local) + ";",
        LocalArray array =>
            form.Array(names.Variable(array.Name), array.Element, expressions.Write(array.Length), array.Space),
        Assignment or Evaluation => Simple(statement) + ";",
        Barrier => form.Dialect.Barrier,
        Jump jump => jump.Keyword + ";",
        Exit { Result: { } result } => $"return {expressions.Write(result)};",
        Exit => "return;",
        _ => null,
    };

    private string Header(EquatableArray<Statement> statements)
    {
        // Declarations of one type share it.
        IEnumerable<string> parts = statements.Select((statement, i) => statement is Local { Value: { } value } local && i > 0
            ? $"{names.Variable(local.Name)} = {expressions.Write(value)}"
            : Simple(statement));
        return string.Join(", ", parts);
    }

    private string Simple(Statement statement) => statement switch
    {
        Local local => Declaration(local),
        Assignment { Operator: { } @operator } assignment =>
            $"{expressions.Write(assignment.Target)} {Operators.Symbol(@operator)}= {expressions.Write(assignment.Value)}",
        Assignment assignment => $"{expressions.Write(assignment.Target)} = {expressions.Write(assignment.Value)}",
        Evaluation evaluation => expressions.Write(evaluation.Expression),
        _ => throw new InvalidOperationException($"unknown statement {statement}"),
    };

    private string Declaration(Local local)
    {
        string variable = $"{form.Type(local.Type)} {names.Variable(local.Name)}";
        return local.Value is { } value ? $"{variable} = {expressions.Write(value)}"
            : form.Dialect == CDialect.CSharp ? variable + " = default"
            : variable;
    }
}
