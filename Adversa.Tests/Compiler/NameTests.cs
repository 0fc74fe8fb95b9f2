using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Tests.Compiler;

/// <summary>Names that a kernel may have and the emitted code has too, or that C# spells in more than one way.</summary>
internal sealed class NameTests
{
    /// <summary>Classes of kernels named like what the emitted code has of its own, in C# and in C.</summary>
    internal static readonly string[] Kernels =
    [
        // Uniform parts are named uniform0, uniform1, ….
        "[Pointwise] static float A(float uniform0, [Scalar] float uniform1) { float uniform2 = -uniform1; "
            + "return uniform0 * (1 - uniform1) + uniform2; }",
        // The emitted loop's own names, and what they could be renamed to.
        "[Pointwise] static float A(float TVector, float TVector_, [Scalar] float TVector_2) => TVector - TVector_ * TVector_2;",
        "[Pointwise] static float A(float count, float count_, float count_2, float i) => count - count_ * count_2 / i;",
        "[Pointwise] static float A(float operand0, float operand2, float operands, [Scalar] float scalars) "
            + "{ float operand1 = operands; return operand0 - operand1 * operand2 * scalars; }",
        "[Pointwise] static float A(float VectorMathFloat32, float VectorMathFloat64) "
            + "=> XMath.Exp(VectorMathFloat32) - VectorMathFloat64;",
        // Verbatim identifiers are the same names without their @.
        "[Pointwise] static float A(float x) { float @i = x + 1; float @in = i * 2; float \\u0069n2 = @in; return in2; }",
        "[Pointwise] static float A(ref float @i, float x) { i += x; return @i; }",
        "[Pointwise] static float @float(float x) => x;",
        "static float @float(float x) => -x; [Pointwise] static float A(float x) => @float(x);",
        // Overloads, and methods that are called as an overload could be named.
        "static float G(float x) => x; static float G(bool x) => x ? 1f : 0f; static float G2(float x) => -x; "
            + "static float G_2(float x) => x * x; "
            + "[Pointwise] static float A(float x) => G(x) + G(x > 0) + G2(x) * G_2(x);",
        "static class H { public static float G(float x) => x; } static float G(float x) => -x; "
            + "[Pointwise] static float A(float x) => G(x) * H.G(x);",
        // Functions named like members of the emitted type, and variables named like functions.
        "static float Run(float x) => x; static float Written(float x) => x; static float AFloat32(float x) => x; "
            + "static float VectorMathFloat64(float x) => XMath.Exp(x); static float MethodImplOptions(float x) => x; "
            + "[Pointwise] static float A(float x) => Run(x) * Written(x) * AFloat32(x) * VectorMathFloat64(x) "
            + "* MethodImplOptions(x);",
        "static class H { public static float G(float x) => x; public static float F(float G) => H.G(G); } "
            + "[Pointwise] static float A(float x) { float G = H.G(x); return H.F(G); }",
        // Words of C, of OpenCL C and of CUDA C, their libraries' functions, and letters that only C# has.
        "[Pointwise] static float kernel(float global, ref float register, float half, [Scalar] float constant) "
            + "{ float threadIdx = global + half; register = threadIdx; return -constant * threadIdx; }",
        "static float sign(float x) => XMath.Exp(x); static float Exp(float exp) => XMath.Exp(exp) + XMath.Max(exp, 1); "
            + "[Pointwise] static float exp(float exp, float expf, float adversa_max) "
            + "=> sign(exp) + Exp(expf) * XMath.Max(exp, adversa_max);",
        "[Pointwise] static float Größe(float β, [Scalar] float ε) => β * (1 - ε);",
        // The names of the strided program.
        "static float Axis(float Layout) => -Layout; static float quotient(float i) => 1 / i; "
            + "[Pointwise] static float Layout(float layout, ref float axis, float x, ref float x_data, float result, "
            + "float x_at) { axis = x_at; x_data = x; return Axis(layout) + quotient(result); }",
    ];

    [TestCaseSource(nameof(Kernels))]
    public void Every_name_gives_code_that_compiles(string kernel)
    {
        CSharpCompilation kernels = GeneratorHost.Compile(GeneratorHost.Class(kernel));
        Assert.That(Errors(kernels), Is.Empty);

        GeneratorHost.Driver().RunGeneratorsAndUpdateCompilation(kernels, out Compilation all, out var diagnostics);

        Assert.That(diagnostics, Is.Empty);
        Assert.That(all.SyntaxTrees.Count(), Is.EqualTo(1 + 3));
        Assert.That(Errors(all), Is.Empty, string.Join("\n", all.SyntaxTrees.Skip(1)));
    }

    [Test]
    public void Variables_keep_their_meaning_when_they_are_renamed()
    {
        string text = Emitted("[Pointwise] static float A(float i, float uniform0, [Scalar] float count) "
            + "{ float i_2 = -i; return i_2 * (1 - count) + uniform0 * i; }");
        Assert.That(text, Does.Contain("TVector i_2 = TVector.Load(operand0 + i);"));
        Assert.That(text, Does.Contain("TVector i_2_2 = -i_2;"));
        Assert.That(text, Does.Contain("(i_2_2 * uniform0_2 + uniform0 * i_2).Store(operand2 + i);"));
    }

    private static string Emitted(string kernel) =>
        GeneratorHost.Run(GeneratorHost.Class(kernel)).Text("K.A.g.cs");

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
