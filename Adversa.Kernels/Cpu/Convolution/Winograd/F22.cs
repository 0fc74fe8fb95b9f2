using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// F(2, 2) at the points 0, −1 and ∞: m₀ = (x₀ − x₁)w₀, m₁ = x₁(w₀ + w₁), m₂ = (x₂ − x₁)w₁, and y₀ = m₀ + m₁, y₁ = m₁ + m₂ (with
/// the signs of m₁ moved to its factors). Nothing grows: as exact as the definition.
/// </summary>
internal readonly unsafe struct F22 : IMinimalFilter
{
    public static int Outputs => 2;

    public static int Taps => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transform<T, TVector>(T* x, long xStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector x0 = TVector.Load(x), x1 = TVector.Load(x + xStep);
        TVector x2 = TVector.Load(x + 2 * xStep);
        (x0 - x1).Store(f);
        x1.Store(f + fStep);
        (x2 - x1).Store(f + 2 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Adjoint<T, TVector>(T* f, long fStep, T* x, long xStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep);
        (TVector.Load(x) + f0).Store(x);
        (f1 - f0 - f2).Store(x + xStep);
        f2.Store(x + 2 * xStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand<T, TVector>(T* y, long yStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector y0 = TVector.Load(y), y1 = TVector.Load(y + yStep);
        y0.Store(f);
        (y0 + y1).Store(f + fStep);
        y1.Store(f + 2 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold<T, TVector>(T* f, long fStep, T* y, long yStep, TVector shift)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep);
        (f0 + f1 + shift).Store(y);
        (f1 + f2 + shift).Store(y + yStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpandTaps<T, TVector>(T* w, long wStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector w0 = TVector.Load(w), w1 = TVector.Load(w + wStep);
        w0.Store(f);
        (w0 + w1).Store(f + fStep);
        w1.Store(f + 2 * fStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FoldTaps<T, TVector>(T* f, long fStep, T* w, long wStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>
    {
        TVector f0 = TVector.Load(f), f1 = TVector.Load(f + fStep);
        TVector f2 = TVector.Load(f + 2 * fStep);
        (f0 + f1).Store(w);
        (f1 + f2).Store(w + wStep);
    }
}
