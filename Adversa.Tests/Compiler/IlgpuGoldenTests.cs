using System.Runtime.CompilerServices;
using Adversa.Kernels.Compiler;
using Microsoft.CodeAnalysis;

namespace Adversa.Tests.Compiler;

/// <summary>
/// The C# that a build with ILGPU compiles beside the kernels' own methods, against files that a person has read: a grouped
/// kernel's form for float64, and the loops around a pointwise kernel.
/// </summary>
internal sealed class IlgpuGoldenTests
{
    [Test]
    public void A_grouped_kernel_has_its_own_method_and_one_for_float64()
    {
        string text = Emit(new GroupedGenerator(), GroupedGoldenTests.Product, "Samples.Product_Tile8_Plain.g.cs");
        Assert.That(text, Does.Contain("((System.Delegate)global::Samples.Product<global::Tile8, global::Plain>).Method"));
        Assert.That(text, Does.Contain("((System.Delegate)ProductKernel_Tile8_Plain_Float64.Product_Tile8_Plain).Method"));
        Assert.That(ClassOf(text, "ProductKernel_Tile8_Plain_Float64"), Is.EqualTo(Golden("GroupedProduct.Ilgpu.golden.txt")));
    }

    [Test]
    public void A_pointwise_kernel_has_two_methods_for_each_element_type()
    {
        string text = Emit(new PointwiseGenerator(), GoldenTests.Source, "Samples.PullSoftly.Programs.g.cs");
        Assert.That(text, Does.Contain("((System.Delegate)PullSoftlyIlgpuFloat64.Dense).Method"));
        Assert.That(ClassOf(text, "PullSoftlyIlgpuFloat32"), Is.EqualTo(Golden("PullSoftly.Ilgpu.golden.txt")));
    }

    private static string Emit(IIncrementalGenerator generator, string source, string file) =>
        GeneratorHost.Driver(generator, "WITH_ILGPU").RunGenerators(GeneratorHost.Compile(source)).GetRunResult().Results.Single()
            .Text(file);

    /// <summary>The lines of a class that is nested in one other.</summary>
    private static string ClassOf(string text, string name)
    {
        int begin = text.IndexOf($"    internal static class {name}\n", StringComparison.Ordinal);
        int end = text.IndexOf("\n    }\n", begin, StringComparison.Ordinal);
        return text[begin..end] + "\n    }\n";
    }

    private static string Golden(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, name));
}
