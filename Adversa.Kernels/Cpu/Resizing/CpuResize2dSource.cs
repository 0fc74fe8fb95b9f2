using System.Numerics;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Resizing;

/// <summary>
/// Where one position of a resized axis comes from: (1 − Weight)·x[Lower] + Weight·x[Upper]. Exact: positions are
/// fractions of integers, and only the weight is rounded.
/// </summary>
internal readonly record struct CpuResize2dSource<T>(int Lower, int Upper, T Weight) where T : unmanaged, INumber<T>
{
    /// <summary>
    /// The sources of a whole axis of size <paramref name="output"/>, from one of size <paramref name="input"/>.
    /// </summary>
    public static unsafe void Fill(CpuResize2dSource<T>* sources, Interpolation interpolation, int input, int output)
    {
        for (int i = 0; i < output; i++)
            sources[i] = interpolation == Interpolation.Nearest ? Nearest(i, input, output) : Linear(i, input, output);
    }

    private static CpuResize2dSource<T> Nearest(int i, int input, int output)
    {
        int position = (int)((long)i * input / output);
        return new(position, position, T.Zero);
    }

    private static CpuResize2dSource<T> Linear(int i, int input, int output)
    {
        // (i + ½)·input/output − ½, over the denominator 2·output.
        (long lower, long rest) = Math.DivRem(Math.Max(0, (2L * i + 1) * input - output), 2L * output);
        return new((int)lower, (int)Math.Min(lower + 1, input - 1), T.CreateChecked((double)rest / (2L * output)));
    }
}
