using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// One channel of a block of images with a vector for each pixel, [pixels][lanes], where a lane is an image; and its way from
/// and to images in memory, [images, channels, pixels].
/// </summary>
internal static unsafe class ImageBlock
{
    /// <summary>Reads one channel of so many images; the lanes without image become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load<T>(T* source, long imageStride, int images, int pixels, T* block) where T : unmanaged
    {
        PanelCopy.Columns(source, imageStride, pixels, images, block, Vector512<T>.Count);
        PanelCopy.ZeroLanes(block, pixels, images, Vector512<T>.Count);
    }

    /// <summary>
    /// Writes one channel of so many images, a whole vector of each at a time: images often lie a power of two apart, where
    /// narrower pieces would push each other out of the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store<T>(T* block, int images, int pixels, T* target, long imageStride) where T : unmanaged
    {
        int lanes = Vector512<T>.Count;
        T* square = stackalloc T[lanes * lanes];
        for (int pixel = 0; pixel < pixels; pixel += lanes)
        {
            int count = Math.Min(lanes, pixels - pixel);
            PanelCopy.Columns(block + (long)pixel * lanes, lanes, images, count, square, lanes);
            for (int image = 0; image < images; image++)
                PanelCopy.Row(square + image * lanes, count, target + image * imageStride + pixel);
        }
    }
}
