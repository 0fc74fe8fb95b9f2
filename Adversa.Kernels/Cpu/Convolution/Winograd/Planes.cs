using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// Images [images, channels, pixels] by blocks: one channel of a block of images with a vector for each pixel, [pixels][lanes],
/// where a lane is an image.
/// </summary>
internal readonly unsafe struct Planes<T>(T* data, int images, int channels, int height, int width) where T : unmanaged
{
    private readonly long _imageStride = (long)channels * height * width;

    public int Channels => channels;

    /// <summary>
    /// Reads lines first … first + count − 1 of one channel of a block, those that the image has, to their place in a plane that
    /// begins with line <paramref name="first"/>; lanes without image become 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(int block, int channel, int first, int count, T* plane)
    {
        T* source = Find(block, channel, first, count, ref plane, out int pixels);
        int lanes = Vector512<T>.Count, filled = Images(block);
        PanelCopy.Columns(source, _imageStride, pixels, filled, plane, lanes);
        PanelCopy.ZeroLanes(plane, pixels, filled, lanes);
    }

    /// <summary>
    /// Writes the lines that <see cref="Load"/> reads, a whole vector of each image at a time: images often lie a power of two
    /// apart, where narrower pieces would push each other out of the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(int block, int channel, int first, int count, T* plane)
    {
        T* target = Find(block, channel, first, count, ref plane, out int pixels);
        int lanes = Vector512<T>.Count, filled = Images(block);
        T* square = stackalloc T[lanes * lanes];
        for (int pixel = 0; pixel < pixels; pixel += lanes, plane += lanes * lanes, target += lanes)
        {
            int length = Math.Min(lanes, pixels - pixel);
            PanelCopy.Columns(plane, lanes, filled, length, square, lanes);
            for (int image = 0; image < filled; image++)
                PanelCopy.Stream(square + image * lanes, length, target + image * _imageStride);
        }
    }

    /// <summary>The first of the lines that exist, in the first image and in the plane, and the pixels of all of them.</summary>
    private T* Find(int block, int channel, int first, int count, ref T* plane, out int pixels)
    {
        int begin = Math.Max(first, 0), end = Math.Min(first + count, height);
        plane += (long)(begin - first) * width * Vector512<T>.Count;
        T* image = data + (long)block * Vector512<T>.Count * _imageStride;
        pixels = Math.Max(end - begin, 0) * width;
        return image + ((long)channel * height + begin) * width;
    }

    /// <summary>Images of a block.</summary>
    private int Images(int block) => Math.Min(Vector512<T>.Count, images - block * Vector512<T>.Count);
}
