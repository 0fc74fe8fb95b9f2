using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Gpu;

/// <summary>A device computes with its own memory alone, and says so of other memory.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class OwnMemoryTests(string name)
{
    [Test]
    public void TensorsOfTwoDevicesAreNotCopiedIntoEachOther()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor here = Tensor.Ones([4], device: GpuDevices.Open(name)), there = Tensor.Ones([4]);
        Assert.That(
            () => here.CopyFrom(there),
            Throws.ArgumentException.With.Message.StartsWith($"CopyFrom: float32 [4] is on cpu and float32 [4] on {name}; "));
        Assert.That(
            () => there.CopyFrom(here),
            Throws.ArgumentException.With.Message.StartsWith($"CopyFrom: float32 [4] is on {name} and float32 [4] on cpu; "));
    }

    /// <summary>Of the same kind too: there its address would be taken for one of the device's own.</summary>
    [Test]
    public void AnOperandOfAnotherDeviceIsRefused()
    {
        GpuDevice device = GpuDevices.Open(name);
        using Device other = DeviceList.Open(name);
        var there = new BufferView(other.Memory.Rent(16), 0);
        Assert.That(
            () => device.Launch(Copy.Fill, new FillArguments(new Axes(4), DType.Float32, there, new Axes(1), 1)),
            Throws.ArgumentException.With.Message.StartsWith($"An operand of a kernel on {name} lies in the memory of {other};"));
        other.Memory.Return(there.Buffer);
    }
}
