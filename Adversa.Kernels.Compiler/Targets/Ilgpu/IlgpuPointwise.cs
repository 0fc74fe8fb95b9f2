using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Ilgpu;

/// <summary>
/// Emits a pointwise kernel as a class of C# that ILGPU compiles: the method as a function of single numbers, and around it a
/// grouped kernel for dense operands and one for operands of any strides, as <see cref="PointwiseProgram"/> writes them in C.
/// </summary>
internal sealed class IlgpuPointwise
{
    private const int MaxRank = 8;

    private static readonly string[] OwnNames =
    [
        "count", "layout", "i", "rest", "next", "index", "axis", "Step", "Axis", "Layout", "Dense", "Strided",
    ];

    private readonly SourceText _text;
    private readonly Kernel _kernel;
    private readonly ElementBody _body;
    private readonly ElementType _type;
    private readonly PointwiseFunctions _functions;
    private readonly CNames _names;
    private readonly IReadOnlyList<(string Name, string At, Role? Role)> _operands;

    private IlgpuPointwise(SourceText text, Kernel kernel, ElementBody body, ElementType type)
    {
        (_text, _kernel, _body, _type) = (text, kernel, body, type);
        _functions = new(kernel, body, type, CDialect.CSharp);
        _names = _functions.Names(OwnNames);
        List<(string Name, Role? Role)> operands =
            [.. kernel.Tensors.Select(tensor => (_names.Variable(tensor.Name), (Role?)tensor.Role))];
        if (kernel.ReturnsValue) operands.Add((_names.Add("result"), null));
        _operands = [.. operands.Select(operand => (operand.Name, _names.Add(operand.Name + "_at"), operand.Role))];
    }

    /// <summary>Emits the class, with a method for each of the two kernels: <c>Dense</c> and <c>Strided</c>.</summary>
    public static void Emit(SourceText text, string className, Kernel kernel, ElementBody body, ElementType type) =>
        text.Block($"internal static class {className}", new IlgpuPointwise(text, kernel, body, type).WriteMembers);

    private void WriteMembers()
    {
        _functions.Write(_text);
        WriteKernel("Dense", ["int count"], () => WriteElement(_ => "i"));
        _text.Line();
        WriteLayout();
        WriteKernel("Strided", ["int count", "Layout layout"], WriteStridedElement);
    }

    private void WriteKernel(string name, string[] last, Action element)
    {
        IEnumerable<string> views = _operands.Select(operand => $"ArrayView<{_type.Name}> {operand.Name}");
        IEnumerable<string> constants = _body.Constants.Select(constant => $"{_type.Name} {_names.Variable(constant.Name)}");
        _text.List($"public static void {name}(", [.. views, .. constants, .. last], ")");
        _text.Block(() =>
        {
            _text.Line($"int i = {PointwiseProgram.GroupSize} * Grid.IdxX + Group.IdxX;").Line("if (i >= count) return;");
            element();
        });
    }

    /// <summary>Applies the function to the elements that each operand has at an index.</summary>
    private void WriteElement(Func<string, string> index)
    {
        IEnumerable<string> tensors = _operands.Where(operand => operand.Role is not null).Select(operand =>
            $"{(operand.Role == Role.ReadWrite ? "ref " : "")}{operand.Name}[{index(operand.At)}]");
        IEnumerable<string> constants = _body.Constants.Select(constant => _names.Variable(constant.Name));
        (string last, string at, _) = _operands[_operands.Count - 1];
        string target = _kernel.ReturnsValue ? $"{last}[{index(at)}] = " : "";
        _text.List($"{target}{_names.Kernel}(", tensors.Concat(constants), ");");
    }

    private void WriteStridedElement()
    {
        _text.Line($"int rest = i, {string.Join(", ", _operands.Select(operand => operand.At + " = 0"))};");
        string positions = string.Join(", ", _operands.Select(operand => "ref " + operand.At));
        for (int axis = MaxRank - 1; axis > 0; axis--)
            _text.Line($"if (layout.rank > {axis}) Step(layout.axis{axis}, ref rest, {positions});");
        foreach ((string name, string at, _) in _operands) _text.Line($"{at} += rest * layout.axis0.{name};");
        WriteElement(at => at);
    }

    /// <summary>ILGPU has no arrays in a kernel's parameters: the axes are fields.</summary>
    private void WriteLayout()
    {
        _text.Line("// An axis: its size, what replaces a division by it, and how far a step along it moves in each operand.")
            .Block("internal struct Axis", () =>
            {
                _text.Line("public int size;").Line("public uint multiplier;").Line("public int shift;");
                foreach ((string name, _, _) in _operands) _text.Line($"public int {name};");
            })
            .Line()
            .Line("// The axes of the index space, the outermost first.")
            .Block("internal struct Layout", () =>
            {
                _text.Line("public int rank;");
                for (int axis = 0; axis < MaxRank; axis++) _text.Line($"public Axis axis{axis};");
            })
            .Line()
            .Line("// Splits the index along an axis off from what is left, and adds what it moves in each operand.");
        IEnumerable<string> positions = _operands.Select(operand => $"ref int {operand.At}");
        _text.List("private static void Step(", ["Axis axis", "ref int rest", .. positions], ")");
        _text.Block(() =>
        {
            _text.Line("int next = (int)((ulong)(uint)rest * axis.multiplier >> 32 >> axis.shift);")
                .Line("int index = rest - next * axis.size;");
            foreach ((string name, string at, _) in _operands) _text.Line($"{at} += index * axis.{name};");
            _text.Line("rest = next;");
        }).Line();
    }
}
