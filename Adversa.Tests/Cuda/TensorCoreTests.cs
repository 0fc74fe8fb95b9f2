using Adversa.Kernels;
using Adversa.Kernels.Devices.Cuda;
using Adversa.Kernels.Ladders;
using Adversa.Kernels.Sources;
using Adversa.Tests.Gpu;

namespace Adversa.Tests.Cuda;

/// <summary>Kernels that need a compute capability, on emulated devices that have it and that do not.</summary>
internal sealed class TensorCoreTests : CudaTest
{
    private const string Rung = "tensor cores";

    [TestCaseSource(typeof(TensorCoreProduct), nameof(TensorCoreProduct.Sizes))]
    public void The_product_is_right_on_tensor_cores(int n)
    {
        using CudaDevice device = OpenWith(capability: 80);
        Assert.That(TensorCoreProduct.IsOn(device));
        TensorCoreProduct.Check(device, n);
    }

    [TestCase(70, false)]
    [TestCase(75, false)]
    [TestCase(80, true)]
    [TestCase(89, true)]
    [TestCase(90, true)]
    [TestCase(121, true, TestName = "A device newer than the compiler")]
    public void The_devices_capability_chooses_the_kernel_or_its_fallback(int capability, bool hasTensorCores)
    {
        using CudaDevice device = OpenWith(capability);
        Assert.That(
            device.VersionOf(Grouped.MatMulTensorCoresKernel, DType.Float32),
            Is.SameAs(hasTensorCores ? Grouped.MatMulTensorCoresKernel : Grouped.MatMulSquareKernel));
    }

    [TestCase(75, false)]
    [TestCase(80, true)]
    public void The_ladder_has_the_rung_where_the_device_has_the_cores(int capability, bool hasTensorCores)
    {
        using CudaDevice device = OpenWith(capability);
        LadderResult result = Ladder.Named("matmul").Run(device, 11);
        Assert.That(result.Rungs.Any(rung => rung.Name == Rung), Is.EqualTo(hasTensorCores));
        foreach (RungResult rung in result.Rungs) Assert.That(rung.Error, Is.LessThanOrEqualTo(rung.Tolerance), rung.Name);
    }

    private CudaDevice OpenWith(int capability)
    {
        CudaEmulator.Control.Capability = capability;
        return Open();
    }
}
