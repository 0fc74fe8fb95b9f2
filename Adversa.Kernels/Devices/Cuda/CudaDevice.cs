using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.Cuda;

/// <summary>An NVIDIA GPU, with one stream that runs in order. Thread-safe.</summary>
public sealed unsafe class CudaDevice : GpuDevice
{
    /// <summary>The stream does not wait for what other libraries do on the default stream.</summary>
    private const uint NonBlocking = 1;

    private readonly Lock _lock = new();
    private readonly CudaContext _context;
    private readonly ProgramTable<CudaProgram> _programs;
    private readonly CudaStaging _staging;
    private volatile GroupedKernel? _lastLaunched;
    private volatile string? _loss;
    private volatile bool _isDisposed;

    /// <summary>Opens a device.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="hardware">Which one it is.</param>
    /// <param name="cache">Where its programs are kept.</param>
    internal CudaDevice(string name, CudaHardware hardware, ProgramCache cache)
    {
        Name = name;
        Hardware = hardware;
        _context = new CudaContext(hardware.Device);
        _staging = new CudaStaging(this);
        _programs = new ProgramTable<CudaProgram>(this, source => CudaProgram.Build(this, source, cache));
        nint stream = 0;
        CuResult result = _context.MakeCurrent();
        if (result == CuResult.Success) result = Cu.StreamCreate(&stream, NonBlocking);
        if (result != CuResult.Success) _context.RemoveUser();
        Check(result, "opening it");
        Stream = stream;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => $"{Hardware.Name}, {Hardware.Driver}";

    /// <inheritdoc/>
    public override bool HasFloat64 => true;

    /// <inheritdoc/>
    public override int MaxGroupSize => Hardware.MaxGroupSize;

    /// <inheritdoc/>
    public override int MaxSharedBytes => Hardware.SharedBytes;

    /// <inheritdoc/>
    public override int ComputeUnits => Hardware.ComputeUnits;

    internal CudaHardware Hardware { get; }

    /// <summary>The CUstream.</summary>
    internal nint Stream { get; }

    /// <inheritdoc/>
    internal override string MemoryLimits => $" of {Hardware.MemoryBytes:N0}";

    /// <inheritdoc/>
    public override void Launch(GroupedKernel kernel, DType type, Extent groups, KernelArguments arguments)
    {
        if (groups.Count == 0) return;
        lock (_lock)
        {
            Enter();
            CudaProgram program = ProgramOf(kernel, type);
            CheckFits(program.Kernel, groups);
            CuResult result = Enqueue(program, groups, arguments);
            if (result == CuResult.OutOfMemory && Memory.Statistics.BytesPooled > 0)
            {
                // The driver may load a kernel's code only now: what waits in the pool must not be the reason.
                Memory.Trim();
                result = Enqueue(program, groups, arguments);
            }

            if (result != CuResult.Success)
                Check(result, $"the launch of {program.Kernel} ({groups} groups of {program.Kernel.GroupSize})");
            _lastLaunched = program.Kernel;
        }

        GC.KeepAlive(arguments);
    }

    /// <summary>Copies the bytes aside, and queues their way to the device: waits for nothing.</summary>
    public override void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset)
    {
        lock (_lock)
        {
            Enter();
            _staging.Copy(source, target, offset);
        }

        GC.KeepAlive(target);
    }

