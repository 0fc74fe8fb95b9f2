using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.BatchNormalization;

/// <summary>Batch normalization where planes are long: one channel's coefficients serve a whole plane.</summary>
internal static unsafe class CpuBatchNormPlanes
{
    private const int ChunkElements = 32 * 1024;
    private const int EnoughChannels = 16;

    public static void Statistics<T>(CpuDevice device, in BatchNormArguments a) where T : unmanaged, INumberBase<T>
    {
        var plan = new ReductionPlan(
            new Axes(a.Channels), new Axes(a.Plane), new Axes(a.Batch, a.Plane), new Axes(a.Channels * a.Plane, 1));
        CpuReduce.Moments(device, plan, a.X.Pointer<T>(), a.Mean.Pointer<T>(), a.Variance.Pointer<T>());
    }

    public static void Normalize<T>(CpuDevice device, BatchNormArguments arguments) where T : unmanaged, INumberBase<T>
    {
        int plane = arguments.Plane, channels = arguments.Channels;
        int pieceLength = Math.Min(plane, ChunkElements);
        int pieces = Division.Ceiling(plane, pieceLength);
        var split = new TaskSplit(arguments.Batch * channels * pieces, pieceLength);
        T* x = arguments.X.Pointer<T>();
        T* y = arguments.Y.Pointer<T>();
        device.Team.Run(split.Tasks, (task, _) =>
        {
            (int begin, int end) = split.Items(task);
            for (int item = begin; item < end; item++)
            {
                (int p, int piece) = Math.DivRem(item, pieces);
                int inPlane = piece * pieceLength;
                var c = new NormalizeCoefficients<T>(arguments, p % channels);
                long offset = (long)p * plane + inPlane;
                CpuBatchNormLoops.Normalize(
                    x + offset, y + offset, Math.Min(pieceLength, plane - inPlane),
                    new SameCoefficient<T>(c.Mean), new SameCoefficient<T>(c.Scale), new SameCoefficient<T>(c.Shift));
            }
        });
    }

    /// <summary>
    /// A task is a channel, which it reads for its sums and then again, from the cache if it is not too large. Where there are
    /// few channels, chunks of a channel are summed first, and their sums added in order.
    /// </summary>
    public static void Backward<T>(CpuDevice device, BatchNormBackwardArguments arguments) where T : unmanaged, INumberBase<T>
    {
        int positions = arguments.Batch * arguments.Plane;
        int channels = arguments.Channels;
        if (channels >= EnoughChannels || positions <= ChunkElements)
        {
            var split = new TaskSplit(channels, positions);
            device.Team.Run(split.Tasks, (task, _) =>
            {
                (int begin, int end) = split.Items(task);
                for (int channel = begin; channel < end; channel++)
                {
                    (double sum, double deviationSum) = Sums<T>(arguments, channel, 0, positions);
                    var coefficients = new BackwardCoefficients<T>(arguments, channel, sum, deviationSum);
                    GradX(arguments, channel, 0, positions, coefficients);
                }
            });
            return;
        }

        int chunks = Division.Ceiling(positions, ChunkElements);
        var partials = new (double Sum, double DeviationSum)[channels * chunks];
        device.Team.Run(channels * chunks, (task, _) =>
        {
            (int channel, int chunk) = Math.DivRem(task, chunks);
            int begin = chunk * ChunkElements;
            partials[task] = Sums<T>(arguments, channel, begin, begin + Math.Min(positions - begin, ChunkElements));
        });

        var all = new BackwardCoefficients<T>[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            double sum = 0, deviationSum = 0;
            foreach ((double s, double d) in partials.AsSpan(channel * chunks, chunks))
            {
                sum += s;
                deviationSum += d;
            }

            all[channel] = new BackwardCoefficients<T>(arguments, channel, sum, deviationSum);
        }

        device.Team.Run(channels * chunks, (task, _) =>
        {
            (int channel, int chunk) = Math.DivRem(task, chunks);
            int begin = chunk * ChunkElements;
            GradX(arguments, channel, begin, begin + Math.Min(positions - begin, ChunkElements), all[channel]);
        });
    }

    /// <summary>Σ gy and Σ gy·(x − mean) over positions begin … end−1 of a channel, counted through the batch.</summary>
    private static (double Sum, double DeviationSum) Sums<T>(
        in BatchNormBackwardArguments arguments, int channel, int begin, int end) where T : unmanaged, INumberBase<T>
    {
        T* x = arguments.X.Pointer<T>();
        T* gy = arguments.GradY.Pointer<T>();
        Vector512<double> mean = Vector512.Create(double.CreateTruncating(arguments.Mean.Pointer<T>()[channel]));
        Vector512<double> sum = default, deviationSum = default;
        for (int position = begin; position < end;)
        {
            (int sample, int inPlane) = Math.DivRem(position, arguments.Plane);
            int count = Math.Min(arguments.Plane - inPlane, end - position);
            long offset = ((long)sample * arguments.Channels + channel) * arguments.Plane + inPlane;
            AddRun(x + offset, gy + offset, count, mean, ref sum, ref deviationSum);
            position += count;
        }

        return (Vector512.Sum(sum), Vector512.Sum(deviationSum));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRun<T>(
        T* x, T* gy, int count, Vector512<double> mean, ref Vector512<double> sum, ref Vector512<double> deviationSum)
        where T : unmanaged, INumberBase<T>
    {
        const int Lanes = Widened.Count;
        Vector512<double> s0 = sum, d0 = deviationSum, s1 = default, d1 = default;
        int j = 0;
        for (; j <= count - 2 * Lanes; j += 2 * Lanes)
        {
            Vector512<double> g0 = Widened.Contiguous(gy + j), g1 = Widened.Contiguous(gy + j + Lanes);
            s0 += g0;
            s1 += g1;
            d0 = Vector512.FusedMultiplyAdd(g0, Widened.Contiguous(x + j) - mean, d0);
            d1 = Vector512.FusedMultiplyAdd(g1, Widened.Contiguous(x + j + Lanes) - mean, d1);
        }

        for (; j < count; j += Lanes)
        {
            int left = Math.Min(Lanes, count - j);
            Vector512<double> inside = Widened.Inside(left);
            Vector512<double> g = inside & Widened.Strided(gy + j, 1, left);
            s1 += g;
            d1 = Vector512.FusedMultiplyAdd(g, inside & (Widened.Strided(x + j, 1, left) - mean), d1);
        }

        sum = s0 + s1;
        deviationSum = d0 + d1;
    }

    private static void GradX<T>(
        in BatchNormBackwardArguments arguments, int channel, int begin, int end, in BackwardCoefficients<T> coefficients)
        where T : unmanaged, INumberBase<T>
    {
        T* x = arguments.X.Pointer<T>();
        T* gy = arguments.GradY.Pointer<T>();
        T* gx = arguments.GradX.Pointer<T>();
        for (int position = begin; position < end;)
        {
            (int sample, int inPlane) = Math.DivRem(position, arguments.Plane);
            int count = Math.Min(arguments.Plane - inPlane, end - position);
            long offset = ((long)sample * arguments.Channels + channel) * arguments.Plane + inPlane;
            CpuBatchNormLoops.Backward(
                x + offset, gy + offset, gx + offset, count,
                new SameCoefficient<T>(coefficients.Mean), new SameCoefficient<T>(coefficients.OfGradY),
                new SameCoefficient<T>(coefficients.OfDeviation), new SameCoefficient<T>(coefficients.Shift));
            position += count;
        }
    }
}
