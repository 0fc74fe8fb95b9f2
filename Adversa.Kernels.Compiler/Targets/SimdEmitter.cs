using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// Emits a kernel as C# over vectors: a body that is written once over a vector type of any width and that
/// Adversa.Kernels.Cpu.Simd.SimdLoop runs at the widest one.
/// </summary>
internal static class SimdEmitter
{
    public static void Emit(SourceText text, Kernel kernel, ElementBody body, ElementType type)
    {
        IReadOnlyList<KernelParameter> tensors = kernel.Tensors;
        int operands = tensors.Count + (kernel.ReturnsValue ? 1 : 0);
        text.Block($"private readonly struct {SimdNames.Body(kernel, type)} : ISimdBody<{type.Name}>", () =>
        {
            text.Line($"public static int Operands => {operands};")
                .Line()
                .Line($"public static int Written => 0b{WrittenBits(kernel, tensors)};")
                .Line()
                // Full optimization at once: a loop is hot from its first call on, and the first tier is very slow at vectors.
                // Never inlined: in a small caller the JIT's budget for inlining would not reach to the end of a polynomial.
                .Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]")
                .Block($"public static void Run<TVector>({type.Name}** operands, double* constants, int count)\n"
                    + $"    where TVector : struct, ISimd<TVector, {type.Name}>",
                    () => EmitLoop(text, kernel, body, type));
            foreach (Function function in kernel.Functions) EmitFunction(text, kernel, function, type);
        });
    }

    /// <summary>One binary digit per tensor operand, the first one's lowest.</summary>
    private static string WrittenBits(Kernel kernel, IReadOnlyList<KernelParameter> tensors) =>
        (kernel.ReturnsValue ? "1" : "")
        + string.Concat(tensors.Reverse().Select(tensor => tensor.Role == Role.ReadWrite ? '1' : '0'));

    private static void EmitLoop(SourceText text, Kernel kernel, ElementBody body, ElementType type)
    {
        var names = new SimdNames(kernel);
        var expressions = new SimdExpression(type, names);
        IReadOnlyList<KernelParameter> tensors = kernel.Tensors;
        int operands = tensors.Count + (kernel.ReturnsValue ? 1 : 0);

        for (int i = 0; i < operands; i++) text.Line($"{type.Name}* {SimdNames.Operand(i)} = operands[{i}];");
        for (int i = 0; i < body.Constants.Count; i++)
            text.Line($"TVector {names.Variable(body.Constants[i].Name)} = TVector.Create(({type.Name})constants[{i}]);");

        text.Block("for (nint i = 0; i < count; i += TVector.Count)", () =>
        {
            for (int i = 0; i < tensors.Count; i++)
                text.Line($"TVector {names.Variable(tensors[i].Name)} = TVector.Load({SimdNames.Operand(i)} + i);");
            foreach (Statement statement in body.Statements)
            {
                text.Line(statement is Return { Value: var value }
                    ? $"({expressions.Write(value)}).Store({SimdNames.Operand(operands - 1)} + i);"
                    : Write(statement, expressions, names));
            }

            for (int i = 0; i < tensors.Count; i++)
            {
                if (tensors[i].Role == Role.ReadWrite)
                    text.Line($"{names.Variable(tensors[i].Name)}.Store({SimdNames.Operand(i)} + i);");
            }
        });
    }

    private static void EmitFunction(SourceText text, Kernel kernel, Function function, ElementType type)
    {
        var names = new SimdNames(kernel);
        var expressions = new SimdExpression(type, names);
        string parameters =
            string.Join(", ", function.Parameters.Select(parameter => $"TVector {names.Variable(parameter.Name)}"));
        text.Line()
            .Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]")
            .Block($"private static TVector {names.Function(function.Name)}<TVector>({parameters})\n"
                + $"    where TVector : struct, ISimd<TVector, {type.Name}>", () =>
            {
                foreach (Statement statement in function.Body) text.Line(Write(statement, expressions, names));
            });
    }

    private static string Write(Statement statement, SimdExpression expressions, SimdNames names) => statement switch
    {
        Declare declare => $"TVector {names.Variable(declare.Name)} = {expressions.Write(declare.Value)};",
        Assign assign => $"{names.Variable(assign.Name)} = {expressions.Write(assign.Value)};",
        Return @return => $"return {expressions.Write(@return.Value)};",
        _ => throw new System.InvalidOperationException($"unknown statement {statement}"),
    };
}
