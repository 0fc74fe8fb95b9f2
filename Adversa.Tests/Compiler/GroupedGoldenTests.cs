using System.Runtime.CompilerServices;
using Adversa.Kernels.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Tests.Compiler;

/// <summary>The text that the compiler of grouped kernels writes, against files that a person has read.</summary>
internal sealed class GroupedGoldenTests
{
    // A matrix product in tiles: shared and private memory, constants of a type argument, static abstract functions, a struct by
    // value with a computed property, unrolled loops, and functions for more than one kind of memory.
    internal const string Product = """
        using Adversa.Kernels.Language;

        readonly record struct Sizes(int M, int N, int K)
        {
            public int Area => M * N;
        }

        interface ITile
        {
            static abstract int Width { get; }
        }

        struct Tile8 : ITile
        {
            public static int Width => 8;
        }

        interface IOperand
        {
            static abstract float Load(ArrayView<float> view, Sizes sizes, int row, int column);
        }

        struct Plain : IOperand
        {
            public static float Load(ArrayView<float> view, Sizes sizes, int row, int column) =>
                row < sizes.M && column < sizes.K ? view[row * sizes.K + column] : 0;
        }

        static class Samples
        {
            /// <summary>c = α·a·b in tiles of <typeparamref name="TTile"/>.</summary>
            [Grouped(64, typeof(Tile8), typeof(Plain))]
            static void Product<TTile, TOperand>(
                ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, Sizes sizes, float alpha)
                where TTile : struct, ITile where TOperand : struct, IOperand
            {
                var tile = SharedMemory.Allocate<float>(TTile.Width * TTile.Width);
                var sums = LocalMemory.Allocate<float>(4);
                int row = Group.IdxX / TTile.Width, column = Group.IdxX % TTile.Width;
                for (int i = 0; i < 4; i++) sums[i] = 0;

                // Each step is one tile of a.
                for (int k = 0; k < sizes.K; k += TTile.Width)
                {
                    tile[Group.IdxX] = TOperand.Load(a, sizes, Grid.IdxX * TTile.Width + row, k + column);
                    Group.Barrier();
                    for (int p = 0; p < TTile.Width; p++)
                        sums[p % 4] += At(tile, row * TTile.Width + p) * At(b, (k + p) * sizes.N + column);
                    Group.Barrier();
                }

                if (row * sizes.N + column >= sizes.Area) return;
                c[row * sizes.N + column] = alpha * (sums[0] + sums[1] + sums[2] + sums[3]);
            }

            static float At(ArrayView<float> view, int index) => view[index];
        }
        """;

    // Random bits: wide integers, references, bits as numbers, a constructor, and a target's own function with a fallback.
    private const string Random = """
        using Adversa.Kernels.Language;

        struct Words
        {
            public uint A, B;

            public Words(ulong counter)
            {
                A = (uint)counter;
                B = (uint)(counter >> 32);
            }

            public readonly uint Mixed => A ^ B;
        }

        static class Samples
        {
            private const uint Multiplier = 0xD2511F53;

            [Intrinsic(Cuda = "__umulhi({0}, {1})")]
            static uint High(uint a, uint b) => (uint)(((ulong)a * b) >> 32);

            [Grouped(128, IsFloat32Only = true, Fallback = nameof(Uniform))]
            static void UniformFast(ArrayView<float> y, ulong position, int count)
            {
                int i = Grid.IdxX * Group.DimX + Group.IdxX;
                if (i < count) y[i] = Interop.IntAsFloat((High(Multiplier, (uint)position + (uint)i) >> 9) | 0x3F80_0000) - 1;
            }

            [Grouped(128, IsFloat32Only = true)]
            static void Uniform(ArrayView<float> y, ulong position, int count)
            {
                int i = Grid.IdxX * Group.DimX + Group.IdxX;
                if (i >= count) return;
                Words words = new(position + (ulong)i);
                for (int round = 0; round < 10; round++) Round(ref words.A, ref words.B, round);
                y[i] = XMath.Min(Interop.IntAsFloat((words.Mixed >> 9) | 0x3F80_0000) - 1, 0.5f);
            }

            static void Round(ref uint a, ref uint b, int shift)
            {
                ulong product = (ulong)Multiplier * a;
                a = (uint)(product >> 32) ^ b;
                b = (uint)product << shift;
            }
        }
        """;

    [TestCase(Product, "Samples.Product_Tile8_Plain.g.cs", "GroupedProduct.golden.txt")]
    [TestCase(Random, "Samples.UniformFast.g.cs", "GroupedUniformFast.golden.txt")]
    [TestCase(Random, "Samples.Uniform.g.cs", "GroupedUniform.golden.txt")]
    public void Emitted_text_is_the_golden_file(string source, string hint, string golden)
    {
        var result = GeneratorHost.RunGrouped(source);
        Assert.That(result.Diagnostics, Is.Empty);
        string text = result.GeneratedSources.Single(file => file.HintName == hint).SourceText.ToString();
        Assert.That(text, Is.EqualTo(File.ReadAllText(GoldenFile(golden))));
    }

    [TestCase(Product)]
    [TestCase(Random)]
    public void Emitted_text_compiles(string source)
    {
        const string All = "namespace Adversa.Kernels.Sources; class Program { object All => Grouped.All; }";
        CSharpCompilation kernels = GeneratorHost.Compile(source, All);
        GeneratorHost.Driver(new GroupedGenerator()).RunGeneratorsAndUpdateCompilation(kernels, out Compilation all, out _);
        Assert.That(all.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
    }

    private static string GoldenFile(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, name);
}
