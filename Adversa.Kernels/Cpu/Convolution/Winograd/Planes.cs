using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// Images [images, channels, pixels] by blocks: one channel of a block of images with a vector for each pixel, [pixels][lanes],
/// where a lane is an image.
/// </summary>
internal readonly unsafe struct Planes<T>(T* data, int images, int channels, int pixels) where T : unmanaged
{
    private readonly long _imageStride = (long)channels * pixels;

    public int Channels => channels;

    /// <summary>Elements of a plane of vectors.</summary>
    public int Elements => pixels * Vector512<T>.Count;

    /// <summary>Reads one channel of a block; lanes without image become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(int block, int channel, T* plane)
    {
        (int first, int count) = Images(block);
        T* source = data + first * _imageStride + (long)channel * pixels;
        PanelCopy.Columns(source, _imageStride, pixels, count, plane, Vector512<T>.Count);
        PanelCopy.ZeroLanes(plane, pixels, count, Vector512<T>.Count);
    }

    /// <summary>
    /// Writes one channel of a block, a whole vector of each image at a time: images often lie a power of two apart, where
    /// narrower pieces would push each other out of the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(int block, int channel, T* plane)
    {
        (int first, int count) = Images(block);
        T* target = data + first * _imageStride + (long)channel * pixels;
        int lanes = Vector512<T>.Count;
        T* square = stackalloc T[lanes * lanes];
        for (int pixel = 0; pixel < pixels; pixel += lanes, plane += lanes * lanes, target += lanes)
        {
            int length = Math.Min(lanes, pixels - pixel);
            PanelCopy.Columns(plane, lanes, count, length, square, lanes);
            for (int image = 0; image < count; image++)
                PanelCopy.Row(square + image * lanes, length, target + image * _imageStride);
        }
    }

    private (int First, int Count) Images(int block)
    {
        int first = block * Vector512<T>.Count;
        return (first, Math.Min(Vector512<T>.Count, images - first));
    }
}
