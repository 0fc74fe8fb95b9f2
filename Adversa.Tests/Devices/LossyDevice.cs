using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>The CPU as a device that is gone from some moment on: it has no memory for another batch.</summary>
/// <param name="isLost">Whether the moment has come.</param>
internal sealed class LossyDevice(Func<bool> isLost) : Device
{
    /// <summary>What is said then.</summary>
    public const string Loss = "device lossy was lost during a copy to the device: CL_OUT_OF_RESOURCES.";

    private readonly CpuDevice _cpu = new(threads: 1);

    public override string Name => "lossy";

    public override string Description => "a device that is lost";

    public override void Launch<TArguments>(Kernel<TArguments> kernel, in TArguments arguments) => _cpu.Launch(kernel, arguments);

    public override void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset) =>
        _cpu.CopyFromHost(source, target, offset);

    public override void CopyToHost(DeviceBuffer source, long offset, Span<byte> target) =>
        _cpu.CopyToHost(source, offset, target);

    public override void Synchronize() => _cpu.Synchronize();

    public override void Dispose()
    {
        _cpu.Dispose();
        base.Dispose();
    }

    /// <summary>Memory of the CPU, so that what is computed from a batch stays there.</summary>
    protected internal override DeviceBuffer Allocate(long size) =>
        isLost() ? throw new DeviceException(Loss) : _cpu.Memory.Rent(size);
}
