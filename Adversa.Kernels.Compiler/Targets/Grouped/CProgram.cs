using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>Writes a whole program in C: structs, functions, and the kernel that the host launches.</summary>
internal sealed class CProgram
{
    private readonly SourceText _text = new();
    private readonly GroupedProgram _program;
    private readonly CForm _form;
    private readonly List<string> _globals;

    private CProgram(GroupedProgram program, CForm form)
    {
        (_program, _form) = (program, form);
        _globals =
        [
            program.Name,
            .. program.Functions.Select(function => function.Name),
            .. program.Structs.SelectMany(structure => new[] { structure.Name, GroupedExpression.Maker(structure.Name) }),
        ];
    }

    public static string Write(GroupedProgram program, CForm form)
    {
        CProgram writer = new(program, form);
        writer.WritePrelude();
        foreach (StructDefinition structure in program.Structs) writer.Write(structure);
        foreach (GroupedFunction function in program.Functions) writer.Write(function);
        writer.WriteKernel();
        return writer._text.ToString();
    }

    private void WritePrelude()
    {
        if (!_form.Dialect.IsCuda && (_form.Element == ElementType.Float64 || _program.NeedsFloat64))
            _text.Line("#pragma OPENCL EXTENSION cl_khr_fp64 : enable").Line();
        if (_form.Dialect.Prelude.Length > 0) _text.Line(_form.Dialect.Prelude);
        // In the form for float64, the element type's functions and those of double are the same.
        var types = _program.MathCalls.GroupBy(call => (Type: _form.Keyword(call.Type), Suffix: _form.MathSuffix(call.Type)));
        string definitions = string.Concat(types.Select(
            calls => CMath.Definitions(calls.Select(call => call.Name), calls.Key.Type, _form.Dialect, calls.Key.Suffix)));
        if (definitions.Length > 0) _text.Lines(definitions).Line();
    }

    private void Write(StructDefinition structure)
    {
        _text.Line("typedef struct").Line("{");
        foreach (Field field in structure.Fields) _text.Line($"    {_form.Stored(field.Type)} {GroupedNames.Field(field.Name)};");
        _text.Line($"}} {structure.Name};").Line();
        if (!_program.Constructed.Contains(structure.Name)) return;

        GroupedNames names = new(_globals);
        string value = names.Add("made");
        string heading = $"{_form.Dialect.Function}{structure.Name} {GroupedExpression.Maker(structure.Name)}";
        _text.Block($"{heading}({List(structure.Fields, names)})", () =>
        {
            _text.Line($"{structure.Name} {value};");
            foreach (Field field in structure.Fields)
                _text.Line($"{value}.{GroupedNames.Field(field.Name)} = {names.Variable(field.Name)};");
            _text.Line($"return {value};");
        }).Line();
    }

    private void Write(GroupedFunction function)
    {
        GroupedNames names = new(_globals);
        string parameters = function.Parameters.Count == 0 ? "void" : List(function.Parameters, names);
        _text.Block($"{_form.Dialect.Function}{_form.Type(function.Result)} {function.Name}({parameters})",
            () => new CStatements(_text, _form, names, new(_form, names)).Write(function.Body)).Line();
    }

    private string List(IEnumerable<Field> parameters, GroupedNames names) =>
        string.Join(", ", parameters.Select(parameter => $"{_form.Type(parameter.Type)} {names.Variable(parameter.Name)}"));

    private void WriteKernel()
    {
        GroupedNames names = new(_globals);
        foreach (GroupedParameter parameter in _program.Parameters) names.Variable(parameter.Name);
        List<string> parameters = [], views = [];
        foreach (GroupedParameter parameter in _program.Parameters)
        {
            string name = names.Variable(parameter.Name), type = _form.Stored(parameter.Type);
            if (parameter.Type is not ViewType)
            {
                parameters.Add($"{type} {name}");
                continue;
            }

            string data = names.Add(name + "_data"), offset = names.Add(name + "_offset");
            parameters.Add($"{type} {data}, int {offset}");
            views.Add($"{type} {name} = {data} + {offset};");
        }

        GroupSize group = _program.Group;
        string size = _form.Dialect.GroupSize(group.X, group.Y, group.Z);
        if (_form.Dialect.IsCuda) _text.Line($"{_form.Dialect.Kernel} {size}").Line($"{_program.Name}(");
        else _text.Line($"__kernel {size}").Line($"void {_program.Name}(");
        _text.Block($"    {string.Join(",\n    ", parameters)})", () =>
        {
            foreach (string view in views) _text.Line(view);
            if (views.Count > 0) _text.Line();
            new CStatements(_text, _form, names, new(_form, names)).Write(_program.Body);
        });
    }
}
