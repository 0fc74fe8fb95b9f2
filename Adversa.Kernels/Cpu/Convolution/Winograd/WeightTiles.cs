using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The side of w: a 4×4 window is four phases of 2×2 taps, and along one axis the two taps of a phase go to the frequencies
/// (w₀, w₀ + w₁, w₁); the transposed map takes frequencies to (m₀ + m₁, m₁ + m₂). A vector holds one tap of neighbouring input
/// channels. Frequencies are [9][O][phases·C], and the outer stride frequencyStride.
/// </summary>
internal static unsafe class WeightTiles
{
    private const int Taps = 16;

    /// <summary>From one output channel's weights [C][4·4] to its row of each frequency.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand<T>(T* weight, int channels, T* frequencies, long frequencyStride) where T : unmanaged
    {
        int lanes = Vector512<T>.Count;
        T* taps = stackalloc T[Taps * lanes];
        for (int channel = 0; channel < channels; channel += lanes)
        {
            PanelCopy.Columns(weight + channel * Taps, Taps, Taps, lanes, taps, lanes);
            for (int phase = 0; phase < TileShape.Phases; phase++)
            {
                T* tap = taps + (phase / 2 * 4 + phase % 2) * lanes;
                T* target = frequencies + phase * channels + channel;
                Vector512<T> a = Vector512.Load(tap), b = Vector512.Load(tap + 2 * lanes);
                Vector512<T> c = Vector512.Load(tap + 8 * lanes), d = Vector512.Load(tap + 10 * lanes);
                a.Store(target);
                (a + b).Store(target + frequencyStride);
                b.Store(target + 2 * frequencyStride);
                (a + c).Store(target + 3 * frequencyStride);
                (a + c + (b + d)).Store(target + 4 * frequencyStride);
                (b + d).Store(target + 5 * frequencyStride);
                c.Store(target + 6 * frequencyStride);
                (c + d).Store(target + 7 * frequencyStride);
                d.Store(target + 8 * frequencyStride);
            }
        }
    }

    /// <summary>From one output channel's row of each frequency to its weights; adds to them if told to.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<T>(T* frequencies, long frequencyStride, int channels, T* weight, bool accumulate) where T : unmanaged
    {
        int lanes = Vector512<T>.Count;
        T* taps = stackalloc T[Taps * lanes], sums = stackalloc T[Taps * lanes];
        for (int channel = 0; channel < channels; channel += lanes)
        {
            for (int phase = 0; phase < TileShape.Phases; phase++)
            {
                T* source = frequencies + phase * channels + channel;
                T* tap = taps + (phase / 2 * 4 + phase % 2) * lanes;
                Vector512<T> middle = Vector512.Load(source + 4 * frequencyStride);
                Vector512<T> top = Vector512.Load(source + frequencyStride) + middle;
                Vector512<T> bottom = middle + Vector512.Load(source + 7 * frequencyStride);
                Vector512<T> left = Vector512.Load(source + 3 * frequencyStride);
                Vector512<T> right = Vector512.Load(source + 5 * frequencyStride);
                (Vector512.Load(source) + left + top).Store(tap);
                (Vector512.Load(source + 2 * frequencyStride) + right + top).Store(tap + 2 * lanes);
                (Vector512.Load(source + 6 * frequencyStride) + left + bottom).Store(tap + 8 * lanes);
                (Vector512.Load(source + 8 * frequencyStride) + right + bottom).Store(tap + 10 * lanes);
            }

            PanelCopy.Columns(taps, lanes, lanes, Taps, sums, Taps);
            T* target = weight + channel * Taps;
            for (int i = 0; i < Taps * lanes; i += lanes)
            {
                Vector512<T> sum = Vector512.Load(sums + i);
                (accumulate ? Vector512.Load(target + i) + sum : sum).Store(target + i);
            }
        }
    }
}
