namespace Adversa.Kernels.Devices.Programs;

/// <summary>The programs that a device has built so far, by kernel and element type. One thread at a time.</summary>
/// <param name="device">The device.</param>
/// <param name="build">Compiles a program, or loads it from the cache.</param>
internal sealed class ProgramTable<TProgram>(GpuDevice device, Func<ProgramSource, TProgram> build) where TProgram : class
{
    private readonly Dictionary<(GroupedKernel, bool IsFloat64), TProgram> _programs = [];

    /// <summary>All programs, to be released.</summary>
    public IEnumerable<TProgram> All => _programs.Values;

    /// <summary>The program that runs a kernel for an element type, built when it is first asked for.</summary>
    /// <exception cref="DeviceException">The device has not what the kernel needs, or the text does not compile.</exception>
    public TProgram Get(GroupedKernel kernel, DType type)
    {
        (GroupedKernel, bool) key = (kernel, type == DType.Float64);
        if (_programs.TryGetValue(key, out TProgram? program)) return program;
        return _programs[key] = build(ProgramSource.Choose(device, kernel, type));
    }
}
