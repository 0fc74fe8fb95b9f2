namespace Adversa.Tests.Gpu;

/// <summary>The kernel for tensor cores on every device: by them where there are some, else by its fallback.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class TensorCoreDeviceTests(string device)
{
    [TestCaseSource(typeof(TensorCoreProduct), nameof(TensorCoreProduct.Sizes))]
    public void The_product_is_right(int n) => TensorCoreProduct.Check(GpuDevices.Open(device), n);
}
