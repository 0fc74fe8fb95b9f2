using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adversa.Kernels.Devices.Programs;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Adversa.Kernels.Devices.Ilgpu;

/// <summary>
/// A device that ILGPU drives. It compiles the kernels' own methods while the program runs; only their forms for float64 and the
/// loops around pointwise kernels are emitted at build time, in C#.
/// </summary>
internal sealed class IlgpuDevice : GpuDevice
{
    private readonly Lock _lock = new();
    private readonly IlgpuHardware _hardware;
    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly AcceleratorStream _stream;
    private readonly IlgpuStaging _staging;
    private readonly ProgramTable<IlgpuProgram> _programs;
    private volatile string? _loss;
    private volatile bool _isDisposed;

    /// <summary>Opens a device.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="hardware">Which one it is.</param>
    internal IlgpuDevice(string name, IlgpuHardware hardware)
    {
        Name = name;
        _hardware = hardware;
        _context = Context.Create(static builder => builder.EnableAlgorithms());
        try
        {
            _accelerator = hardware.CreateAccelerator(_context);
            _stream = _accelerator.CreateStream();
        }
        catch (Exception e) when (IsOfIlgpu(e))
        {
            _context.Dispose();
            throw new DeviceException($"{name} ({Description}) does not open: {Innermost(e).Message}", e);
        }

        _staging = new IlgpuStaging(_stream);
        _programs = new ProgramTable<IlgpuProgram>(this, Build);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => $"{_hardware.Name}, {_hardware.Driver}";

    /// <inheritdoc/>
    public override bool HasFloat64 => _hardware.HasFloat64;

    /// <inheritdoc/>
    public override int MaxGroupSize => _hardware.MaxGroupSize;

    /// <inheritdoc/>
    public override int MaxSharedBytes => _hardware.MaxSharedBytes;

    /// <inheritdoc/>
    public override bool IsProcessor => _hardware.IsProcessor;

    /// <inheritdoc/>
    public override int ComputeUnits => _hardware.Facts.ComputeUnits;

    /// <inheritdoc/>
    internal override string MemoryLimits => $" of {_hardware.Facts.MemoryBytes:N0}";

    /// <inheritdoc/>
    public override void Launch(GroupedKernel kernel, DType type, Extent groups, KernelArguments arguments)
    {
        if (groups.Count == 0) return;
        lock (_lock)
        {
            foreach (KernelArgument argument in arguments.All)
            {
                if (argument.Buffer is { } buffer) _ = Own<IlgpuBuffer>(buffer);
            }

            IlgpuProgram program = _programs.Get(kernel, type);
            Guard(() => program.Launch(groups, arguments), $"the launch of {kernel} ({groups} groups of {kernel.GroupSize})");
        }
    }

    /// <summary>Copies the bytes aside, and queues their way to the device.</summary>
    public override unsafe void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset)
    {
        if (source.IsEmpty) return;
        lock (_lock)
        {
            fixed (byte* first = source)
            {
                byte* bytes = first;
                int count = source.Length;
                Guard(() => _staging.Copy(new ReadOnlySpan<byte>(bytes, count), target, offset), "a copy to the device");
            }
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
            if (_loss is null) _stream.Synchronize();
            _staging.Dispose();
        }

        // Not with the lock held: the log of faults has one of its own, and takes this one inside it.
        base.Dispose();
        _stream.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
    }

    /// <summary>
    /// Which text there is says which functions of the target's own a kernel uses: OpenCL has no shuffles, and ILGPU has none of
    /// those that only newer GPUs have.
    /// </summary>
    protected internal override KernelText? TextOf(GroupedForm form) =>
        _hardware.HasWarps && form.CudaCapability == 0 ? form.Cuda : form.OpenCl;

    /// <inheritdoc/>
    protected internal override unsafe void Read(DeviceBuffer source, long offset, Span<byte> target)
    {
        fixed (byte* first = target)
        {
            byte* bytes = first;
            int count = target.Length;
            Guard(
                () =>
                {
                    ((IlgpuBuffer)source).Bytes.SubView(offset, count)
                        .CopyToCPUUnsafeAsync(_stream, ref Unsafe.AsRef<byte>(bytes), count);
                    _stream.Synchronize();
                },
                "a copy to the host");
        }

        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    protected override void Finish() => Guard(_stream.Synchronize, "a wait for its kernels");

    /// <inheritdoc/>
    protected internal override DeviceBuffer Allocate(long size)
    {
        ThrowIfUnusable();
        try
        {
            return new IlgpuBuffer(this, size, _accelerator.Allocate1D<byte>(size));
        }
        catch (AcceleratorException e) when (MeansNoMemory(e))
        {
            throw new OutOfMemoryException(e.Message, e);
        }
    }

    private IlgpuProgram Build(ProgramSource source)
    {
        if (source.Form.IlgpuMethod is not { } method)
            throw new DeviceException($"{Name} ({Description}): kernel {source.Kernel} has no method that ILGPU could compile.");
        ThrowIfUnusable();
        try
        {
            return new IlgpuProgram(_accelerator, _stream, method(), source.Kernel.GroupSize);
        }
        catch (Exception e) when (IsOfIlgpu(e))
        {
            // ILGPU cannot be used any more after that.
            _loss = $"{Name} ({Description}): ILGPU cannot compile kernel {source.Kernel}: {Innermost(e).Message}";
            throw new DeviceException(_loss, e);
        }
    }

    private void Guard(Action action, string name)
    {
        ThrowIfUnusable();
        try
        {
            action();
        }
        catch (Exception e) when (IsOfIlgpu(e))
        {
            _loss = $"device {Name} ({Description}) was lost during {name}: {Innermost(e).Message}";
            throw new DeviceException(_loss, e);
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_loss is { } loss) throw new DeviceException(loss);
    }

    private static bool IsOfIlgpu(Exception e) => e is AcceleratorException or InternalCompilerException
        or CapabilityNotSupportedException or TargetInvocationException;

    private static bool MeansNoMemory(AcceleratorException e) => e is CudaException { Error: "CUDA_ERROR_OUT_OF_MEMORY" }
        or CLException { Error: CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES };

    private static Exception Innermost(Exception e) => e.GetBaseException();
}
