using System;
using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// Writes a pointwise kernel as a program of C: the method as a function of single numbers, and around it a kernel that applies
/// it to one element for each work-item. Neighbouring work-items take neighbouring elements, which a GPU reads in one
/// transaction; on a processor they are the lanes of a vector. A loop over several elements in each work-item would be a loop
/// around which the processor's compiler cannot put the vectors: under PoCL it takes some twenty times as long.
/// </summary>
internal sealed class PointwiseProgram
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    private static readonly string[] OwnNames =
    [
        "count", "layout", "i", "rest", "axis", "next", "index", "quotient",
        "size", "multiplier", "shift", "rank", "axes",
    ];

    private readonly Kernel _kernel;
    private readonly ElementBody _body;
    private readonly ElementType _type;
    private readonly CDialect _dialect;
    private readonly PointwiseFunctions _functions;
    private readonly CNames _names;
    private readonly IReadOnlyList<Operand> _operands;
    private readonly SourceText _text = new();

    private PointwiseProgram(Kernel kernel, ElementBody body, ElementType type, CDialect dialect)
    {
        (_kernel, _body, _type, _dialect) = (kernel, body, type, dialect);
        _functions = new(kernel, body, type, dialect);
        _names = _functions.Names(OwnNames);
        List<Operand> operands = [.. kernel.Tensors.Select(tensor => NameOperand(_names.Variable(tensor.Name), tensor.Role))];
        if (kernel.ReturnsValue) operands.Add(NameOperand(_names.Add("result"), role: null));
        _operands = operands;
    }

    /// <summary>The program for operands that are all contiguous: one index serves all.</summary>
    public static string Dense(string entryPoint, Kernel kernel, ElementBody body, ElementType type, CDialect dialect)
    {
        var program = new PointwiseProgram(kernel, body, type, dialect);
        program.WriteKernel(entryPoint, ["int count"], () => program.WriteElement(static _ => "i"));
        return program._text.ToString();
    }

    /// <summary>The program for operands of any strides, up to eight axes.</summary>
    public static string Strided(string entryPoint, Kernel kernel, ElementBody body, ElementType type, CDialect dialect)
    {
        var program = new PointwiseProgram(kernel, body, type, dialect);
        program.WriteKernel(entryPoint, ["int count", "Layout layout"], program.WriteStridedElement, program.WriteLayout);
        return program._text.ToString();
    }

    private Operand NameOperand(string name, Role? role) => new(
        name, _names.Add(name + "_data"), _names.Add(name + "_offset"), _names.Add(name + "_at"), _names.Add(name + "_i"), role);

    private void WriteKernel(string entryPoint, string[] last, Action element, Action? declarations = null)
    {
        if (!_dialect.IsCuda)
        {
            if (_type == ElementType.Float64) _text.Line("#pragma OPENCL EXTENSION cl_khr_fp64 : enable");
            _text.Line("#pragma OPENCL FP_CONTRACT OFF").Line();
        }

        _functions.Write(_text);
        declarations?.Invoke();
        _text.Line($"{_dialect.Kernel} {_dialect.GroupSize(GroupSize, 1, 1)} {entryPoint}(");
        _text.Indented(() =>
        {
            foreach (Operand operand in _operands) _text.Line($"{Pointer(operand)} {operand.Data}, int {operand.Offset},");
            IEnumerable<string> constants = _body.Constants.Select(constant => $"{_type.Name} {_names.Variable(constant.Name)}");
            _text.List("", constants.Concat(last), ")");
        });
        _text.Line("{").Indented(() =>
        {
            foreach (Operand operand in _operands)
                _text.Line($"{Pointer(operand)} {operand.Name} = {operand.Data} + {operand.Offset};");
            _text.Line($"int i = {GroupSize} * {_dialect.Position("Grid", "IdxX")} + {_dialect.Position("Group", "IdxX")};")
                .Block("if (i < count)", element);
        }).Line("}");
    }

    /// <summary>Applies the function to the elements that each operand has at an index.</summary>
    private void WriteElement(Func<Operand, string> index)
    {
        foreach (Operand operand in _operands.Where(operand => operand.Role == Role.ReadWrite))
            _text.Line($"{_type.Name} {operand.Element} = {operand.Name}[{index(operand)}];");
        IEnumerable<string> tensors = _operands.Where(operand => operand.Role is not null).Select(operand =>
            operand.Role == Role.ReadWrite ? "&" + operand.Element : $"{operand.Name}[{index(operand)}]");
        IEnumerable<string> constants = _body.Constants.Select(constant => _names.Variable(constant.Name));
        Operand last = _operands[_operands.Count - 1];
        string target = _kernel.ReturnsValue ? $"{last.Name}[{index(last)}] = " : "";
        _text.List($"{target}{_names.Kernel}(", tensors.Concat(constants), ");");
        foreach (Operand operand in _operands.Where(operand => operand.Role == Role.ReadWrite))
            _text.Line($"{operand.Name}[{index(operand)}] = {operand.Element};");
    }

    private void WriteStridedElement()
    {
        _text.Line($"int rest = i, {string.Join(", ", _operands.Select(operand => operand.At + " = 0"))};")
            .Block("for (int axis = layout.rank - 1; axis > 0; axis--)", () =>
            {
                _text.Line("int next = quotient(rest, layout.axes[axis].multiplier, layout.axes[axis].shift);")
                    .Line("int index = rest - next * layout.axes[axis].size;");
                foreach (Operand operand in _operands) _text.Line($"{operand.At} += index * layout.axes[axis].{operand.Name};");
                _text.Line("rest = next;");
            })
            .Line();
        foreach (Operand operand in _operands) _text.Line($"{operand.At} += rest * layout.axes[0].{operand.Name};");
        WriteElement(operand => operand.At);
    }

    private void WriteLayout()
    {
        string unsigned = _dialect.Type("uint");
        _text.Line("// An axis: its size, what replaces a division by it, and how far a step along it moves in each operand.")
            .Line("typedef struct").Line("{").Indented(() =>
            {
                _text.Line("int size;").Line($"{unsigned} multiplier;").Line("int shift;");
                foreach (Operand operand in _operands) _text.Line($"int {operand.Name};");
            })
            .Line("} Axis;").Line()
            .Line("// The axes of the index space, the outermost first.")
            .Line("typedef struct").Line("{").Indented(() => _text.Line("int rank;").Line("Axis axes[8];"))
            .Line("} Layout;").Line()
            .Line("// n / size for 0 <= n < 2^31: the multiplier is 2^(32 + shift) / size, rounded up.")
            .Block($"{_dialect.Function}int quotient(int n, {unsigned} multiplier, int shift)", () =>
                _text.Line($"return (int)({_dialect.MultiplyHigh($"({unsigned})n", "multiplier")} >> shift);"))
            .Line();
    }

    private string Pointer(Operand operand) =>
        $"{_dialect.Global}{(operand.Role == Role.Read ? "const " : "")}{_type.Name}*";

    /// <summary>A tensor's names in the kernel; a returned value has no role.</summary>
    private sealed record Operand(string Name, string Data, string Offset, string At, string Element, Role? Role);
}
