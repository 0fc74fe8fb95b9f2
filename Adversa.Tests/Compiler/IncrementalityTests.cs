using Adversa.Kernels.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Tests.Compiler;

/// <summary>An edit recompiles the kernels that it changes, and no other.</summary>
internal sealed class IncrementalityTests
{
    private const string Kernels =
        "static float F(float x) => H.G(x); "
        + "[Pointwise] static float A(float x) => F(x); [Pointwise] static float B(float x) => -x;";

    private const string Helpers = "static class H { public static float G(float x) => x + 1; }";
    private const string Unrelated = "static class Other { const int Answer = 42; }";

    [Test]
    public void An_unrelated_edit_recompiles_nothing() =>
        Assert.That(RecompiledByEdit(file: 2, Unrelated.Replace("42", "43")), Is.Zero);

    [Test]
    public void Comments_and_moved_lines_recompile_nothing() =>
        Assert.That(RecompiledByEdit(file: 0, "// moved\n\n" + GeneratorHost.Class(Kernels)), Is.Zero);

    [Test]
    public void An_edited_function_recompiles_the_kernel_that_calls_it() =>
        Assert.That(RecompiledByEdit(file: 1, Helpers.Replace("x + 1", "x + 2")), Is.EqualTo(1));

    /// <summary>
    /// How many of the two kernels an edit changes, having checked that the text of the others comes from the cache.
    /// </summary>
    private static int RecompiledByEdit(int file, string edited)
    {
        CSharpCompilation before = GeneratorHost.Compile(GeneratorHost.Class(Kernels), Helpers, Unrelated);
        SyntaxTree tree = before.SyntaxTrees[file];
        CSharpCompilation after = before.ReplaceSyntaxTree(tree, GeneratorHost.Parse(edited, tree.FilePath));
        GeneratorRunResult result =
            GeneratorHost.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        Assert.That(result.GeneratedSources, Has.Length.EqualTo(2 * 2 + 1), "two files for each kernel, and their list");

        int recompiled = Outputs(result.TrackedSteps[PointwiseGenerator.KernelStep]).Count(reason => !IsKept(reason));
        int rewritten =
            Outputs(result.TrackedOutputSteps["SourceOutput"]).Count(reason => reason == IncrementalStepRunReason.Modified);
        Assert.That(rewritten, Is.EqualTo(recompiled));
        return recompiled;
    }

    private static bool IsKept(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static IEnumerable<IncrementalStepRunReason> Outputs(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);
}
