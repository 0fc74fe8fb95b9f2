using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The side of y. Along one axis, two pixels of a tile come of three products by (m₀ + m₁, m₁ + m₂); the transposed map takes
/// two pixels to (y₀, y₀ + y₁, y₁). The nine frequencies of a tile lie frequencyStride apart, its tiles one after the other.
/// </summary>
internal static unsafe class OutputTiles
{
    /// <summary>From pixels [OH·OW][lanes] to frequencies; pixels that the last tiles have too many are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand<T>(in TileShape shape, T* pixels, T* frequencies, long frequencyStride) where T : unmanaged
    {
        int height = shape.Geometry.OutHeight, width = shape.Geometry.OutWidth, lanes = Vector512<T>.Count;
        for (int row = 0; row < height; row += 2)
        {
            bool hasBelow = row + 1 < height;
            for (int column = 0; column < width; column += 2, frequencies += lanes)
            {
                bool hasRight = column + 1 < width;
                T* pixel = pixels + ((long)row * width + column) * lanes, below = pixel + (long)width * lanes;
                Vector512<T> a = Vector512.Load(pixel), b = hasRight ? Vector512.Load(pixel + lanes) : default;
                Vector512<T> c = hasBelow ? Vector512.Load(below) : default;
                Vector512<T> d = hasBelow && hasRight ? Vector512.Load(below + lanes) : default;
                StoreExpanded(a, b, frequencies, frequencyStride);
                StoreExpanded(a + c, b + d, frequencies + 3 * frequencyStride, frequencyStride);
                StoreExpanded(c, d, frequencies + 6 * frequencyStride, frequencyStride);
            }
        }
    }

    /// <summary>From frequencies to pixels [OH·OW][lanes], plus bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<T>(in TileShape shape, T* frequencies, long frequencyStride, T bias, T* pixels) where T : unmanaged
    {
        int height = shape.Geometry.OutHeight, width = shape.Geometry.OutWidth, lanes = Vector512<T>.Count;
        Vector512<T> shift = Vector512.Create(bias);
        for (int row = 0; row < height; row += 2)
        {
            bool hasBelow = row + 1 < height;
            for (int column = 0; column < width; column += 2, frequencies += lanes)
            {
                bool hasRight = column + 1 < width;
                T* pixel = pixels + ((long)row * width + column) * lanes, below = pixel + (long)width * lanes;
                (Vector512<T> left0, Vector512<T> right0) = LoadFolded(frequencies, frequencyStride);
                (Vector512<T> left1, Vector512<T> right1) = LoadFolded(frequencies + 3 * frequencyStride, frequencyStride);
                (Vector512<T> left2, Vector512<T> right2) = LoadFolded(frequencies + 6 * frequencyStride, frequencyStride);
                (left0 + left1 + shift).Store(pixel);
                if (hasRight) (right0 + right1 + shift).Store(pixel + lanes);
                if (hasBelow) (left1 + left2 + shift).Store(below);
                if (hasBelow && hasRight) (right1 + right2 + shift).Store(below + lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreExpanded<T>(Vector512<T> left, Vector512<T> right, T* target, long stride) where T : unmanaged
    {
        left.Store(target);
        (left + right).Store(target + stride);
        right.Store(target + 2 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<T> Left, Vector512<T> Right) LoadFolded<T>(T* source, long stride) where T : unmanaged
    {
        Vector512<T> middle = Vector512.Load(source + stride);
        return (Vector512.Load(source) + middle, middle + Vector512.Load(source + 2 * stride));
    }
}
