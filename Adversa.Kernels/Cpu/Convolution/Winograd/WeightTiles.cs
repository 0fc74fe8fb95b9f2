using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The side of w: a window is stride² phases of Taps² taps. A vector holds one tap of neighbouring channels.
/// </summary>
internal static unsafe class WeightTiles<T, TVector, TFilter>
    where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T> where TFilter : struct, IMinimalFilter
{
    private static int Points => TFilter.Outputs + TFilter.Taps - 1;

    /// <summary>
    /// From one window, or one of each lane, [window][lanes], to the frequencies [phases][Points²][lanes].
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(in TileShape shape, T* taps, T* frequencies)
    {
        int lanes = shape.Lanes, stride = shape.Stride, side = stride * TFilter.Taps;
        T* lines = stackalloc T[Points * TFilter.Taps * lanes];
        for (int phase = 0; phase < stride * stride; phase++)
        {
            T* first = taps + (phase / stride * side + phase % stride) * lanes;
            for (int i = 0; i < TFilter.Taps; i++)
            {
                TFilter.ExpandTaps<T, TVector>(
                    first + i * stride * lanes, stride * side * lanes, lines + i * lanes, TFilter.Taps * lanes);
            }

            for (int i = 0; i < Points; i++, frequencies += Points * lanes)
                TFilter.ExpandTaps<T, TVector>(lines + i * TFilter.Taps * lanes, lanes, frequencies, lanes);
        }
    }

    /// <summary>
    /// From one output channel's row of each frequency to its weights [channels][window]; adds to them if told to.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(
        in TileShape shape, int channels, T* frequencies, long frequencyStride, T* weight, bool accumulate)
    {
        int lanes = shape.Lanes, stride = shape.Stride, side = stride * TFilter.Taps, window = side * side;
        T* taps = stackalloc T[window * lanes], lines = stackalloc T[Points * TFilter.Taps * lanes];
        T* sums = stackalloc T[window * lanes];
        for (int channel = 0; channel < channels; channel += lanes)
        {
            for (int phase = 0; phase < stride * stride; phase++)
            {
                T* first = taps + (phase / stride * side + phase % stride) * lanes;
                T* source = frequencies + phase * channels + channel;
                for (int i = 0; i < Points; i++)
                {
                    TFilter.FoldTaps<T, TVector>(
                        source + i * Points * frequencyStride, frequencyStride, lines + i * TFilter.Taps * lanes, lanes);
                }

                for (int i = 0; i < TFilter.Taps; i++)
                {
                    TFilter.FoldTaps<T, TVector>(
                        lines + i * lanes, TFilter.Taps * lanes, first + i * stride * lanes, stride * side * lanes);
                }
            }

            PanelCopy.Columns(taps, lanes, lanes, window, sums, window);
            T* target = weight + channel * window;
            for (int i = 0; i < window * lanes; i += lanes)
            {
                TVector sum = TVector.Load(sums + i);
                (accumulate ? TVector.Load(target + i) + sum : sum).Store(target + i);
            }
        }
    }
}
