using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>F(4, 2) at the points 0, ½, −1, 2 and ∞; rounding errors are some 2½ times those of the definition.</summary>
internal readonly unsafe struct F42 : IMinimalFilter
{
    public static int Outputs => 4;

    public static int Taps => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transform<T, TVector>(T* x, long xStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector x0 = TVector.Load(x), x1 = TVector.Load(x + xStep);
        TVector x2 = TVector.Load(x + 2 * xStep), x3 = TVector.Load(x + 3 * xStep);
        TVector x4 = TVector.Load(x + 4 * xStep);
        TVector c = IMinimalFilter.Number<T, TVector>(1.5);
        TVector d = IMinimalFilter.Number<T, TVector>(2.5);
        TVector half = IMinimalFilter.Number<T, TVector>(0.5);
        TVector.MultiplyAdd(-c, x1 + x2, x0 + x3).Store(f);
        (x3 - x2 - (x1 + x1)).Store(f + fStep);
        TVector.MultiplyAdd(-d, x2, x1 + x3).Store(f + 2 * fStep);
        TVector.MultiplyAdd(half, x2 - x1, x3).Store(f + 3 * fStep);
        TVector.MultiplyAdd(-c, x2 + x3, x1 + x4).Store(f + 4 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Adjoint<T, TVector>(T* f, long fStep, T* x, long xStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep), f3 = TVector.Load(f + 3 * fStep);
        TVector f4 = TVector.Load(f + 4 * fStep);
        TVector c = IMinimalFilter.Number<T, TVector>(1.5);
        TVector d = IMinimalFilter.Number<T, TVector>(2.5);
        TVector half = IMinimalFilter.Number<T, TVector>(0.5);
        (TVector.Load(x) + f0).Store(x);
        (TVector.MultiplyAdd(-c, f0, f2 + f4) - TVector.MultiplyAdd(half, f3, f1 + f1)).Store(x + xStep);
        (TVector.MultiplyAdd(half, f3, -f1) - TVector.MultiplyAdd(c, f0 + f4, d * f2)).Store(x + 2 * xStep);
        TVector.MultiplyAdd(-c, f4, f0 + f1 + (f2 + f3)).Store(x + 3 * xStep);
        f4.Store(x + 4 * xStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand<T, TVector>(T* y, long yStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector y0 = TVector.Load(y), y1 = TVector.Load(y + yStep);
        TVector y2 = TVector.Load(y + 2 * yStep), y3 = TVector.Load(y + 3 * yStep);
        TVector two = IMinimalFilter.Number<T, TVector>(2);
        TVector half = IMinimalFilter.Number<T, TVector>(0.5);
        y0.Store(f);
        TVector.MultiplyAdd(half, TVector.MultiplyAdd(half, TVector.MultiplyAdd(half, y3, y2), y1), y0).Store(f + fStep);
        (y0 - y1 + (y2 - y3)).Store(f + 2 * fStep);
        TVector.MultiplyAdd(two, TVector.MultiplyAdd(two, TVector.MultiplyAdd(two, y3, y2), y1), y0).Store(f + 3 * fStep);
        y3.Store(f + 4 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold<T, TVector>(T* f, long fStep, T* y, long yStep, TVector shift)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep), f3 = TVector.Load(f + 3 * fStep);
        TVector f4 = TVector.Load(f + 4 * fStep);
        TVector two = IMinimalFilter.Number<T, TVector>(2);
        TVector four = IMinimalFilter.Number<T, TVector>(4);
        TVector eight = IMinimalFilter.Number<T, TVector>(8);
        TVector half = IMinimalFilter.Number<T, TVector>(0.5);
        TVector quarter = IMinimalFilter.Number<T, TVector>(0.25);
        TVector eighth = IMinimalFilter.Number<T, TVector>(0.125);
        (f0 + f1 + (f2 + f3) + shift).Store(y);
        (TVector.MultiplyAdd(half, f1, TVector.MultiplyAdd(two, f3, -f2)) + shift).Store(y + yStep);
        (TVector.MultiplyAdd(quarter, f1, TVector.MultiplyAdd(four, f3, f2)) + shift).Store(y + 2 * yStep);
        (TVector.MultiplyAdd(eighth, f1, TVector.MultiplyAdd(eight, f3, f4 - f2)) + shift).Store(y + 3 * yStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpandTaps<T, TVector>(T* w, long wStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector w0 = TVector.Load(w), w1 = TVector.Load(w + wStep);
        TVector a = IMinimalFilter.Number<T, TVector>(-1 / 1.125);
        TVector b = IMinimalFilter.Number<T, TVector>(-1 / 4.5);
        TVector c = IMinimalFilter.Number<T, TVector>(1.0 / 9);
        TVector half = IMinimalFilter.Number<T, TVector>(0.5);
        w0.Store(f);
        (a * TVector.MultiplyAdd(half, w1, w0)).Store(f + fStep);
        (b * (w0 - w1)).Store(f + 2 * fStep);
        (c * (w0 + w1 + w1)).Store(f + 3 * fStep);
        w1.Store(f + 4 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldTaps<T, TVector>(T* f, long fStep, T* w, long wStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep), f3 = TVector.Load(f + 3 * fStep);
        TVector f4 = TVector.Load(f + 4 * fStep);
        TVector a = IMinimalFilter.Number<T, TVector>(-1 / 1.125);
        TVector b = IMinimalFilter.Number<T, TVector>(-1 / 4.5);
        TVector c = IMinimalFilter.Number<T, TVector>(1.0 / 9);
        TVector half = IMinimalFilter.Number<T, TVector>(0.5);
        f1 *= a;
        f2 *= b;
        f3 *= c;
        (f0 + f1 + (f2 + f3)).Store(w);
        (TVector.MultiplyAdd(half, f1, f3 + f3 - f2) + f4).Store(w + wStep);
    }
}
