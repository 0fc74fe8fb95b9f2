using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.RandomNumbers;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Random numbers on the CPU: Philox words for a small chunk in the first-level cache, turned into numbers there, then copied
/// to the target. A chunk covers whole blocks, so that all of it is vector code without tails.
/// </summary>
internal static unsafe class CpuPhilox
{
    private const int Chunk = 1024;
    private const int NumbersPerTask = 16 * Chunk;
    private const int WordsOfBlock = 4;
    private const float TwoToMinus24 = 1f / (1 << 24);

    public static void Run(CpuDevice device, in RandomArguments arguments)
    {
        arguments.Check();
        RandomArguments a = arguments;
        int tasks = Division.Ceiling(a.Count, NumbersPerTask);
        device.Team.Run(tasks, (task, _) =>
        {
            int begin = task * NumbersPerTask;
            int end = (int)Math.Min(a.Count, (long)begin + NumbersPerTask);
            if (a.Type == DType.Float32) Fill32(a, begin, end);
            else Fill64(a, begin, end);
        });
    }

    [SkipLocalsInit]
    private static void Fill32(in RandomArguments a, int begin, int end)
    {
        uint* words = stackalloc uint[Chunk];
        float* values = stackalloc float[Chunk];
        while (begin < end)
        {
            (int lead, int count, int drawn) = NextChunk(a, begin, end);
            CpuPhiloxWords.Fill(a.Seed, a.Stream, (a.Position + (ulong)begin) / WordsOfBlock, words, drawn);
            if (a.Distribution == Distribution.Normal) CpuPhiloxNormal.Draw(words, a.A, a.B, values, drawn);
            else Draw(a, words, values, drawn);
            new ReadOnlySpan<float>(values + lead, count).CopyTo(new Span<float>(a.Target.Pointer<float>() + begin, count));
            begin += count;
        }
    }

    [SkipLocalsInit]
    private static void Fill64(in RandomArguments a, int begin, int end)
    {
        uint* words = stackalloc uint[Chunk];
        double* values = stackalloc double[Chunk];
        while (begin < end)
        {
            (int lead, int count, int drawn) = NextChunk(a, begin, end);
            CpuPhiloxWords.Fill(a.Seed, a.Stream, (a.Position + (ulong)begin) / WordsOfBlock, words, drawn);
            if (a.Distribution == Distribution.Normal)
            {
                CpuPhiloxNormal.Draw(words, a.A, a.B, values, drawn);
            }
            else
            {
                float* narrow = (float*)words;
                Draw(a, words, narrow, drawn);
                for (int i = 0; i < drawn; i++) values[i] = narrow[i];
            }

            new ReadOnlySpan<double>(values + lead, count).CopyTo(new Span<double>(a.Target.Pointer<double>() + begin, count));
            begin += count;
        }
    }

    /// <summary>
    /// What the next chunk is made of: number <paramref name="begin"/>'s lane in its block, how many numbers are wanted from
    /// there, and how many are drawn from the begin of the block on, in whole steps of the vector code.
    /// </summary>
    private static (int Lead, int Count, int Drawn) NextChunk(in RandomArguments a, int begin, int end)
    {
        int lead = (int)((a.Position + (ulong)begin) % WordsOfBlock);
        int count = Math.Min(end - begin, Chunk - lead);
        return (lead, count, (lead + count + CpuPhiloxWords.Step - 1) / CpuPhiloxWords.Step * CpuPhiloxWords.Step);
    }

    /// <summary>Uniform or Bernoulli numbers; <paramref name="values"/> may be the memory of <paramref name="words"/>.</summary>
    private static void Draw(in RandomArguments a, uint* words, float* values, int count)
    {
        if (a.Distribution == Distribution.Uniform) Uniform(words, (float)a.A, (float)a.B, values, count);
        else Bernoulli(words, (float)a.A, values, count);
    }

    private static void Uniform(uint* words, float low, float high, float* values, int count)
    {
        // low + (high − low)·u may round up to high, which the half-open interval leaves out.
        var largest = Vector256.Create(high > low ? MathF.BitDecrement(high) : low);
        var origin = Vector256.Create(low);
        var width = Vector256.Create(high - low);
        for (int i = 0; i < count; i += Vector256<float>.Count)
            Vector256.Min(Vector256.FusedMultiplyAdd(width, Unit(words + i), origin), largest).Store(values + i);
    }

    private static void Bernoulli(uint* words, float probability, float* values, int count)
    {
        var threshold = Vector256.Create(probability);
        for (int i = 0; i < count; i += Vector256<float>.Count)
            (Vector256.LessThan(Unit(words + i), threshold) & Vector256<float>.One).Store(values + i);
    }

    /// <summary>The upper 24 bits of eight words as exact multiples of 2⁻²⁴ in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Unit(uint* words) =>
        Vector256.ConvertToSingle((Vector256.Load(words) >>> 8).AsInt32()) * Vector256.Create(TwoToMinus24);
}
