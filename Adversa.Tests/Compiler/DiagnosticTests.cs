using Microsoft.CodeAnalysis;

namespace Adversa.Tests.Compiler;

/// <summary>
/// Each complaint of the kernel compiler: its code, its place and its words. ⟦…⟧ marks the place in the source.
/// </summary>
internal sealed class DiagnosticTests
{
    private static readonly TestCaseData[] Rejected =
    [
        Case("ADV1001", "[Pointwise] float ⟦A⟧(float x) => x;", "static"),
        Case("ADV1001", "[Pointwise] static float ⟦A⟧<T>(float x) => x;", "non-generic"),
        Case("ADV1002", "[Pointwise] static float A(⟦double x⟧) => 1f;", "'x' has type 'double'"),
        Case("ADV1002", "[Pointwise] static float A(⟦float[] y⟧, float x) => x;", "float[]"),
        Case("ADV1002", "[Pointwise] static void A(⟦out float y⟧, ref float x) { y = 1; }", "use 'ref'"),
        Case("ADV1002", "[Pointwise] static float A(⟦[Scalar] ref float y⟧) => y;", "[Scalar] parameter cannot be written"),
        Case("ADV1002", "[Pointwise] static ⟦int⟧ A(float x) => 1;", "returns float or void"),
        Case("ADV1002", "[Pointwise] static float A(float x) { var ⟦y = 1⟧; return x; }", "'y' has type 'int'"),
        Case("ADV1003", "[Pointwise] static void ⟦A⟧(float x) { float y = x; }", "writes nothing"),
        Case("ADV1003", "[Pointwise] static void ⟦A⟧(ref float x) { }", "assign a 'ref float' parameter"),
        Case("ADV1003", "[Pointwise] static void ⟦A⟧(ref float x) { return; }", "writes nothing"),
        Case("ADV1003", "[Pointwise] static void ⟦A⟧(ref float x) { float y = x; y += 1; }", "writes nothing"),
        Case("ADV1003", "[Pointwise] static extern float ⟦A⟧(float x);", "writes nothing"),
        Case("ADV1004",
            "[Pointwise] static float ⟦A⟧(float a, float b, float c, float d, float e, float f, float g, float h) => a;",
            "9 tensor operands"),
        Case("ADV1004",
            "[Pointwise] static float ⟦A⟧(" + string.Concat("abcdefghi".Select(c => $"[Scalar] float {c}, ")) + "float x) => x;",
            "9 scalars"),
        Case("ADV1010", "[Pointwise] static float A(float x) { ⟦if (x > 0) x = 1;⟧ return x; }", "'if'"),
        Case("ADV1010", "[Pointwise] static float A(float x) { ⟦for (;;) { }⟧ }", "'for'"),
        Case("ADV1010", "[Pointwise] static float A(float x) { ⟦try { } finally { }⟧ return x; }", "'try'"),
        Case("ADV1010", "[Pointwise] static float A(float x) { ⟦{ }⟧ return x; }", "A nested block"),
        Case("ADV1010", "[Pointwise] static float A(float x) { ⟦return x;⟧ return x; }", "A return before the end"),
        Case("ADV1010", "[Pointwise] static float A(float x) { float ⟦y⟧; return x; }", "without a value"),
        Case("ADV1010", "[Pointwise] static float A(float x) { ⟦float F() => x;⟧ return x; }", "A local function"),
        Case("ADV1011", "[Pointwise] static float A(float x) => ⟦x % 2⟧;", "'x % 2'"),
        Case("ADV1011", "[Pointwise] static float A(float x) { ⟦x++⟧; return x; }", "'x++'"),
        Case("ADV1011", "[Pointwise] static float A(float x) => x + ⟦(float)x⟧;", "'(float)x'"),
        Case("ADV1014", "[Pointwise] static float A(float x) => XMath.Max(⟦\"a\".Length⟧, x);", "property"),
        Case("ADV1011", "[Pointwise] static float A(float x) => ⟦new float[1][0]⟧;", "new float"),
        Case("ADV1011", "[Pointwise] static float A(float x) { float y = 0; y = (⟦x = 1⟧); return y; }", "'x = 1'"),
        Case("ADV1011", "[Pointwise] static float A(ref float y, float x) => ⟦y = x * 2⟧;", "'y = x * 2'"),
        Case("ADV1011", "[Pointwise] static float A(ref float y, float x) { return ⟦y = x * 2⟧; }", "'y = x * 2'"),
        Case("ADV1011", "static float F(float x) => x; [Pointwise] static void A(ref float y, float x) => ⟦F(x)⟧;", "'F(x)'"),
        Case("ADV1011", "[Pointwise] static float A(float x) => ⟦(x > 0) == (x < 1)⟧ ? x : 0;", "'(x > 0) == (x < 1)'"),
        Case("ADV1012", "[Pointwise] static float A(float x) => x * (⟦1⟧ / 2);", "'int'"),
        Case("ADV1012", "[Pointwise] static float A(float x) => x > ⟦0.5⟧ ? x : 0;", "'double'"),
        Case("ADV1013", "[Pointwise] static float A(float x) { ⟦x⟧ = 1; return x; }",
            "only local variables and 'ref' parameters"),
        Case("ADV1014", "static float w; [Pointwise] static float A(float x) => x * ⟦w⟧;", "'w' is a field"),
        Case("ADV1014", "[Pointwise] static float A(float x) => x * ⟦System.MathF.PI⟧;", "pass it as a [Scalar] parameter"),
        Case("ADV1015", "[Pointwise] static float A(float x) => ⟦System.MathF.Exp(x)⟧;", "use XMath"),
        Case("ADV1015", "static float F(ref float y) => y; [Pointwise] static float A(ref float x) => ⟦F(ref x)⟧;",
            "'y' is not a plain float"),
        Case("ADV1015", "static T F<T>(T y) => y; [Pointwise] static float A(float x) => ⟦F(x)⟧;", "static, non-generic"),
        Case("ADV1015", "[Pointwise] static float A(float x) => ⟦XMath.Max(b: x, a: x)⟧;", "without names"),
        Case("ADV1016", "[Pointwise] static float A(float x) => ⟦A(x)⟧;", "'A' calls itself"),
        Case("ADV1016",
            "static float F(float x) => G(x); static float G(float x) => ⟦F(x)⟧; [Pointwise] static float A(float x) => F(x);",
            "'F'"),
    ];

