using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>A device of an OpenCL driver (1.2 or newer), with one queue that runs in order. Thread-safe.</summary>
public unsafe class OpenClDevice : GpuDevice
{
    /// <summary>
    /// Drivers may gather launches until a flush or a wait: the device should begin long before a step of hundreds of launches is
    /// queued, and a flush costs about as much as a launch.
    /// </summary>
    private const int LaunchesPerFlush = 16;

    private const uint Blocking = 1;
    private const nint ContextPlatform = 0x1084;
    private const ulong ReadAndWrite = 1;

    private readonly Lock _lock = new();
    private readonly ProgramTable<OpenClProgram> _programs;
    private readonly OpenClStaging _staging;
    private long _allocated;
    private int _unflushed;
    private volatile GroupedKernel? _lastLaunched;
    private volatile string? _loss;
    private volatile bool _isDisposed;

    /// <summary>Opens a device.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="hardware">Which one it is.</param>
    /// <param name="cache">Where its programs are kept.</param>
    internal OpenClDevice(string name, OpenClHardware hardware, ProgramCache cache)
    {
        Name = name;
        Hardware = hardware;
        nint device = hardware.Device;
        nint* properties = stackalloc nint[] { ContextPlatform, hardware.Platform, 0 };
        ClStatus status;
        Context = Cl.CreateContext(properties, 1, &device, 0, 0, &status);
        Check(status, "opening it");
        Queue = Cl.CreateCommandQueue(Context, device, 0, &status);
        if (status != ClStatus.Success) Cl.ReleaseContext(Context);
        Check(status, "opening it");
        _staging = new OpenClStaging(this);
        _programs = new ProgramTable<OpenClProgram>(this, source => OpenClProgram.Build(this, source, cache));
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => $"{Hardware.Name}, {Hardware.Driver}";

    /// <inheritdoc/>
    public override bool HasFloat64 => Hardware.HasFloat64;

    /// <inheritdoc/>
    public override int MaxGroupSize => Hardware.MaxGroupSize;

    /// <inheritdoc/>
    public override int MaxSharedBytes => Hardware.SharedBytes;

    /// <inheritdoc/>
    public override bool IsProcessor => Hardware.IsProcessor;

    /// <inheritdoc/>
    public override int ComputeUnits => Hardware.ComputeUnits;

    internal OpenClHardware Hardware { get; }

    internal nint Context { get; }

    internal nint Queue { get; }

    /// <inheritdoc/>
    internal override string MemoryLimits =>
        $" of {Hardware.MemoryBytes:N0}, at most {Hardware.LargestBuffer:N0} in one buffer";

    /// <inheritdoc/>
    public override void Launch(GroupedKernel kernel, DType type, Extent groups, KernelArguments arguments)
    {
        if (groups.Count == 0) return;
        lock (_lock)
        {
            ThrowIfUnusable();
            OpenClProgram program = _programs.Get(kernel, type);
            SetArguments(program, arguments);
            ClStatus status = Enqueue(program, groups);
            if (status.IsOutOfMemory() && Memory.Statistics.BytesPooled > 0)
            {
                // Drivers that allocate at a buffer's first use: what waits in the pool must not be the reason.
                Cl.Finish(Queue);
                Memory.Trim();
                status = Enqueue(program, groups);
            }

            if (status != ClStatus.Success)
                Check(status, $"the launch of {program.Kernel} ({groups} groups of {program.Kernel.GroupSize})");
            _lastLaunched = program.Kernel;
            if (++_unflushed < LaunchesPerFlush) return;
            Check(Cl.Flush(Queue), "a flush");
            _unflushed = 0;
        }
    }

    /// <summary>Copies the bytes aside, and queues their way to the device: waits for nothing.</summary>
    public override void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset)
    {
        if (source.IsEmpty) return;
        lock (_lock)
        {
            ThrowIfUnusable();
            _staging.Copy(source, target, offset);
        }

        GC.KeepAlive(target);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            Cl.Finish(Queue);
            _staging.Dispose();
            foreach (OpenClProgram program in _programs.All) program.Dispose();
        }