    /// <summary>Waits for what is queued. <inheritdoc cref="Device.Dispose"/> A lost device's answers do not matter.</summary>
    public override void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _context.MakeCurrent();
            Cu.StreamSynchronize(Stream);
            _staging.Dispose();
            foreach (CudaProgram program in _programs.All) program.Dispose();
        }

        // Not with the lock held: the log of faults has one of its own, and takes this one inside it.
        base.Dispose();
        Cu.StreamDestroy(Stream);
        _context.RemoveUser();
    }

    /// <summary>
    /// Its text in CUDA C, if what programs are compiled for has all that it names: a compiler older than the device may not.
    /// </summary>
    protected internal override KernelText? TextOf(GroupedForm form) =>
        form.CudaCapability <= Hardware.Target.Capability ? form.Cuda : null;

    /// <inheritdoc/>
    protected internal override void Read(DeviceBuffer source, long offset, Span<byte> target)
    {
        Enter();
        fixed (byte* first = target)
        {
            ulong address = ((CudaBuffer)source).Address + (ulong)offset;
            Check(Cu.MemcpyDtoHAsync(first, address, (nuint)target.Length, Stream), "a copy to the host");
            Check(Cu.StreamSynchronize(Stream), "a copy to the host");
        }

        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        Enter();
        Check(Cu.StreamSynchronize(Stream), "a wait for its kernels");
    }

    /// <inheritdoc/>
    protected internal override DeviceBuffer Allocate(long size)
    {
        Enter();
        ulong address;
        Check(Cu.MemAlloc(&address, (nuint)size), "allocating memory");
        _context.AddUser();
        return new CudaBuffer(this, size, address);
    }

    /// <summary>
    /// Gives a buffer back; the driver waits until the launches that are queued have used it. Any thread calls this, the garbage
    /// collector's too, and after the device was lost or disposed: what the driver answers does not matter.
    /// </summary>
    internal void Release(ulong address)
    {
        _context.MakeCurrent();
        Cu.MemFree(address);
        _context.RemoveUser();
    }

    /// <summary>Throws unless a call succeeded.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="action">What the device was doing, for the message.</param>
    /// <exception cref="OutOfMemoryException">The driver has no memory for it.</exception>
    /// <exception cref="DeviceException">Everything else.</exception>
    internal void Check(CuResult result, string action)
    {
        if (result == CuResult.Success) return;
        if (result.MeansLost())
        {
            // A kernel runs after its launch returned: what it breaks shows in some later call.
            string kernel = _lastLaunched is { } last ? $" The last kernel launched before was {last}." : "";
            _loss = $"device {Name} ({Description}) was lost during {action}: {result.Text()}.{kernel}";
            throw new DeviceException(_loss);
        }

        if (result != CuResult.OutOfMemory)
            throw new DeviceException($"{Name} ({Description}): {action} failed: {result.Text()}.");
        throw new OutOfMemoryException(
            $"{Name} has no memory for {action}; {Memory.Statistics.BytesInUse:N0} bytes are in use{MemoryLimits}. " +
            "Use a smaller batch or fewer features.");
    }

    private CudaProgram ProgramOf(GroupedKernel kernel, DType type)
    {
        try
        {
            return _programs.Get(kernel, type);
        }
        catch (OutOfMemoryException) when (Memory.Statistics.BytesPooled > 0)
        {
            // Programs lie in the device's memory, too.
            Memory.Trim();
            return _programs.Get(kernel, type);
        }
    }

    /// <summary>
    /// The driver takes the address of each argument, and copies as many bytes as the kernel's parameter has. A view is two
    /// arguments, its address and its first element.
    /// </summary>
    private CuResult Enqueue(CudaProgram program, Extent groups, KernelArguments arguments)
    {
        ReadOnlySpan<KernelArgument> all = arguments.All;
        ulong* addresses = stackalloc ulong[all.Length];
        int* offsets = stackalloc int[all.Length];
        void** parameters = stackalloc void*[2 * all.Length];
        int count = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (all[i].Buffer is { } buffer)
            {
                (addresses[i], offsets[i]) = (Own<CudaBuffer>(buffer).Address, all[i].Offset);
                parameters[count++] = &addresses[i];
                parameters[count++] = &offsets[i];
            }
            else
            {
                // The values lie in a pinned array.
                parameters[count++] = Unsafe.AsPointer(ref MemoryMarshal.GetReference(arguments.ValueOf(all[i])));
            }
        }

        Extent group = program.Kernel.GroupSize;
        return Cu.LaunchKernel(
            program.Function, (uint)groups.X, (uint)groups.Y, (uint)groups.Z, (uint)group.X, (uint)group.Y, (uint)group.Z,
            dynamicSharedBytes: 0, Stream, parameters, null);
    }

    private void CheckFits(GroupedKernel kernel, Extent groups)
    {
        Extent most = Hardware.MaxGroups;
        if (groups.X <= most.X && groups.Y <= most.Y && groups.Z <= most.Z) return;
        throw new DeviceException($"{Name} ({Description}): {kernel} was launched with {groups} groups, most are {most}.");
    }

    /// <summary>What every call into the driver begins with.</summary>
    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_loss is { } loss) throw new DeviceException(loss);
        Check(_context.MakeCurrent(), "entering its context");
    }
}
