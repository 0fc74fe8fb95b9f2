using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Compiler.Targets.Grouped;

namespace Adversa.Kernels.Compiler.Targets.Ilgpu;

/// <summary>
/// Emits a grouped kernel's form for float64 as a class of C# that ILGPU compiles. That for float32 is the kernel's own method.
/// </summary>
internal sealed class IlgpuProgram
{
    private readonly SourceText _text;
    private readonly GroupedProgram _program;
    private readonly IlgpuForm _form;
    private readonly List<string> _globals;

    private IlgpuProgram(SourceText text, GroupedProgram program, IlgpuForm form)
    {
        (_text, _program, _form) = (text, program, form);
        IEnumerable<string> functions = program.Functions.Select(function => function.Name);
        _globals = [.. form.Dialect.Words, program.Name, .. functions, .. program.Structs.Select(structure => structure.Name)];
    }

    /// <summary>Emits the class; the kernel is its public method.</summary>
    public static void Emit(SourceText text, string className, GroupedProgram program, ElementType element)
    {
        var writer = new IlgpuProgram(text, program, new(element));
        text.Block($"internal static class {className}", writer.WriteMembers);
    }

    private void WriteMembers()
    {
        // One type of numbers, double, is left.
        string definitions = CMath.Definitions(
            _program.MathCalls.Select(call => call.Name), _form.Element.Name, _form.Dialect);
        if (definitions.Length > 0) _text.Lines(definitions).Line();
        foreach (StructDefinition structure in _program.Structs)
        {
            _text.Block($"internal struct {structure.Name}", () =>
            {
                foreach (Field field in structure.Fields)
                    _text.Line($"public {_form.Type(field.Type)} {GroupedNames.Field(field.Name)};");
            }).Line();
        }

        foreach (GroupedFunction function in _program.Functions)
        {
            Write($"{_form.Dialect.Function}{_form.Type(function.Result)} {function.Name}", function.Parameters, function.Body);
            _text.Line();
        }

        IEnumerable<Field> parameters = _program.Parameters.Select(parameter => new Field(parameter.Name, parameter.Type));
        Write($"{_form.Dialect.Kernel} {_program.Name}", parameters, _program.Body);
    }

    private void Write(string heading, IEnumerable<Field> parameters, EquatableArray<Statement> body)
    {
        GroupedNames names = new(_globals);
        IEnumerable<string> list = parameters.Select(
            parameter => $"{_form.Type(parameter.Type)} {names.Variable(parameter.Name)}");
        IlgpuExpression expressions = new(_form, names, _program.Structs);
        _text.List(heading + "(", list, ")");
        _text.Block(() => new CStatements(_text, _form, names, expressions).Write(body));
    }
}
