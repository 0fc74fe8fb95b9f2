using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Softmax on the CPU. A row is read for its maximum, again for Σ exp(x − m), and a last time to be scaled; it is in the cache
/// for the second and third time, so the exponential function is the cost. Lanes run along the row where it is contiguous
/// (Inner = 1), otherwise along Inner. Subtracting the maximum keeps exp in 0 … 1 and the sum at least 1; a row without any
/// finite maximum has no softmax and becomes NaN. A faster version would find maximum and sum in one pass, rescaling the
/// sum when the maximum grows (Milakov and Gimelshein, 2018), which pays for rows that outgrow the cache.
/// </summary>
internal static unsafe class CpuSoftmax
{
    private const int TaskElements = 8 * 1024;

    public static void Run(CpuDevice device, in SoftmaxArguments arguments)
    {
        if (arguments.Type == DType.Float32) Run<float>(device, arguments);
        else if (arguments.Type == DType.Float64) Run<double>(device, arguments);
        else throw new NotSupportedException($"softmax: {arguments.Type} is not supported; use Float32 or Float64.");
    }

    private static void Run<T>(CpuDevice device, SoftmaxArguments arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* x = arguments.X.Pointer<T>();
        T* y = arguments.Y.Pointer<T>();
        int size = arguments.Size, inner = arguments.Inner;
        int lanes = inner == 1 ? 1 : Vector512<T>.Count;
        int strips = (inner + lanes - 1) / lanes;
        int items = arguments.Outer * strips;
        int itemsPerTask = Math.Max(1, TaskElements / Math.Max(1, size * lanes));
        device.Team.Run((items + itemsPerTask - 1) / itemsPerTask, (task, _) =>
        {
            int last = Math.Min(items, (task + 1) * itemsPerTask);
            for (int item = task * itemsPerTask; item < last; item++)
            {
                (int outer, int strip) = Math.DivRem(item, strips);
                long offset = (long)outer * size * inner + strip * lanes;
                if (inner == 1) Row(x + offset, y + offset, size, arguments.Logarithm);
                else Strip(x + offset, y + offset, size, inner, inner - strip * lanes, arguments.Logarithm);
            }
        });
    }

    /// <summary>One contiguous row, the lanes along it; padding of −∞ adds nothing to the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<T>(T* x, T* y, int size, bool logarithm) where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> max = Vector512.Create(T.NegativeInfinity);
        for (int j = 0; j < size; j += lanes) max = Vector512.Max(max, PaddedVector.Load(x + j, size - j, T.NegativeInfinity));
        T largest = max[0];
        for (int lane = 1; lane < lanes; lane++) largest = T.Max(largest, max[lane]);
        max = Vector512.Create(largest);

        Vector512<double> sums = default;
        for (int j = 0; j < size; j += lanes)
        {
            Vector512<T> e = Exp(PaddedVector.Load(x + j, size - j, T.NegativeInfinity) - max);
            sums += SumOfHalves(e);
            if (!logarithm) PaddedVector.Store(e, y + j, size - j);
        }

        double sum = Vector512.Sum(sums);
        Vector512<T> scale = Vector512.Create(T.CreateTruncating(logarithm ? Math.Log(sum) : 1 / sum));
        for (int j = 0; j < size; j += lanes)
        {
            Vector512<T> result = logarithm
                ? PaddedVector.Load(x + j, size - j, T.Zero) - max - scale
                : PaddedVector.Load(y + j, size - j, T.Zero) * scale;
            PaddedVector.Store(result, y + j, size - j);
        }
    }

    /// <summary>Neighbouring rows, one in each lane; elements of a row lie <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<T>(T* x, T* y, int size, int stride, int width, bool logarithm)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> max = Vector512.Create(T.NegativeInfinity);
        for (long j = 0; j < size; j++) max = Vector512.Max(max, PaddedVector.Load(x + j * stride, width, T.Zero));

        Vector512<T> sum = default;
        for (long j = 0; j < size; j++)
        {
            Vector512<T> e = Exp(PaddedVector.Load(x + j * stride, width, T.Zero) - max);
            sum += e;
            if (!logarithm) PaddedVector.Store(e, y + j * stride, width);
        }

        Vector512<T> scale = logarithm ? Log(sum) : Vector512<T>.One / sum;
        for (long j = 0; j < size; j++)
        {
            Vector512<T> result = logarithm
                ? PaddedVector.Load(x + j * stride, width, T.Zero) - max - scale
                : PaddedVector.Load(y + j * stride, width, T.Zero) * scale;
            PaddedVector.Store(result, y + j * stride, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Exp<T>(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.Exp(x.AsSingle()).As<float, T>()
        : Vector512.Exp(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Log<T>(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.Log(x.AsSingle()).As<float, T>()
        : Vector512.Log(x.AsDouble()).As<double, T>();

    /// <summary>All lanes as eight doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SumOfHalves<T>(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.WidenLower(x.AsSingle()) + Vector512.WidenUpper(x.AsSingle())
        : x.AsDouble();
}
