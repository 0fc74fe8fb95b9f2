using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.BatchNormalization;

/// <summary>
/// Batch normalization where planes are small, single numbers included: x is a matrix with a row for each sample, and the
/// channels' coefficients are laid out along a row, each repeated over its plane.
/// </summary>
internal static unsafe class CpuBatchNormRows
{
    private const int ChunkElements = 32 * 1024;
    private const int EnoughBlocks = 16;

    /// <summary>
    /// Moments of each column, then of each channel's columns: their means average, and their variances with the squared
    /// distances of the means added.
    /// </summary>
    public static void Statistics<T>(CpuDevice device, in BatchNormArguments a) where T : unmanaged, INumberBase<T>
    {
        int width = a.Channels * a.Plane;
        DeviceBuffer buffer = device.Memory.Rent(2L * width * sizeof(double));
        try
        {
            double* means = new BufferView(buffer, 0).Pointer<double>(), variances = means + width;
            var plan = new ReductionPlan(new Axes(width), new Axes(1), new Axes(a.Batch), new Axes(width));
            CpuReduce.Moments(device, plan, a.X.Pointer<T>(), means, variances);
            for (int channel = 0; channel < a.Channels; channel++, means += a.Plane, variances += a.Plane)
            {
                double mean = 0, variance = 0;
                for (int j = 0; j < a.Plane; j++) mean += means[j] / a.Plane;
                for (int j = 0; j < a.Plane; j++) variance += (variances[j] + (means[j] - mean) * (means[j] - mean)) / a.Plane;
                a.Mean.Pointer<T>()[channel] = T.CreateTruncating(mean);
                a.Variance.Pointer<T>()[channel] = T.CreateTruncating(variance);
            }
        }
        finally
        {
            device.Memory.Return(buffer);
        }
    }

    public static void Normalize<T>(CpuDevice device, BatchNormArguments arguments) where T : unmanaged, INumberBase<T>
    {
        int width = arguments.Channels * arguments.Plane;
        DeviceBuffer buffer = device.Memory.Rent(3L * width * sizeof(T));
        try
        {
            T* mean = new BufferView(buffer, 0).Pointer<T>(), scale = mean + width, shift = scale + width;
            for (int channel = 0; channel < arguments.Channels; channel++)
            {
                var c = new NormalizeCoefficients<T>(arguments, channel);
                int begin = channel * arguments.Plane;
                new Span<T>(mean + begin, arguments.Plane).Fill(c.Mean);
                new Span<T>(scale + begin, arguments.Plane).Fill(c.Scale);
                new Span<T>(shift + begin, arguments.Plane).Fill(c.Shift);
            }

            T* x = arguments.X.Pointer<T>();
            T* y = arguments.Y.Pointer<T>();
            OverRows(device, arguments.Batch, width, offset => CpuBatchNormLoops.Normalize(
                x + offset, y + offset, width,
                new OwnCoefficient<T>(mean), new OwnCoefficient<T>(scale), new OwnCoefficient<T>(shift)));
        }
        finally
        {
            device.Memory.Return(buffer);
        }
    }

    public static void Backward<T>(CpuDevice device, BatchNormBackwardArguments arguments) where T : unmanaged, INumberBase<T>
    {
        int width = arguments.Channels * arguments.Plane;
        DeviceBuffer buffer = device.Memory.Rent(4L * width * sizeof(T));
        try
        {
            T* mean = new BufferView(buffer, 0).Pointer<T>(), a = mean + width, b = a + width, c = b + width;
            for (int channel = 0; channel < arguments.Channels; channel++)
                new Span<T>(mean + channel * arguments.Plane, arguments.Plane).Fill(arguments.Mean.Pointer<T>()[channel]);
            ReduceColumnPairs(device, arguments, mean, (channel, sum, deviationSum) =>
            {
                var k = new BackwardCoefficients<T>(arguments, channel, sum, deviationSum);
                int begin = channel * arguments.Plane;
                new Span<T>(a + begin, arguments.Plane).Fill(k.OfGradY);
                new Span<T>(b + begin, arguments.Plane).Fill(k.OfDeviation);
                new Span<T>(c + begin, arguments.Plane).Fill(k.Shift);
            });

            T* x = arguments.X.Pointer<T>();
            T* gy = arguments.GradY.Pointer<T>();
            T* gx = arguments.GradX.Pointer<T>();
            OverRows(device, arguments.Batch, width, offset => CpuBatchNormLoops.Backward(
                x + offset, gy + offset, gx + offset, width,
                new OwnCoefficient<T>(mean), new OwnCoefficient<T>(a), new OwnCoefficient<T>(b), new OwnCoefficient<T>(c)));
        }
        finally
        {
            device.Memory.Return(buffer);
        }
    }

