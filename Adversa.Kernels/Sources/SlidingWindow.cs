namespace Adversa.Kernels.Sources;

/// <summary>The positions of a window that moves along one axis, as convolutions and poolings count them.</summary>
internal static class SlidingWindow
{
    /// <summary>
    /// ⌊(size + 2·padding − extent) / stride⌋ + 1: how many positions a window of <paramref name="extent"/> elements has that
    /// lie within the padded axis. None where the window is larger than that.
    /// </summary>
    public static int Positions(int size, int padding, int extent, int stride)
    {
        int room = size + 2 * padding - extent;
        return room < 0 ? 0 : room / stride + 1;
    }
}
