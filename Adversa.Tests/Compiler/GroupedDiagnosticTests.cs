using Microsoft.CodeAnalysis;

namespace Adversa.Tests.Compiler;

/// <summary>Each complaint about grouped kernels: its code, its place and its words. ⟦…⟧ marks the place in the source.</summary>
internal sealed class GroupedDiagnosticTests
{
    private static readonly TestCaseData[] Rejected =
    [
        Case("ADV1101", "[Grouped(64)] void ⟦A⟧(ArrayView<float> x) { }", "static"),
        Case("ADV1101", "[Grouped(64)] static int ⟦A⟧(ArrayView<float> x) => 1;", "returns void"),
        Case("ADV1102", "[Grouped(0)] static void ⟦A⟧(ArrayView<float> x) { }", "0×1"),
        Case("ADV1102", "[Grouped(64, GroupSizeY = 32)] static void ⟦A⟧(ArrayView<float> x) { }", "64×32"),
        Case("ADV1103", "[Grouped(64)] static void ⟦A⟧<T>(ArrayView<T> x) where T : unmanaged { }", "1 type parameters"),
        Case("ADV1103", "interface I { } [Grouped(64, typeof(int))] static void ⟦A⟧<T>() where T : struct, I { }", "int"),
        Case("ADV1104", "[Grouped(64)] static void A(⟦string s⟧) { }", "string"),
        Case("ADV1104", "[Grouped(64)] static void A(⟦float[] s⟧) { }", "float[]"),
        Case("ADV1104", "[Grouped(64)] static void A(⟦ref int s⟧) { }", "ref int"),
        Case("ADV1104", "[Grouped(64)] static void A(ArrayView<float> x) { var ⟦s = \"a\"⟧; }", "string"),
        Case("ADV1104", "[Grouped(64)] static void A(ArrayView<float> x) { ref float ⟦s = ref x[0]⟧; }", "ref float"),
        Case("ADV1105", "static class B { [Grouped(64)] static void A() { } } [Grouped(64)] static void ⟦A⟧() { }", "unique"),
        Case("ADV1106", "[Intrinsic(Cuda = \"f()\")] static void F() { } [Grouped(64)] static void ⟦A⟧(int n) => F();", "lacks"),
        Case("ADV1106",
            "[Intrinsic(Cuda = \"f()\")] static void F() { } [Grouped(64, Fallback = \"C\")] static void ⟦A⟧() => F();", "'C'"),
        Case("ADV1106", "[Intrinsic(Cuda = \"f()\")] static void F() { } [Grouped(64)] static void C(int n) { } "
            + "[Grouped(64, Fallback = \"C\")] static void ⟦A⟧() => F();", "other parameters"),
        Case("ADV1106", "[Intrinsic(OpenCl = \"f()\", Cuda = \"f()\", CudaCapability = 80)] static void F() { } "
            + "[Grouped(64)] static void ⟦A⟧() => F();", "a device lacks"),
        Case("ADV1107", "struct S { public int N; public float X; } [Grouped(64)] static void A(⟦S s⟧) { }", "'X'"),
        Case("ADV1108",
            $"[Grouped(64)] static void ⟦A⟧({string.Join(", ", Enumerable.Range(0, 15).Select(i => $"int n{i}"))}) {{ }}", "15"),
        Case("ADV1110", "[Grouped(64)] static void A() { ⟦try { } finally { }⟧ }", "'try'"),
        Case("ADV1110", "[Grouped(64)] static void A() { ⟦int F() => 1;⟧ }", "local function"),
        Case("ADV1110", "[Grouped(64)] static void A(ArrayView<float> x) { ⟦switch (1) { default: break; }⟧ }", "'switch'"),
        Case("ADV1110", "[Grouped(64)] static void A() { ⟦throw null!;⟧ }", "'throw'"),
        Case("ADV1110", "[Grouped(64)] static void A() { ⟦foreach (char c in \"\") { }⟧ }", "'foreach'"),
        Case("ADV1111", "[Grouped(64)] static void A(ArrayView<float> x) { x[0] = ⟦new float[3][0]⟧; }", "new float[3]"),
        Case("ADV1111", "[Grouped(64)] static void A(int n) { int m = ⟦n is 3 or 4⟧ ? 1 : 2; }", "n is 3 or 4"),
        Case("ADV1111", "[Grouped(64)] static void A(int n) { int m = 1 + (⟦n = 3⟧); }", "n = 3"),
        Case("ADV1111", "[Grouped(64)] static void A(int n) { int m = checked(⟦n + 1⟧); }", "n + 1"),
        Case("ADV1112", "[Grouped(64)] static void A(int n) { double d = ⟦System.Math.Cbrt(n)⟧; }", "XMath"),
        Case("ADV1112",
            "class O; static int F(O o) => 1; [Grouped(64)] static void A() { int n = ⟦F(null!)⟧; }", "'o'"),
        Case("ADV1112", "static (int, int) F() => (1, 2); [Grouped(64)] static void A() { ⟦F()⟧; }", "(int, int)"),
        Case("ADV1113", "static int F(int n) => n > 0 ? ⟦F(n - 1)⟧ : 0; [Grouped(64)] static void A() { int n = F(3); }", "'F'"),
        Case("ADV1114", "static int s; [Grouped(64)] static void A(ArrayView<int> x) { x[0] = ⟦s⟧; }", "'s'"),
        Case("ADV1115",
            "[Grouped(64)] static void A(int n) { if (n > 0) { var s = ⟦SharedMemory.Allocate<float>(4)⟧; } }", "top"),
        Case("ADV1115",
            "static void F() { var s = ⟦SharedMemory.Allocate<int>(4)⟧; } [Grouped(64)] static void A() => F();",
            "kernel itself"),
        Case("ADV1115", "[Grouped(64)] static void A(int n) { var s = LocalMemory.Allocate<float>(⟦n⟧); }", "constant size"),
        Case("ADV1115",
            "static void F(ArrayView<int> v) { } [Grouped(64)] static void A() { F(⟦LocalMemory.Allocate<int>(4)⟧); }",
            "local variable"),
        Case("ADV1116", "[Grouped(64)] static void A(ArrayView<int> x) { int n = ⟦x.IntLength⟧; }", "'x'"),
        Case("ADV1117",
            "[Grouped(64)] static void A(ArrayView<int> x) { var s = SharedMemory.Allocate<int>(4); s = ⟦x⟧; }", "'x'"),
        Case("ADV1117", "[Grouped(64)] static void A(ArrayView<int> x) "
            + "{ var s = SharedMemory.Allocate<int>(4); ArrayView<int> t = ⟦Group.IdxX > 0 ? s : x⟧; }", "'Group.IdxX > 0"),
        Case("ADV1117", "[Grouped(64)] static void A(ArrayView<int> x) { ArrayView<int> ⟦t⟧; }", "'t'"),
        Case("ADV1118",
            "[Grouped(64)] static void A(ArrayView<float> x) { uint n = ⟦Interop.FloatAsInt(x[0])⟧; }", "IsFloat32Only"),
        Case("ADV1118", "[Intrinsic(Cuda = \"f({0})\", IsFloat32Only = true)] static void F(float x) { } "
            + "[Grouped(64, Fallback = \"B\")] static void A(float x) => ⟦F(x)⟧; [Grouped(64)] static void B(float x) { }",
            "float32 alone"),
        Case("ADV1119",
            "struct S { public int N; public void M() { ⟦N⟧ = 3; } } [Grouped(64)] static void A() { S s = default; s.M(); }",
            "'N'"),
        Case("ADV1120", "[Intrinsic(OpenCl = \"f()\", CudaCapability = 80)] static void F() { } "
            + "[Grouped(64, Fallback = \"B\")] static void A() => ⟦F()⟧; [Grouped(64)] static void B() { }", "CUDA C"),
        Case("ADV1120", "[Intrinsic(Cuda = \"f()\", CudaCapability = 8)] static void F() { } "
            + "[Grouped(64, Fallback = \"B\")] static void A() => ⟦F()⟧; [Grouped(64)] static void B() { }", "80 for 8.0"),
    ];

