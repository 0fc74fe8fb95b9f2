using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adversa.Kernels.Cpu;

namespace Adversa.Kernels.Devices;

/// <summary>
/// The processor that the program runs on. Kernels run when they are launched, on a team of threads; their results are the
/// same to the bit for any number of threads.
/// </summary>
public sealed class CpuDevice : Device
{
    private volatile bool _isDisposed;

    /// <summary>A device that uses <paramref name="threads"/> threads, or one per core when 0.</summary>
    public CpuDevice(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Team = new ThreadTeam(threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <inheritdoc/>
    public override string Name => "cpu";

    /// <inheritdoc/>
    public override string Description =>
        $"{RuntimeInformation.ProcessArchitecture}, {InstructionSet}, " +
        $"{Team.Threads} {(Team.Threads == 1 ? "thread" : "threads")}";

    /// <summary>The threads that kernels run on.</summary>
    public ThreadTeam Team { get; }

    private static string InstructionSet =>
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? "AVX-512"
        : Vector256.IsHardwareAccelerated ? "AVX2"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    /// <summary>The one line of the list of devices.</summary>
    internal static IEnumerable<DeviceEntry> List()
    {
        var facts = new DeviceFacts(
            $"{RuntimeInformation.ProcessArchitecture}, {InstructionSet}", $".NET {Environment.Version}",
            Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, HasFloat64: true);
        return [new DeviceEntry("cpu", facts, null)];
    }

    /// <inheritdoc/>
    public override void Launch<TArguments>(Kernel<TArguments> kernel, in TArguments arguments)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        kernel.Cpu(this, arguments);
        KeepAlive(arguments);
    }

    /// <inheritdoc/>
    public override unsafe void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset)
    {
        source.CopyTo(new Span<byte>(((CpuBuffer)target).Address + offset, source.Length));
        GC.KeepAlive(target);
    }

    /// <inheritdoc/>
    public override unsafe void CopyToHost(DeviceBuffer source, long offset, Span<byte> target)
    {
        CountHostWait();
        new ReadOnlySpan<byte>(((CpuBuffer)source).Address + offset, target.Length).CopyTo(target);
        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    public override void Synchronize() => CountHostWait(); // A launch on the CPU returns when the kernel has finished.

    /// <summary>Ends the threads, and gives waiting memory back. <inheritdoc cref="Device.Dispose"/></summary>
    public override void Dispose()
    {
        _isDisposed = true;
        Team.Dispose();
        base.Dispose();
    }

    /// <summary>Generous, as a segment takes address space alone: the system spends a page when it is first touched.</summary>
    protected internal override long SegmentSize => 1L << 28;

    /// <inheritdoc/>
    protected internal override DeviceBuffer Allocate(long size) => new CpuBuffer(this, size);

    /// <summary>
    /// A kernel reads its arguments once, and computes with bare addresses from then on: nothing but this call, which the
    /// compiler cannot look into, holds the buffers of tensors that nobody uses any more. <see cref="GC.KeepAlive"/> for structs.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive<TArguments>(in TArguments arguments) where TArguments : struct
    {
        // Being called is all there is to do.
    }
}
