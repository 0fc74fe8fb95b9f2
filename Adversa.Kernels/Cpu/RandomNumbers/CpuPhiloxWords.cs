using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.RandomNumbers;

/// <summary>
/// Philox4x32.Block four blocks at a time. Each 64-bit lane holds one 32-bit word of one block, where a 32×32→64 multiplication
/// wants it; the upper halves fill with garbage that no later step reads, so that nothing is masked between the rounds.
/// </summary>
internal static unsafe class CpuPhiloxWords
{
    /// <summary>How many words are made at a time.</summary>
    public const int Step = 4 * BlocksAtATime;

    private const int BlocksAtATime = 4;

    /// <summary>
    /// Writes the words of successive blocks, <paramref name="count"/> of them, a multiple of <see cref="Step"/>.
    /// </summary>
    /// <param name="seed">The key.</param>
    /// <param name="stream">The counter's upper half.</param>
    /// <param name="block">The counter's lower half for the first block.</param>
    /// <param name="words">Where the words go.</param>
    /// <param name="count">How many words.</param>
    public static void Fill(ulong seed, ulong stream, ulong block, uint* words, int count)
    {
        Vector256<ulong> blocks = Vector256.Create(block) + Vector256<ulong>.Indices;
        for (int i = 0; i < count; i += Step)
        {
            (Vector256<ulong> lower, Vector256<ulong> upper) = Blocks(blocks, stream, seed);
            ulong* pairs = (ulong*)(words + i);
            for (int lane = 0; lane < BlocksAtATime; lane++)
            {
                pairs[2 * lane] = lower[lane];
                pairs[2 * lane + 1] = upper[lane];
            }

            blocks += Vector256.Create((ulong)BlocksAtATime);
        }
    }

    /// <summary>Words 0 and 1 of each block as one 64-bit number, words 2 and 3 as another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Lower, Vector256<ulong> Upper) Blocks(Vector256<ulong> block, ulong stream, ulong seed)
    {
        var multiplier0 = Vector256.Create((ulong)Philox4x32.Multiplier0);
        var multiplier1 = Vector256.Create((ulong)Philox4x32.Multiplier1);
        Vector256<ulong> c0 = block;
        Vector256<ulong> c1 = block >>> 32;
        var c2 = Vector256.Create(stream);
        var c3 = Vector256.Create(stream >> 32);
        uint k0 = (uint)seed;
        uint k1 = (uint)(seed >> 32);
        for (int round = 0; round < Philox4x32.Rounds; round++)
        {
            Vector256<ulong> product0 = Multiply(c0, multiplier0);
            Vector256<ulong> product1 = Multiply(c2, multiplier1);
            c0 = (product1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c2 = (product0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            c1 = product1;
            c3 = product0;
            k0 += Philox4x32.Weyl0;
            k1 += Philox4x32.Weyl1;
        }

        var low = Vector256.Create((ulong)uint.MaxValue);
        return ((c0 & low) | (c1 << 32), (c2 & low) | (c3 << 32));
    }

    /// <summary>The 64-bit products of the lanes' lower halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> b)
    {
        if (Avx2.IsSupported) return Avx2.Multiply(a.AsUInt32(), b.AsUInt32());
        return (a & Vector256.Create((ulong)uint.MaxValue)) * b;
    }
}
