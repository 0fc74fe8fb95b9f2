using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Ladders;

/// <summary>
/// What the processor gives when it does nothing but float32 multiply-adds in registers: the ceiling that products are
/// compared with. It changes with clock and neighbours, so it is measured beside every operation.
/// </summary>
internal static class MultiplyAddPeak
{
    private const int Chains = 12;
    private const int Steps = 100_000;

    /// <summary>GFLOP/s of all the device's threads together, in one short run.</summary>
    public static double Measure(CpuDevice device) =>
        Vector512.IsHardwareAccelerated ? Measure<Simd512<float>>(device)
        : Vector256.IsHardwareAccelerated ? Measure<Simd256<float>>(device)
        : Measure<Simd128<float>>(device);

    private static double Measure<TVector>(CpuDevice device) where TVector : struct, ISimd<TVector, float>
    {
        int tasks = 8 * device.Team.Threads;
        var sinks = new float[tasks];
        long begin = Stopwatch.GetTimestamp();
        device.Team.Run(tasks, (task, _) => sinks[task] = Run<TVector>());
        return 2.0 * tasks * Steps * Chains * TVector.Count / Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run<TVector>() where TVector : struct, ISimd<TVector, float>
    {
        TVector x = TVector.Create(0.999f), y = TVector.Create(0.001f);
        TVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int step = 0; step < Steps; step++)
        {
            a = TVector.FusedMultiplyAdd(a, x, y);
            b = TVector.FusedMultiplyAdd(b, x, y);
            c = TVector.FusedMultiplyAdd(c, x, y);
            d = TVector.FusedMultiplyAdd(d, x, y);
            e = TVector.FusedMultiplyAdd(e, x, y);
            f = TVector.FusedMultiplyAdd(f, x, y);
            g = TVector.FusedMultiplyAdd(g, x, y);
            h = TVector.FusedMultiplyAdd(h, x, y);
            i = TVector.FusedMultiplyAdd(i, x, y);
            j = TVector.FusedMultiplyAdd(j, x, y);
            k = TVector.FusedMultiplyAdd(k, x, y);
            l = TVector.FusedMultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).First;
    }
}
