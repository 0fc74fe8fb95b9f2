using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>Copies of a strip of memory, depth by lanes, into a panel whose rows are width apart.</summary>
internal static unsafe class PanelCopy
{
    /// <summary>From rows: the lanes of one k lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T>(T* source, long depthStride, int depth, int lanes, T* panel, int width) where T : unmanaged
    {
        int quarter = Vector128<T>.Count;
        if (lanes == quarter)
        {
            for (int k = 0; k < depth; k++, source += depthStride, panel += width) Vector128.Load(source).Store(panel);
        }
        else if (lanes == 2 * quarter)
        {
            for (int k = 0; k < depth; k++, source += depthStride, panel += width) Vector256.Load(source).Store(panel);
        }
        else if (lanes == 3 * quarter)
        {
            for (int k = 0; k < depth; k++, source += depthStride, panel += width)
            {
                Vector256.Load(source).Store(panel);
                Vector128.Load(source + 2 * quarter).Store(panel + 2 * quarter);
            }
        }
        else
        {
            for (int k = 0; k < depth; k++, source += depthStride, panel += width) Row(source, lanes, panel);
        }
    }

    /// <summary>Copies count elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<T>(T* source, int count, T* target) where T : unmanaged
    {
        int i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count) Vector512.Load(source + i).Store(target + i);
        for (; i <= count - Vector128<T>.Count; i += Vector128<T>.Count) Vector128.Load(source + i).Store(target + i);
        for (; i < count; i++) target[i] = source[i];
    }

    /// <summary>
    /// Copies count elements to a result that a later kernel reads. Whole cache lines go past the caches, which neither read them
    /// first nor ask another core, that may have read them in an earlier kernel, to give them up.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream<T>(T* source, int count, T* target) where T : unmanaged
    {
        int i = 0;
        if ((nuint)target % (nuint)sizeof(Vector512<T>) == 0)
        {
            for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
                Vector512.Load(source + i).StoreAlignedNonTemporal(target + i);
        }

        Row(source + i, count - i, target + i);
    }

    /// <summary>From columns, a transposition: the ks of one lane lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns<T>(T* source, long laneStride, int depth, int lanes, T* panel, int width) where T : unmanaged
    {
        if (sizeof(T) == sizeof(float) && lanes >= 4)
        {
            // The last four lanes may overlap the four before them.
            for (int lane = 0; lane < lanes; lane += 4)
            {
                int first = Math.Min(lane, lanes - 4);
                FourColumns((float*)(source + first * laneStride), laneStride, depth, (float*)(panel + first), width);
            }

            return;
        }

        for (int lane = 0; lane < lanes; lane++)
            for (int k = 0; k < depth; k++)
                panel[k * width + lane] = source[lane * laneStride + k];
    }

    /// <summary>From anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Elements<T>(T* source, long depthStride, long laneStride, int depth, int lanes, T* panel, int width)
        where T : unmanaged
    {
        for (int k = 0; k < depth; k++)
            for (int lane = 0; lane < lanes; lane++)
                panel[k * width + lane] = source[k * depthStride + lane * laneStride];
    }

    /// <summary>Fills the lanes beyond the operand's edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ZeroLanes<T>(T* panel, int depth, int lanes, int width) where T : unmanaged
    {
        if (lanes == width) return;
        for (int k = 0; k < depth; k++) new Span<T>(panel + k * width + lanes, width - lanes).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourColumns(float* source, long laneStride, int depth, float* panel, int width)
    {
        float* a = source, b = a + laneStride, c = b + laneStride, d = c + laneStride;
        int k = 0;
        if (Avx512F.IsSupported)
        {
            // Four transpositions of 4×4 at once, one in each 128-bit lane.
            for (; k <= depth - 16; k += 16, panel += 16 * width)
            {
                Vector512<float> va = Vector512.Load(a + k), vb = Vector512.Load(b + k);
                Vector512<float> vc = Vector512.Load(c + k), vd = Vector512.Load(d + k);
                Vector512<double> lowAb = Avx512F.UnpackLow(va, vb).AsDouble(), highAb = Avx512F.UnpackHigh(va, vb).AsDouble();
                Vector512<double> lowCd = Avx512F.UnpackLow(vc, vd).AsDouble(), highCd = Avx512F.UnpackHigh(vc, vd).AsDouble();
                StoreQuarters(Avx512F.UnpackLow(lowAb, lowCd).AsSingle(), panel, 4 * width);
                StoreQuarters(Avx512F.UnpackHigh(lowAb, lowCd).AsSingle(), panel + width, 4 * width);
                StoreQuarters(Avx512F.UnpackLow(highAb, highCd).AsSingle(), panel + 2 * width, 4 * width);
                StoreQuarters(Avx512F.UnpackHigh(highAb, highCd).AsSingle(), panel + 3 * width, 4 * width);
            }
        }
        else if (Avx.IsSupported)
        {
            for (; k <= depth - 8; k += 8, panel += 8 * width)
            {
                Vector256<float> va = Vector256.Load(a + k), vb = Vector256.Load(b + k);
                Vector256<float> vc = Vector256.Load(c + k), vd = Vector256.Load(d + k);
                Vector256<double> lowAb = Avx.UnpackLow(va, vb).AsDouble(), highAb = Avx.UnpackHigh(va, vb).AsDouble();
                Vector256<double> lowCd = Avx.UnpackLow(vc, vd).AsDouble(), highCd = Avx.UnpackHigh(vc, vd).AsDouble();
                StoreHalves(Avx.UnpackLow(lowAb, lowCd).AsSingle(), panel, 4 * width);
                StoreHalves(Avx.UnpackHigh(lowAb, lowCd).AsSingle(), panel + width, 4 * width);
                StoreHalves(Avx.UnpackLow(highAb, highCd).AsSingle(), panel + 2 * width, 4 * width);
                StoreHalves(Avx.UnpackHigh(highAb, highCd).AsSingle(), panel + 3 * width, 4 * width);
            }
        }

        for (; k <= depth - 4; k += 4, panel += 4 * width)
        {
            Vector128<float> va = Vector128.Load(a + k), vb = Vector128.Load(b + k);
            Vector128<float> vc = Vector128.Load(c + k), vd = Vector128.Load(d + k);
            Vector128<float> lowAb = Zip(va.GetLower(), vb.GetLower()), highAb = Zip(va.GetUpper(), vb.GetUpper());
            Vector128<float> lowCd = Zip(vc.GetLower(), vd.GetLower()), highCd = Zip(vc.GetUpper(), vd.GetUpper());
            Vector128.Create(lowAb.GetLower(), lowCd.GetLower()).Store(panel);
            Vector128.Create(lowAb.GetUpper(), lowCd.GetUpper()).Store(panel + width);
            Vector128.Create(highAb.GetLower(), highCd.GetLower()).Store(panel + 2 * width);
            Vector128.Create(highAb.GetUpper(), highCd.GetUpper()).Store(panel + 3 * width);
        }

        for (; k < depth; k++, panel += width) Vector128.Create(a[k], b[k], c[k], d[k]).Store(panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreQuarters(Vector512<float> quarters, float* target, int stride)
    {
        StoreHalves(quarters.GetLower(), target, stride);
        StoreHalves(quarters.GetUpper(), target + 2 * stride, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector256<float> halves, float* target, int stride)
    {
        halves.GetLower().Store(target);
        halves.GetUpper().Store(target + stride);
    }

    /// <summary>a₀ b₀ a₁ b₁.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Zip(Vector64<float> a, Vector64<float> b) =>
        Vector128.Shuffle(Vector128.Create(a, b), Vector128.Create(0, 2, 1, 3));
}
