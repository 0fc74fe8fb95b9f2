using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Softmax on the CPU. A row is read for its maximum, again for Σ exp(x − m), and a last time to be scaled; it is in the cache
/// for the second and third time, so the exponential function is the cost. Lanes run along the row where it is contiguous
/// (Inner = 1), otherwise along Inner. All arithmetic is in double, so that float32 results carry no error but their
/// rounding. Subtracting the maximum keeps exp in 0 … 1 and the sum at least 1; a row without any
/// finite maximum has no softmax and becomes NaN. A faster version would find maximum and sum in one pass, rescaling the
/// sum when the maximum grows (Milakov and Gimelshein, 2018), which pays for rows that outgrow the cache.
/// </summary>
internal static unsafe class CpuSoftmax
{
    /// <summary>An exponential costs as much as reading this many elements.</summary>
    private const int ExpCost = 4;

    public static void Run(CpuDevice device, in SoftmaxArguments arguments)
    {
        if (arguments.Type == DType.Float32) Run<float>(device, arguments);
        else if (arguments.Type == DType.Float64) Run<double>(device, arguments);
        else throw UnsupportedType.For("softmax", arguments.Type);
    }

    private static void Run<T>(CpuDevice device, SoftmaxArguments arguments) where T : unmanaged, INumberBase<T>
    {
        T* x = arguments.X.Pointer<T>();
        T* y = arguments.Y.Pointer<T>();
        int size = arguments.Size, inner = arguments.Inner;
        bool logarithm = arguments.Logarithm;
        int lanes = inner == 1 ? 1 : Widened.Count;
        int strips = Division.Ceiling(inner, lanes);
        var split = new TaskSplit(arguments.Outer * strips, (long)size * lanes * ExpCost);
        device.Team.Run(split.Tasks, (task, _) =>
        {
            (int begin, int end) = split.Items(task);
            for (int item = begin; item < end; item++)
            {
                (int outer, int strip) = Math.DivRem(item, strips);
                long offset = (long)outer * size * inner + strip * lanes;
                if (inner == 1)
                    Run(x + offset, y + offset, Division.Ceiling(size, Widened.Count), Widened.Count, size, true, logarithm);
                else
                    Run(x + offset, y + offset, size, inner, inner - strip * lanes, false, logarithm);
            }
        });
    }

    /// <summary>
    /// Softmax over <paramref name="count"/> vectors that begin <paramref name="step"/> elements apart. Along a row, the vectors
    /// are pieces of one row of <paramref name="width"/> elements; otherwise each lane has a row of its own, and
    /// <paramref name="width"/> lanes are in use. Results are kept in y between the passes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<T>(T* x, T* y, int count, long step, int width, bool alongRow, bool logarithm)
        where T : unmanaged, INumberBase<T>
    {
        int shrink = alongRow ? Widened.Count : 0; // how many elements fewer are left at each vector
        Vector512<double> max = Vector512.Create(double.NegativeInfinity);
        for (int i = 0; i < count; i++) max = Vector512.Max(max, Widened.Load(x + i * step, width - i * shrink));
        if (alongRow) max = ReduceRows.AcrossLanes<MaxAccumulation>(max);

        Vector512<double> sum = default;
        for (int i = 0; i < count; i++)
        {
            int left = width - i * shrink;
            Vector512<double> e = Vector512.Exp(Widened.Load(x + i * step, left) - max);
            sum += e & Widened.Inside(left);
            if (!logarithm) Widened.Store(e, y + i * step, left);
        }

        if (alongRow) sum = ReduceRows.AcrossLanes<SumAccumulation>(sum);
        Vector512<double> scale = logarithm ? Vector512.Log(sum) : Vector512<double>.One / sum;
        for (int i = 0; i < count; i++)
        {
            int left = width - i * shrink;
            Vector512<double> result = logarithm
                ? Widened.Load(x + i * step, left) - max - scale
                : Widened.Load(y + i * step, left) * scale;
            Widened.Store(result, y + i * step, left);
        }
    }
}
