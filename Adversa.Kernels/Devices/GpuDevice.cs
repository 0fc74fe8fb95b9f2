using System.Runtime.CompilerServices;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices;

/// <summary>The GPU's version of a kernel: chooses grouped kernels by shape and launches them.</summary>
public delegate void GpuKernel<TArguments>(GpuDevice device, in TArguments arguments) where TArguments : struct;

/// <summary>
/// A device with programs and memory of its own: a GPU, or whatever else a driver offers. Launches are queued and run in order
/// while the program goes on; a buffer may be returned to the pool as soon as its last launch is queued.
/// </summary>
public abstract class GpuDevice : Device
{
    /// <summary>Creates the device's memory pool and its log of faults.</summary>
    protected GpuDevice() => Faults = new FaultLog(this);

    /// <summary>Where kernels report what they cannot throw; see <see cref="FaultLog"/>.</summary>
    public FaultLog Faults { get; }

    /// <summary>Whether kernels can compute in double.</summary>
    public abstract bool HasFloat64 { get; }

    /// <summary>The largest number of work-items in a group.</summary>
    public abstract int MaxGroupSize { get; }

    /// <summary>Bytes of shared memory that a group can have.</summary>
    public abstract int MaxSharedBytes { get; }

    /// <summary>How many groups run truly at once: multiprocessors, compute units, cores.</summary>
    public abstract int ComputeUnits { get; }

    /// <summary>Whether a processor is behind it, where a group's work-items are a loop and private arrays are memory.</summary>
    public virtual bool IsProcessor => false;

    /// <inheritdoc/>
    public sealed override void Launch<TArguments>(Kernel<TArguments> kernel, in TArguments arguments)
    {
        kernel.Gpu(this, arguments);
        KeepAlive(arguments);
    }

    /// <summary>
    /// The kernel that a launch runs: the kernel itself, or its fallback where the device lacks an intrinsic function.
    /// </summary>
    /// <exception cref="DeviceException">Neither runs on this device.</exception>
    public GroupedKernel VersionOf(GroupedKernel kernel, DType type) => ProgramSource.Choose(this, kernel, type).Kernel;

    /// <summary>Queues a grouped kernel.</summary>
    /// <param name="kernel">The kernel; its fallback runs where the device lacks an intrinsic function that it uses.</param>
    /// <param name="type">The element type; Float32 for kernels without one.</param>
    /// <param name="groups">How many groups; none is allowed and does nothing.</param>
    /// <param name="arguments">The arguments, which can be used again as soon as this returns.</param>
    public abstract void Launch(GroupedKernel kernel, DType type, Extent groups, KernelArguments arguments);

    /// <summary>
    /// Waits for all launches, then copies bytes from a buffer into the program. Throws what a kernel reported in
    /// <see cref="Faults"/> meanwhile.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">A kernel met an index out of range.</exception>
    /// <exception cref="DeviceException">The device was lost.</exception>
    public sealed override void CopyToHost(DeviceBuffer source, long offset, Span<byte> target)
    {
        CountHostWait();
        if (!target.IsEmpty) Read(source, offset, target);
        Faults.Check();
    }

    /// <summary>
    /// Waits until everything launched so far has finished. Throws what a kernel reported in <see cref="Faults"/> meanwhile.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">A kernel met an index out of range.</exception>
    /// <exception cref="DeviceException">The device was lost.</exception>
    public sealed override void Synchronize()
    {
        CountHostWait();
        Finish();
        Faults.Check();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Faults.Close();
        base.Dispose();
    }

    /// <summary>A form's text in the device's language; null where the device lacks an intrinsic function that it uses.</summary>
    protected internal abstract KernelText? TextOf(GroupedForm form);

    /// <summary>Copies bytes, at least one, from a buffer into the program, behind all launches so far.</summary>
    protected internal abstract void Read(DeviceBuffer source, long offset, Span<byte> target);

    /// <summary>Waits until everything launched so far has finished.</summary>
    protected abstract void Finish();

    /// <summary>An operand's memory, if it is this device's: another's address means nothing here, or something else.</summary>
    /// <exception cref="ArgumentException">It is another device's.</exception>
    private protected TBuffer Own<TBuffer>(DeviceBuffer buffer) where TBuffer : DeviceBuffer => buffer.Device == this
        ? (TBuffer)buffer
        : throw new ArgumentException(
            $"An operand of a kernel on {Name} lies in the memory of {buffer.Device}; copy it by way of the program's first.");

    /// <summary>Holds the buffers of tensors that nobody uses any more until their kernel is queued.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive<TArguments>(in TArguments arguments) where TArguments : struct
    {
        // Being called is all there is to do.
    }
}