    [TestCaseSource(nameof(Rejected))]
    public void What_grouped_kernels_lack_is_an_error_at_its_place(string code, string marked, string words)
    {
        string source = GeneratorHost.Class(marked);
        int begin = source.IndexOf('⟦', StringComparison.Ordinal), end = source.IndexOf('⟧', StringComparison.Ordinal) - 1;

        var result = GeneratorHost.RunGrouped(source.Replace("⟦", "").Replace("⟧", ""));

        Diagnostic[] found = [.. result.Diagnostics.Where(diagnostic => diagnostic.Id == code)];
        Assert.That(found.Select(diagnostic => (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End)),
            Does.Contain((begin, end)), string.Join("\n", result.Diagnostics));
        Assert.That(found[0].Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(found.Select(diagnostic => diagnostic.GetMessage()), Has.Some.Contain(words));
    }

    [Test]
    public void A_function_that_two_kernels_call_is_complained_about_once()
    {
        var result = GeneratorHost.RunGrouped(GeneratorHost.Class(
            "static void F() { try { } finally { } } "
            + "[Grouped(64)] static void A() => F(); [Grouped(64)] static void B() => F();"));
        Assert.That(result.Diagnostics, Has.Length.EqualTo(1));
        Assert.That(result.GeneratedSources, Is.Empty);
    }

    [Test]
    public void What_the_csharp_compiler_rejects_is_left_to_it()
    {
        const string Kernel = "[Grouped(64)] static void A(ArrayView<int> x) { x[0] = Missing + 1; }";
        var result = GeneratorHost.RunGrouped(GeneratorHost.Class(Kernel));
        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.GeneratedSources, Is.Empty);
    }

    private static TestCaseData Case(string code, string marked, string words) =>
        new TestCaseData(code, marked, words).SetArgDisplayNames($"{code}: {marked}");
}
