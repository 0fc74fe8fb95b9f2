using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// F(m, r): m outputs y_i = Σ x_(i+k)·w_k of a filter with r taps from n = m + r − 1 products instead of m·r, after Winograd.
/// Three linear maps without products surround them, y = Aᵀ[(G·w) ∘ (Bᵀ·x)], and their transposed maps make the derivatives:
/// x = B[(G·w) ∘ (A·y)] and w = Gᵀ[(A·y) ∘ (Bᵀ·x)].
/// </summary>
/// <remarks>
/// Products of polynomials give the maps (Toom and Cook): a polynomial with n coefficients is known by its values at n points,
/// one of them ∞, which stands for the leading coefficient. A has a row 1, p, p², … for each point p; G has the same of r
/// numbers, divided by Π(p − q) over the other points; a row of Bᵀ holds the coefficients of Π(x − q). The points decide how
/// large the numbers grow on the way, and so how many digits are lost: p and −1/p next to each other are best.
/// </remarks>
internal unsafe interface IMinimalFilter
{
    /// <summary>m, at least r − 1: a tile overlaps with the next one alone.</summary>
    static abstract int Outputs { get; }

    /// <summary>r.</summary>
    static abstract int Taps { get; }

    /// <summary>f = Bᵀ·x, from n numbers that lie xStep apart to n that lie fStep apart.</summary>
    static abstract void Transform<T, TVector>(T* x, long xStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>;

    /// <summary>
    /// x = B·f, where the first r − 1 numbers, which the tile before has written, are added.
    /// </summary>
    static abstract void Adjoint<T, TVector>(T* f, long fStep, T* x, long xStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>;

    /// <summary>f = A·y.</summary>
    static abstract void Expand<T, TVector>(T* y, long yStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>;

    /// <summary>y = Aᵀ·f + shift.</summary>
    static abstract void Fold<T, TVector>(T* f, long fStep, T* y, long yStep, TVector shift)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>;

    /// <summary>f = G·w.</summary>
    static abstract void ExpandTaps<T, TVector>(T* w, long wStep, T* f, long fStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>;

    /// <summary>w = Gᵀ·f.</summary>
    static abstract void FoldTaps<T, TVector>(T* f, long fStep, T* w, long wStep)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T>;

    /// <summary>A constant in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Number<T, TVector>(double value)
        where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T> =>
        TVector.Create(T.CreateTruncating(value));
}
