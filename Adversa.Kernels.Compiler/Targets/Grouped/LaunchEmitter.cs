using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>Emits the C# method that launches a grouped kernel. It allocates nothing.</summary>
internal sealed class LaunchEmitter
{
    private readonly GroupedProgram _program;
    private readonly string _device, _type, _groups, _arguments;

    private LaunchEmitter(GroupedProgram program)
    {
        _program = program;
        UniqueNames names = new(program.Parameters.Select(parameter => parameter.Name));
        (_device, _type) = (names.Add("device"), names.Add("type"));
        (_groups, _arguments) = (names.Add("groups"), names.Add("arguments"));
    }

    public static void Emit(SourceText text, GroupedProgram program) => new LaunchEmitter(program).Emit(text);

    private void Emit(SourceText text)
    {
        string type = _program.IsFloat32Only ? "DType.Float32" : _type;
        text.Line($"/// <summary>Launches <see cref=\"{_program.Field}\"/>.</summary>")
            .Line($"public static void {_program.Name}(")
            .Indented(() => text.List("", Parameters(), ")"))
            .Block(() =>
            {
                text.Line($"KernelArguments {_arguments} = KernelArguments.Begin();");
                foreach (GroupedParameter parameter in _program.Parameters) text.Line(Add(parameter));
                text.Line($"{_device}.Launch({_program.Field}, {type}, {_groups}, {_arguments});");
            });
    }

    private IEnumerable<string> Parameters()
    {
        yield return $"GpuDevice {_device}";
        if (!_program.IsFloat32Only) yield return $"DType {_type}";
        yield return $"Extent {_groups}";
        foreach (GroupedParameter parameter in _program.Parameters)
        {
            string type = parameter.Type is ViewType ? "BufferView" : IsElement(parameter) ? "double" : parameter.CSharp;
            yield return $"{type} {SimdNames.Escape(parameter.Name)}";
        }
    }

    private string Add(GroupedParameter parameter)
    {
        string name = SimdNames.Escape(parameter.Name);
        return IsElement(parameter)
            ? $"_ = {_type} == DType.Float64 ? {_arguments}.Add({name}) : {_arguments}.Add((float){name});"
            : $"{_arguments}.Add({name});";
    }

    /// <summary>Whether a number is one of the element type, which in the form for float64 arrives with all its digits.</summary>
    private bool IsElement(GroupedParameter parameter) => parameter.Type == Primitive.Real && !_program.IsFloat32Only;
}