        // Not with the lock held: the log of faults has one of its own, and takes this one inside it.
        base.Dispose();
        Cl.ReleaseCommandQueue(Queue);
        Cl.ReleaseContext(Context);
    }

    /// <inheritdoc/>
    protected internal override KernelText? TextOf(GroupedForm form) => form.OpenCl;

    /// <inheritdoc/>
    protected internal override void Read(DeviceBuffer source, long offset, Span<byte> target)
    {
        ThrowIfUnusable();
        fixed (byte* first = target)
        {
            ClStatus status = Cl.EnqueueReadBuffer(
                Queue, ((OpenClBuffer)source).Handle, Blocking, (nuint)offset, (nuint)target.Length, first, 0, null, null);
            Check(status, "a copy to the host", isWaiting: true);
        }

        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        ThrowIfUnusable();
        Check(FinishQueue(), "a wait for its kernels", isWaiting: true);
    }

    /// <inheritdoc/>
    protected internal override DeviceBuffer Allocate(long size)
    {
        ThrowIfUnusable();
        if (size > Hardware.LargestBuffer) throw new OutOfMemoryException("Larger than the device's largest buffer.");
        try
        {
            // Drivers promise more than there is, and fail when a kernel first uses it.
            if (Interlocked.Add(ref _allocated, size) > Hardware.MemoryBytes)
                throw new OutOfMemoryException("More than the device has.");
            nint handle = CreateBuffer(size, out ClStatus status);
            if (status.IsOutOfMemory() || status == ClStatus.OutOfResources)
            {
                // What was given back is free when the launches that are queued have used it.
                Cl.Finish(Queue);
                handle = CreateBuffer(size, out status);
            }

            if (status == ClStatus.OutOfResources) throw new OutOfMemoryException(status.Name());
            Check(status, "allocating memory");
            return new OpenClBuffer(this, size, handle);
        }
        catch
        {
            Interlocked.Add(ref _allocated, -size);
            throw;
        }
    }

    /// <summary>Gives a buffer back. The driver keeps it until the launches that are queued have used it.</summary>
    internal void Release(nint buffer, long size)
    {
        Cl.ReleaseMemObject(buffer);
        Interlocked.Add(ref _allocated, -size);
    }

    /// <summary>Throws unless a call succeeded.</summary>
    /// <param name="status">What the call returned.</param>
    /// <param name="action">What the device was doing, for the message.</param>
    /// <param name="isWaiting">Whether the call waited for launches, so that their failure is its own.</param>
    /// <exception cref="OutOfMemoryException">The driver has no memory for it.</exception>
    /// <exception cref="DeviceException">Everything else.</exception>
    internal void Check(ClStatus status, string action, bool isWaiting = false)
    {
        if (status == ClStatus.Success) return;
        if (status.MeansLost(isWaiting))
        {
            // What a kernel breaks shows when somebody waits for it.
            string kernel = isWaiting && _lastLaunched is { } last ? $" The last kernel launched before was {last}." : "";
            _loss = $"device {Name} ({Description}) was lost during {action}: {status.Name()}.{kernel}";
            throw new DeviceException(_loss);
        }

        if (!status.IsOutOfMemory()) throw new DeviceException($"{Name} ({Description}): {action} failed: {status.Name()}.");
        throw new OutOfMemoryException(
            $"{Name} has no memory for {action}; {Memory.Statistics.BytesInUse:N0} bytes are in use{MemoryLimits}. " +
            "Use a smaller batch or fewer features.");
    }

    /// <summary>Queues a program whose arguments are set.</summary>
    internal virtual ClStatus Enqueue(OpenClProgram program, Extent groups)
    {
        Extent group = program.Kernel.GroupSize;
        nuint* size = stackalloc nuint[]
        {
            (nuint)groups.X * (nuint)group.X, (nuint)groups.Y * (nuint)group.Y, (nuint)groups.Z * (nuint)group.Z,
        };
        nuint* groupSize = stackalloc nuint[] { (nuint)group.X, (nuint)group.Y, (nuint)group.Z };
        return Cl.EnqueueNDRangeKernel(Queue, program.Handle, 3, null, size, groupSize, 0, null, null);
    }

    /// <summary>Asks the driver for memory; 0 where it has none.</summary>
    internal virtual nint CreateBuffer(long size, out ClStatus status)
    {
        ClStatus answer;
        nint handle = Cl.CreateBuffer(Context, ReadAndWrite, (nuint)size, null, &answer);
        status = answer;
        return handle;
    }

    /// <summary>Waits for all that is queued.</summary>
    internal virtual ClStatus FinishQueue() => Cl.Finish(Queue);

    private static ClStatus SetArgument(nint kernel, uint index, ReadOnlySpan<byte> value)
    {
        fixed (byte* first = value) return Cl.SetKernelArg(kernel, index, (nuint)value.Length, first);
    }

    /// <summary>A view is two arguments, its buffer and its first element; the driver copies all of them.</summary>
    private void SetArguments(OpenClProgram program, KernelArguments arguments)
    {
        uint index = 0;
        foreach (KernelArgument argument in arguments.All)
        {
            ClStatus status;
            if (argument.Buffer is { } buffer)
            {
                nint handle = Own<OpenClBuffer>(buffer).Handle;
                int offset = argument.Offset;
                status = Cl.SetKernelArg(program.Handle, index++, (nuint)sizeof(nint), &handle);
                if (status == ClStatus.Success) status = Cl.SetKernelArg(program.Handle, index++, sizeof(int), &offset);
            }
            else
            {
                status = SetArgument(program.Handle, index++, arguments.ValueOf(argument));
            }

            if (status != ClStatus.Success) Check(status, $"setting argument {index - 1} of {program.Kernel}");
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_loss is { } loss) throw new DeviceException(loss);
    }
}
