namespace Adversa.Kernels;

/// <summary>Which file the CPU's own version of a grouped kernel begins in.</summary>
internal static class CpuTwins
{
    private const string Folder = "Adversa.Kernels/Cpu";

    /// <summary>The first whose word a kernel's name contains is the one.</summary>
    private static readonly (string Word, string File)[] Files =
    [
        ("patch_operands", "CpuConv2d.cs"), ("conv2d", "CpuConv2d.cs"), ("strided_operands", "CpuMatMul.cs"),
        ("mat_mul", "CpuMatMul.cs"), ("row_times_vector", "CpuMatMul.cs"), ("batch_norm", "CpuBatchNorm.cs"),
        ("reduce", "CpuReduce.cs"), ("softmax", "CpuSoftmax.cs"), ("pool", "CpuPool2d.cs"), ("resize", "CpuResize2d.cs"),
        ("gather", "CpuGather.cs"), ("philox", "CpuPhilox.cs"), ("copy", "CpuCopy.cs"),
    ];

    /// <summary>All files.</summary>
    public static IEnumerable<string> All => Files.Select(entry => $"{Folder}/{entry.File}");

    /// <summary>The file for a grouped kernel; the folder of all where none is named.</summary>
    public static string FileOf(string kernel) =>
        Files.Where(entry => kernel.Contains(entry.Word, StringComparison.Ordinal)).Select(entry => $"{Folder}/{entry.File}")
            .FirstOrDefault(Folder);
}
