namespace Adversa.Kernels.Devices.Cuda;

/// <summary>What NVRTC compiles for.</summary>
/// <param name="Capability">The compute capability whose instructions there are: 86 for 8.6.</param>
/// <param name="IsBinary">
/// Whether machine code comes out (a cubin), which the driver just loads; else PTX, which the driver compiles for its device.
/// </param>
internal sealed record NvrtcTarget(int Capability, bool IsBinary)
{
    /// <summary><c>sm_86</c>, or <c>compute_86</c>.</summary>
    public string Architecture => $"{(IsBinary ? "sm" : "compute")}_{Capability}";

    /// <summary>
    /// The device's own machine code where the compiler knows the device; else, as for a device newer than the compiler, PTX for
    /// the newest architecture that the device understands. Null where all that the compiler knows is newer than the device.
    /// </summary>
    /// <param name="capability">The device's compute capability: 86 for 8.6.</param>
    /// <param name="supported">The capabilities that the compiler knows.</param>
    /// <param name="makesBinaries">Whether the compiler can make machine code.</param>
    public static NvrtcTarget? Choose(int capability, IReadOnlyCollection<int> supported, bool makesBinaries)
    {
        if (makesBinaries && supported.Contains(capability)) return new NvrtcTarget(capability, IsBinary: true);
        int[] understood = [.. supported.Where(architecture => architecture <= capability)];
        return understood.Length == 0 ? null : new NvrtcTarget(understood.Max(), IsBinary: false);
    }
}
