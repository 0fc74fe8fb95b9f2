using System;
using System.Collections.Generic;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>Emits the C# method that computes, once per launch and in double, what depends on scalars alone.</summary>
internal static class ConstantsEmitter
{
    /// <summary>The method's name.</summary>
    public static string Name(Kernel kernel) => kernel.Method + "Constants";

    public static void Emit(SourceText text, Kernel kernel, IReadOnlyList<Uniform> constants)
    {
        var expressions = new DoubleExpression([.. kernel.Scalars]);
        text.Block($"private static void {Name(kernel)}(double* scalars, double* constants)", () =>
        {
            for (int i = 0; i < constants.Count; i++)
                text.Line($"constants[{i}] = {expressions.Write(constants[i].Value)};");
        });
    }

    /// <summary>Expressions of scalars as C# over double.</summary>
    private sealed class DoubleExpression(List<string> scalars) : InfixExpression
    {
        protected override string Number(string digits) => digits + "d";

        protected override string Variable(string name) => $"scalars[{scalars.IndexOf(name)}]";

        protected override string Function(string name) => throw new NotSupportedException($"{name} is never uniform");

        protected override string Math(string function) => "double." + function;
    }
}
