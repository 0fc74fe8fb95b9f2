using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>F(4, 3) at the points 0, ±¾, ±1½ and ∞; rounding errors are some 5 times those of the definition.</summary>
internal readonly unsafe struct F43 : IMinimalFilter
{
    // The points are 0, ±A, ±B and ∞. All products of them below are exact in float32.
    private const double A = 0.75, B = 1.5;

    public static int Outputs => 4;

    public static int Taps => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transform<T, TVector>(T* x, long xStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector x0 = TVector.Load(x), x1 = TVector.Load(x + xStep);
        TVector x2 = TVector.Load(x + 2 * xStep), x3 = TVector.Load(x + 3 * xStep);
        TVector x4 = TVector.Load(x + 4 * xStep), x5 = TVector.Load(x + 5 * xStep);
        TVector a = IMinimalFilter.Number<T, TVector>(A), b = IMinimalFilter.Number<T, TVector>(B);
        TVector aa = IMinimalFilter.Number<T, TVector>(A * A), bb = IMinimalFilter.Number<T, TVector>(B * B);
        TVector both = IMinimalFilter.Number<T, TVector>(A * A * B * B), sum = IMinimalFilter.Number<T, TVector>(A * A + B * B);
        TVector even1 = TVector.MultiplyAdd(-bb, x2, x4), odd1 = a * TVector.MultiplyAdd(-bb, x1, x3);
        TVector even2 = TVector.MultiplyAdd(-aa, x2, x4), odd2 = b * TVector.MultiplyAdd(-aa, x1, x3);
        TVector.MultiplyAdd(both, x0, TVector.MultiplyAdd(-sum, x2, x4)).Store(f);
        (even1 + odd1).Store(f + fStep);
        (even1 - odd1).Store(f + 2 * fStep);
        (even2 + odd2).Store(f + 3 * fStep);
        (even2 - odd2).Store(f + 4 * fStep);
        TVector.MultiplyAdd(both, x1, TVector.MultiplyAdd(-sum, x3, x5)).Store(f + 5 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Adjoint<T, TVector>(T* f, long fStep, T* x, long xStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep), f3 = TVector.Load(f + 3 * fStep);
        TVector f4 = TVector.Load(f + 4 * fStep), f5 = TVector.Load(f + 5 * fStep);
        TVector a = IMinimalFilter.Number<T, TVector>(A), b = IMinimalFilter.Number<T, TVector>(B);
        TVector aa = IMinimalFilter.Number<T, TVector>(A * A), bb = IMinimalFilter.Number<T, TVector>(B * B);
        TVector both = IMinimalFilter.Number<T, TVector>(A * A * B * B), sum = IMinimalFilter.Number<T, TVector>(A * A + B * B);
        TVector even1 = f1 + f2, odd1 = a * (f1 - f2), even2 = f3 + f4, odd2 = b * (f3 - f4);
        (TVector.Load(x) + both * f0).Store(x);
        (TVector.Load(x + xStep) + TVector.MultiplyAdd(both, f5, -TVector.MultiplyAdd(bb, odd1, aa * odd2))).Store(x + xStep);
        (-TVector.MultiplyAdd(sum, f0, TVector.MultiplyAdd(bb, even1, aa * even2))).Store(x + 2 * xStep);
        TVector.MultiplyAdd(-sum, f5, odd1 + odd2).Store(x + 3 * xStep);
        (f0 + (even1 + even2)).Store(x + 4 * xStep);
        f5.Store(x + 5 * xStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand<T, TVector>(T* y, long yStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector y0 = TVector.Load(y), y1 = TVector.Load(y + yStep);
        TVector y2 = TVector.Load(y + 2 * yStep), y3 = TVector.Load(y + 3 * yStep);
        TVector a = IMinimalFilter.Number<T, TVector>(A), b = IMinimalFilter.Number<T, TVector>(B);
        TVector aa = IMinimalFilter.Number<T, TVector>(A * A), bb = IMinimalFilter.Number<T, TVector>(B * B);
        TVector even1 = TVector.MultiplyAdd(aa, y2, y0), odd1 = a * TVector.MultiplyAdd(aa, y3, y1);
        TVector even2 = TVector.MultiplyAdd(bb, y2, y0), odd2 = b * TVector.MultiplyAdd(bb, y3, y1);
        y0.Store(f);
        (even1 + odd1).Store(f + fStep);
        (even1 - odd1).Store(f + 2 * fStep);
        (even2 + odd2).Store(f + 3 * fStep);
        (even2 - odd2).Store(f + 4 * fStep);
        y3.Store(f + 5 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold<T, TVector>(T* f, long fStep, T* y, long yStep, TVector shift)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep), f3 = TVector.Load(f + 3 * fStep);
        TVector f4 = TVector.Load(f + 4 * fStep), f5 = TVector.Load(f + 5 * fStep);
        TVector a = IMinimalFilter.Number<T, TVector>(A), b = IMinimalFilter.Number<T, TVector>(B);
        TVector aa = IMinimalFilter.Number<T, TVector>(A * A), bb = IMinimalFilter.Number<T, TVector>(B * B);
        TVector even1 = f1 + f2, odd1 = a * (f1 - f2), even2 = f3 + f4, odd2 = b * (f3 - f4);
        (f0 + (even1 + even2) + shift).Store(y);
        (odd1 + odd2 + shift).Store(y + yStep);
        (TVector.MultiplyAdd(aa, even1, bb * even2) + shift).Store(y + 2 * yStep);
        (TVector.MultiplyAdd(aa, odd1, TVector.MultiplyAdd(bb, odd2, f5)) + shift).Store(y + 3 * yStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpandTaps<T, TVector>(T* w, long wStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector w0 = TVector.Load(w), w1 = TVector.Load(w + wStep);
        TVector w2 = TVector.Load(w + 2 * wStep);
        TVector a = IMinimalFilter.Number<T, TVector>(A), b = IMinimalFilter.Number<T, TVector>(B);
        TVector aa = IMinimalFilter.Number<T, TVector>(A * A), bb = IMinimalFilter.Number<T, TVector>(B * B);
        TVector c = IMinimalFilter.Number<T, TVector>(1 / (A * A * B * B));
        TVector d = IMinimalFilter.Number<T, TVector>(1 / (2 * A * A * (A * A - B * B)));
        TVector e = IMinimalFilter.Number<T, TVector>(1 / (2 * B * B * (B * B - A * A)));
        TVector even1 = TVector.MultiplyAdd(aa, w2, w0), odd1 = a * w1, even2 = TVector.MultiplyAdd(bb, w2, w0), odd2 = b * w1;
        (c * w0).Store(f);
        (d * (even1 + odd1)).Store(f + fStep);
        (d * (even1 - odd1)).Store(f + 2 * fStep);
        (e * (even2 + odd2)).Store(f + 3 * fStep);
        (e * (even2 - odd2)).Store(f + 4 * fStep);
        w2.Store(f + 5 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldTaps<T, TVector>(T* f, long fStep, T* w, long wStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep), f3 = TVector.Load(f + 3 * fStep);
        TVector f4 = TVector.Load(f + 4 * fStep), f5 = TVector.Load(f + 5 * fStep);
        TVector a = IMinimalFilter.Number<T, TVector>(A), b = IMinimalFilter.Number<T, TVector>(B);
        TVector aa = IMinimalFilter.Number<T, TVector>(A * A), bb = IMinimalFilter.Number<T, TVector>(B * B);
        TVector c = IMinimalFilter.Number<T, TVector>(1 / (A * A * B * B));
        TVector d = IMinimalFilter.Number<T, TVector>(1 / (2 * A * A * (A * A - B * B)));
        TVector e = IMinimalFilter.Number<T, TVector>(1 / (2 * B * B * (B * B - A * A)));
        TVector even1 = d * (f1 + f2), odd1 = d * (f1 - f2), even2 = e * (f3 + f4), odd2 = e * (f3 - f4);
        TVector.MultiplyAdd(c, f0, even1 + even2).Store(w);
        TVector.MultiplyAdd(a, odd1, b * odd2).Store(w + wStep);
        TVector.MultiplyAdd(aa, even1, TVector.MultiplyAdd(bb, even2, f5)).Store(w + 2 * wStep);
    }
}
