using System.Runtime.CompilerServices;

namespace Adversa.Tests.Compiler;

/// <summary>The text that the kernel compiler writes, against a file that a person has read.</summary>
internal sealed class GoldenTests
{
    // Every statement and kind of expression once: locals, assignment to a local and a ref parameter, uniform parts, a
    // function that calls a function, conditions, a name that is a C# keyword.
    internal const string Source = """
        using Adversa.Kernels.Language;

        static class Samples
        {
            /// <summary>Pulls <paramref name="p"/> towards
            /// a bounded x.</summary>
            [Pointwise]
            static float PullSoftly(ref float p, float @in, [Scalar] float rate, [Scalar] float limit)
            {
                bool isInside = !(@in <= -limit || @in >= limit) && p != 0;
                float target = isInside ? Soft(@in) : 0.1f;
                target /= 2;
                p += (1 - -(-rate)) * (target - p);
                return XMath.Sqrt(XMath.Abs(p)) - (p - (target - rate));
            }

            static float Soft(float x) => Squash(x) * 1e-3f;

            static float Squash(float x)
            {
                float y = XMath.Tanh(-(-x));
                return y * (x + 1);
            }
        }
        """;

    [TestCase("Samples.PullSoftly.g.cs", "PullSoftly.golden.txt")]
    [TestCase("Samples.PullSoftly.Programs.g.cs", "PullSoftly.Programs.golden.txt")]
    public void Emitted_text_is_the_golden_file(string emitted, string golden)
    {
        var result = GeneratorHost.Run(Source);
        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.Text(emitted), Is.EqualTo(File.ReadAllText(GoldenFile(golden))));
    }

    [Test]
    public void Each_kernel_has_two_files_and_all_are_listed_once() =>
        Assert.That(GeneratorHost.Run(Source).GeneratedSources.Select(source => source.HintName), Is.EquivalentTo(new[]
        {
            "Samples.PullSoftly.g.cs", "Samples.PullSoftly.Programs.g.cs", "Pointwise.All.g.cs",
        }));

    private static string GoldenFile(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, name);
}