    private static void OverRows(CpuDevice device, int rows, int width, Action<long> row)
    {
        var split = new TaskSplit(rows, width);
        device.Team.Run(split.Tasks, (task, _) =>
        {
            (int begin, int end) = split.Items(task);
            for (int r = begin; r < end; r++) row((long)r * width);
        });
    }

    /// <summary>
    /// Σ gy and Σ gy·(x − mean) of each channel. A task is a block of columns, and where these are few a chunk of its rows;
    /// chunks and then the columns of a channel are added in order.
    /// </summary>
    private static void ReduceColumnPairs<T>(
        CpuDevice device, BatchNormBackwardArguments arguments, T* mean, Action<int, double, double> use)
        where T : unmanaged, INumberBase<T>
    {
        int width = arguments.Channels * arguments.Plane;
        int blockWidth = ReduceColumns.BlockWidth;
        int blocks = Division.Ceiling(width, blockWidth);
        int rowsPerChunk = blocks >= EnoughBlocks
            ? Math.Max(1, arguments.Batch)
            : Math.Max(1, ChunkElements / Math.Max(1, Math.Min(width, blockWidth)));
        int chunks = Math.Max(1, Division.Ceiling(arguments.Batch, rowsPerChunk));
        long length = (long)blocks * blockWidth;
        DeviceBuffer buffer = device.Memory.Rent(2 * chunks * length * sizeof(double));
        try
        {
            double* sums = new BufferView(buffer, 0).Pointer<double>();
            T* x = arguments.X.Pointer<T>();
            T* gy = arguments.GradY.Pointer<T>();
            device.Team.Run(blocks * chunks, (task, _) =>
            {
                (int chunk, int block) = Math.DivRem(task, blocks);
                int row = chunk * rowsPerChunk;
                int column = block * blockWidth;
                long offset = (long)row * width + column;
                double* result = sums + 2 * chunk * length + column;
                AddRows(
                    x + offset, gy + offset, width, Math.Min(arguments.Batch - row, rowsPerChunk),
                    Math.Min(width - column, blockWidth), mean + column, result, result + length);
            });

            for (int channel = 0; channel < arguments.Channels; channel++)
            {
                double sum = 0, deviationSum = 0;
                for (int chunk = 0; chunk < chunks; chunk++)
                {
                    double* of = sums + 2 * chunk * length + channel * arguments.Plane;
                    for (int j = 0; j < arguments.Plane; j++)
                    {
                        sum += of[j];
                        deviationSum += of[length + j];
                    }
                }

                use(channel, sum, deviationSum);
            }
        }
        finally
        {
            device.Memory.Return(buffer);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<T>(
        T* x, T* gy, int stride, int rows, int width, T* mean, double* sum, double* deviationSum)
        where T : unmanaged, INumberBase<T>
    {
        new Span<double>(sum, width).Clear();
        new Span<double>(deviationSum, width).Clear();
        for (int row = 0; row < rows; row++, x += stride, gy += stride)
        {
            int j = 0;
            for (; j <= width - Widened.Count; j += Widened.Count)
            {
                Vector512<double> g = Widened.Contiguous(gy + j);
                Vector512<double> deviation = Widened.Contiguous(x + j) - Widened.Contiguous(mean + j);
                (Vector512.Load(sum + j) + g).Store(sum + j);
                Vector512.FusedMultiplyAdd(g, deviation, Vector512.Load(deviationSum + j)).Store(deviationSum + j);
            }

            for (; j < width; j++)
            {
                double g = double.CreateTruncating(gy[j]);
                sum[j] += g;
                double deviation = double.CreateTruncating(x[j]) - double.CreateTruncating(mean[j]);
                deviationSum[j] = double.FusedMultiplyAdd(g, deviation, deviationSum[j]);
            }
        }
    }
}
