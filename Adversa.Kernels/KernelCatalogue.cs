using System.Text;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels;

/// <summary>The languages that a kernel can be read in.</summary>
public enum KernelLanguage
{
    /// <summary>What its author wrote.</summary>
    CSharp,

    /// <summary>The CPU's loop over vectors, in C#.</summary>
    Simd,

    /// <summary>OpenCL C 1.2.</summary>
    OpenCl,

    /// <summary>CUDA C.</summary>
    Cuda,
}

/// <summary>A kernel to be read.</summary>
/// <param name="Name">Lower case with underscores: <c>leaky_relu</c>.</param>
/// <param name="IsPointwise">Whether it is a function of single elements; else it is launched in groups of work-items.</param>
/// <param name="GroupSize">Work-items per group on devices with programs of their own.</param>
/// <param name="SharedBytes">Memory that a group shares, in float32.</param>
/// <param name="HasFloat64">Whether there is a form for float64.</param>
public sealed record KernelEntry(string Name, bool IsPointwise, Extent GroupSize, int SharedBytes, bool HasFloat64)
{
    internal Func<KernelLanguage, string?> Texts { get; init; } = _ => null;

    /// <summary>The kernel's text, that for float32; null where the language lacks what the kernel needs.</summary>
    public string? Text(KernelLanguage language) => Texts(language);
}

/// <summary>Every kernel that is compiled at build time, by name.</summary>
public static class KernelCatalogue
{
    /// <summary>Pointwise kernels, then grouped ones, each ordered by name.</summary>
    public static IReadOnlyList<KernelEntry> All { get; } =
    [
        .. Pointwise.All.Select(Entry).OrderBy(entry => entry.Name, StringComparer.Ordinal),
        .. Grouped.All.Select(Entry).OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>The kernel called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those that are called alike.</exception>
    public static KernelEntry Named(string name)
    {
        if (All.FirstOrDefault(entry => entry.Name == name) is { } found) return found;
        string[] alike = [.. All.Select(entry => entry.Name).Where(other => other.StartsWith(name, StringComparison.Ordinal))];
        string advice = name.Length > 0 && alike.Length > 0 ? $"; there are {string.Join(", ", alike)}" : "";
        throw new ArgumentException($"There is no kernel '{name}'{advice}; see adversa kernels list.");
    }

    private static KernelEntry Entry(PointwiseKernel kernel) => Entry(kernel.Dense, kernel.Name, isPointwise: true) with
    {
        Texts = language => language switch
        {
            KernelLanguage.CSharp => Text(kernel.Source),
            KernelLanguage.Simd => Text(kernel.Simd),
            _ => Program(kernel.Dense, language),
        },
    };

    private static KernelEntry Entry(GroupedKernel kernel) => Entry(kernel, kernel.Name, isPointwise: false) with
    {
        Texts = language => language switch
        {
            KernelLanguage.CSharp => Text(kernel.Source),
            KernelLanguage.Simd => $"// The CPU has a kernel of its own, vectorized by hand: {CpuTwins.FileOf(kernel.Name)}\n",
            _ => Program(kernel, language),
        },
    };

    private static KernelEntry Entry(GroupedKernel kernel, string name, bool isPointwise) =>
        new(name, isPointwise, kernel.GroupSize, kernel.Form(DType.Float32).SharedBytes, kernel.HasFloat64);

    private static string? Program(GroupedKernel kernel, KernelLanguage language)
    {
        GroupedForm form = kernel.Form(DType.Float32);
        return Text(language == KernelLanguage.Cuda ? form.Cuda : form.OpenCl);
    }

    private static string? Text(KernelText? text) => text is null ? null : Encoding.UTF8.GetString(text());
}
