using Adversa.Gan.Data;

namespace Adversa.Gan.Metrics;

/// <summary>
/// Moves each image of a batch by a few pixels in both directions, so that a classifier does not learn where exactly things are.
/// The pixels at the edge are repeated where the image was moved away from it.
/// </summary>
internal static class RandomShift
{
    private const int LongestShift = 2;

    /// <summary>An image may move by one pixel for so many of its side.</summary>
    private const int SidePerPixel = 14;

    /// <summary>How far images of a size move: 0, ±1 or ±2 pixels.</summary>
    public static int Reach(int size) => Math.Min(LongestShift, size / SidePerPixel);

    /// <summary>Writes the images, moved by distances that are a function of (seed, batch) alone.</summary>
    /// <param name="images">[N, channels, size, size].</param>
    /// <param name="shape">Of one image.</param>
    /// <param name="seed">What the distances follow from.</param>
    /// <param name="batch">The number of the batch.</param>
    /// <param name="target">[N, channels, size, size].</param>
    public static void Apply(
        ReadOnlySpan<float> images, (int Channels, int Size) shape, ulong seed, int batch, Span<float> target)
    {
        var random = new PhiloxSequence(seed, RandomPurpose.Shift, (ulong)batch);
        int reach = Reach(shape.Size), area = shape.Size * shape.Size, length = shape.Channels * area;
        for (int image = 0; image < images.Length; image += length)
        {
            int right = (int)random.NextBelow(2 * (uint)reach + 1) - reach;
            int down = (int)random.NextBelow(2 * (uint)reach + 1) - reach;
            for (int plane = image; plane < image + length; plane += area)
                ShiftPlane(images.Slice(plane, area), shape.Size, right, down, target.Slice(plane, area));
        }
    }

    private static void ShiftPlane(ReadOnlySpan<float> plane, int size, int right, int down, Span<float> target)
    {
        for (int y = 0; y < size; y++)
        {
            ReadOnlySpan<float> row = plane.Slice(Math.Clamp(y - down, 0, size - 1) * size, size);
            for (int x = 0; x < size; x++) target[y * size + x] = row[Math.Clamp(x - right, 0, size - 1)];
        }
    }
}
