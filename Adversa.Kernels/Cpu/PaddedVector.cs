using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Vectors of which only the first lanes lie in memory. The tail of a row runs the same vector code as the rest of it, so that
/// a value's bits do not depend on its position.
/// </summary>
internal static unsafe class PaddedVector
{
    /// <summary>Elements 0 … count−1 of x, and the padding in further lanes; a whole vector if count allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load<T>(T* x, int count, T padding) where T : unmanaged =>
        count >= Vector512<T>.Count ? Vector512.Load(x) : LoadTail(x, count, padding);

    /// <summary>Writes lanes 0 … count−1, or the whole vector if count allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector512<T> vector, T* y, int count) where T : unmanaged
    {
        if (count >= Vector512<T>.Count) vector.Store(y);
        else StoreTail(vector, y, count);
    }

    private static Vector512<T> LoadTail<T>(T* x, int count, T padding) where T : unmanaged
    {
        Vector512<T> vector = Vector512.Create(padding);
        new ReadOnlySpan<T>(x, count).CopyTo(new Span<T>(&vector, Vector512<T>.Count));
        return vector;
    }

    private static void StoreTail<T>(Vector512<T> vector, T* y, int count) where T : unmanaged =>
        new ReadOnlySpan<T>(&vector, count).CopyTo(new Span<T>(y, count));
}