    [TestCaseSource(nameof(Rejected))]
    public void What_kernels_lack_is_an_error_at_its_place(string code, string marked, string words)
    {
        string source = GeneratorHost.Class(marked);
        int begin = source.IndexOf('⟦', StringComparison.Ordinal), end = source.IndexOf('⟧', StringComparison.Ordinal) - 1;
        string plain = source.Replace("⟦", "").Replace("⟧", "");

        var result = GeneratorHost.Run(plain);

        Diagnostic first = result.Diagnostics.First(diagnostic => diagnostic.Id == code);
        Assert.That(first.Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That((first.Location.SourceSpan.Start, first.Location.SourceSpan.End), Is.EqualTo((begin, end)),
            Mark(plain, first));
        FileLinePositionSpan lines = first.Location.GetLineSpan();
        Assert.That((lines.Path, lines.StartLinePosition.Line, lines.StartLinePosition.Character),
            Is.EqualTo(("File0.cs", 2, begin - plain.IndexOf('\n', plain.IndexOf('\n', StringComparison.Ordinal) + 1) - 1)));
        Assert.That(first.GetMessage(), Does.Contain(words));
        Assert.That(result.GeneratedSources, Is.Empty);
    }

    [Test]
    public void Kernels_of_one_name_are_all_named()
    {
        const string Other = "using Adversa.Kernels.Language;\nstatic class L { [Pointwise] static float A(float x) => -x; }\n";
        var result = GeneratorHost.Run(GeneratorHost.Class("[Pointwise] static float A(float x) => x;"), Other);
        Assert.That(result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Location.GetLineSpan().Path)),
            Is.EquivalentTo(new[] { ("ADV1005", "File0.cs"), ("ADV1005", "File1.cs") }));
        Assert.That(result.GeneratedSources, Is.Empty);
    }

    [Test]
    public void A_function_that_two_kernels_call_is_complained_about_once()
    {
        var result = GeneratorHost.Run(GeneratorHost.Class(
            "static float F(float x) => x % 2; "
            + "[Pointwise] static float A(float x) => F(x); [Pointwise] static float B(float x) => F(x);"));
        Assert.That(result.Diagnostics, Has.Length.EqualTo(1));
    }

    private static TestCaseData Case(string code, string marked, string words) =>
        new TestCaseData(code, marked, words).SetArgDisplayNames($"{code}: {marked}");

    private static string Mark(string source, Diagnostic diagnostic) =>
        $"{diagnostic} is at '{source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]}'";
}
