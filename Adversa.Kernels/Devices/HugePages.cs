using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices;

/// <summary>
/// Pages of 2 MiB for large blocks of memory. A convolution writes and reads at a hundred places far from each other at a time;
/// with pages of 4 KiB most of these accesses would miss the processor's table of pages.
/// </summary>
internal static unsafe partial class HugePages
{
    private const nuint PageSize = 1 << 21;
    private const int Huge = 14; // MADV_HUGEPAGE

    /// <summary>The alignment of a block of memory: that of the pages, where it fills some.</summary>
    public static nuint Alignment(long size, nuint smallest) =>
        OperatingSystem.IsLinux() && size >= (long)PageSize ? PageSize : smallest;

    /// <summary>Asks for them. The system may decline, and then the memory is as good as any other.</summary>
    public static void Advise(byte* address, long size)
    {
        if (OperatingSystem.IsLinux() && size >= (long)PageSize) _ = Advise(address, (nuint)size, Huge);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* address, nuint length, int advice);
}
