using Adversa.Kernels.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Tests.Compiler;

/// <summary>An edit recompiles the grouped kernels that it changes, and no other.</summary>
internal sealed class GroupedIncrementalityTests
{
    private const string Kernels =
        "static float F(float x) => H.G(x); "
        + "[Grouped(64)] static void A(ArrayView<float> x) => x[0] = F(1); "
        + "[Grouped(64)] static void B(ArrayView<float> x) => x[0] = 1;";

    private const string Functions = "static class H { public static float G(float x) => x + 1; }";
    private const string Unrelated = "static class Other { const int Answer = 42; }";

    [Test]
    public void An_unrelated_edit_recompiles_nothing() =>
        Assert.That(RecompiledByEdit(file: 2, Unrelated.Replace("42", "43")), Is.Zero);

    [Test]
    public void Moved_lines_recompile_nothing() =>
        Assert.That(RecompiledByEdit(file: 0, "// moved\n\n" + GeneratorHost.Class(Kernels)), Is.Zero);

    [Test]
    public void An_edited_function_recompiles_the_kernel_that_calls_it() =>
        Assert.That(RecompiledByEdit(file: 1, Functions.Replace("x + 1", "x + 2")), Is.EqualTo(1));

    /// <summary>How many of the two kernels an edit changes.</summary>
    private static int RecompiledByEdit(int file, string edited)
    {
        CSharpCompilation before = GeneratorHost.Compile(GeneratorHost.Class(Kernels), Functions, Unrelated);
        SyntaxTree tree = before.SyntaxTrees[file];
        CSharpCompilation after = before.ReplaceSyntaxTree(tree, GeneratorHost.Parse(edited, tree.FilePath));
        GeneratorRunResult result = GeneratorHost.Driver(new GroupedGenerator())
            .RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();

        Assert.That(result.GeneratedSources, Has.Length.EqualTo(3)); // The kernels, and their list.
        return result.TrackedSteps[GroupedGenerator.ProgramStep].SelectMany(step => step.Outputs)
            .Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }
}
