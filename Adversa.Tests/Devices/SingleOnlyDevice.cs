using Adversa.Kernels;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>A GPU's description, without a GPU behind it and without double.</summary>
internal sealed class SingleOnlyDevice : GpuDevice
{
    public override string Name => "single:0";

    public override string Description => "a description alone";

    public override bool HasFloat64 => false;

    public override int MaxGroupSize => 256;

    public override int MaxSharedBytes => 32768;

    public override int ComputeUnits => 1;

    public override void Launch(GroupedKernel kernel, DType type, Extent groups, KernelArguments arguments) =>
        throw NothingThere();

    public override void CopyFromHost(ReadOnlySpan<byte> source, DeviceBuffer target, long offset) => throw NothingThere();

    protected internal override KernelText? TextOf(GroupedForm form) => form.OpenCl;

    protected internal override void Read(DeviceBuffer source, long offset, Span<byte> target) => throw NothingThere();

    protected override void Finish() => throw NothingThere();

    protected internal override DeviceBuffer Allocate(long size) => throw NothingThere();

    private static NotSupportedException NothingThere() => new("There is nothing behind this description.");
}
