namespace Adversa.Kernels.Devices.Cuda;

/// <summary>What NVRTC compiles for.</summary>
/// <param name="Architecture"><c>sm_86</c>, or <c>compute_86</c>.</param>
/// <param name="IsBinary">
/// Whether machine code comes out (a cubin), which the driver just loads; else PTX, which the driver compiles for its device.
/// </param>
internal sealed record NvrtcTarget(string Architecture, bool IsBinary)
{
    /// <summary>
    /// The device's own machine code where the compiler knows the device; else, as for a device newer than the compiler, PTX for
    /// the newest architecture that the device understands. Null where all that the compiler knows is newer than the device.
    /// </summary>
    /// <param name="capability">The device's compute capability: 86 for 8.6.</param>
    /// <param name="supported">The capabilities that the compiler knows.</param>
    /// <param name="makesBinaries">Whether the compiler can make machine code.</param>
    public static NvrtcTarget? Choose(int capability, IReadOnlyCollection<int> supported, bool makesBinaries)
    {
        if (makesBinaries && supported.Contains(capability)) return new NvrtcTarget($"sm_{capability}", IsBinary: true);
        int[] understood = [.. supported.Where(architecture => architecture <= capability)];
        return understood.Length == 0 ? null : new NvrtcTarget($"compute_{understood.Max()}", IsBinary: false);
    }
}
