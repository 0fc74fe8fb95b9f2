using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.Cuda;

namespace Adversa.Tests.Cuda;

/// <summary>What there is of CUDA, and why there is nothing.</summary>
internal sealed class CudaHardwareTests
{
    [Test]
    public void WhatIsThereIsListed()
    {
        ref EmulatorControl control = ref Emulator();
        (control.DeviceCount, control.Capability) = (2, 86);
        DeviceEntry[] entries = [.. DeviceList.List().Where(entry => entry.Name.StartsWith("cuda", StringComparison.Ordinal))];
        Assert.That(entries.Select(entry => entry.Name), Is.EqualTo(new[] { "cuda:0", "cuda:1" }));
        Assert.That(entries[1].Facts!.Hardware, Does.StartWith("Emulated GPU 1").And.EndsWith("(compute capability 8.6)"));
        Assert.That(
            entries[1].Facts! with { Hardware = "" },
            Is.EqualTo(new DeviceFacts("", "CUDA 12.4, NVRTC 12.4", 4, 1L << 32, HasFloat64: true)));
    }

    [Test]
    public void AMissingDeviceIsAnsweredWithThoseThatThereAre()
    {
        Emulator();
        Assert.That(
            () => DeviceList.Open("cuda:3"),
            Throws.ArgumentException.With.Message.StartsWith("There is no device 'cuda:3'; there is cuda:0 (Emulated GPU 0"));
    }

    [Test]
    public void ADriverWithoutADeviceSaysSo()
    {
        Emulator().DeviceCount = 0;
        Assert.That(
            () => DeviceList.Open("cuda"), Throws.ArgumentException.With.Message.Contains("the NVIDIA driver reports no device"));
    }

    [Test]
    public void ADriverThatIsTooOldSaysSo()
    {
        Emulator().DriverVersion = 10020;
        Assert.That(
            CudaHardware.Find().WhyNone,
            Is.EqualTo("the NVIDIA driver knows CUDA 10.2, expected 11.0 or newer; update the driver"));
    }

    [Test]
    public void ADeviceThatIsTooOldForTheCompilerSaysSo()
    {
        Emulator().Capability = 35;
        Assert.That(
            () => DeviceList.Open("cuda:0"),
            Throws.ArgumentException.With.Message.Contains(
                "has compute capability 3.5, and NVRTC 12.4 compiles for 5.0 and newer"));
    }

    [TestCase(86, true, "sm_86", true)]
    [TestCase(86, false, "compute_86", false)]
    [TestCase(89, true, "compute_86", false)]
    [TestCase(121, true, "compute_90", false)]
    public void TheTargetIsTheDevicesOwnOrTheNewestThatItUnderstands(
        int capability, bool makesBinaries, string architecture, bool isBinary)
    {
        NvrtcTarget target = NvrtcTarget.Choose(capability, [75, 80, 86, 90], makesBinaries)!;
        Assert.That((target.Architecture, target.IsBinary), Is.EqualTo((architecture, isBinary)));
    }

    [Test]
    public void ThereIsNoTargetForADeviceThatIsOlderThanAll() =>
        Assert.That(NvrtcTarget.Choose(70, [75, 80], makesBinaries: true), Is.Null);

    /// <summary>A compiler of the driver's own major version is tried before one that the driver may be too old for.</summary>
    [Test]
    public void TheCompilerThatSuitsTheDriverIsTriedFirst()
    {
        string[] candidates = [.. CudaLibraries.CompilerCandidates(12, ["/cuda/lib64"]).Where(name => name.Contains(".so"))];
        Assert.That(candidates, Is.EqualTo(new[]
        {
            "libnvrtc.so.12", "/cuda/lib64/libnvrtc.so.12",
            "libnvrtc.so.11.2", "libnvrtc.so.11.1", "libnvrtc.so.11.0",
            "/cuda/lib64/libnvrtc.so.11.2", "/cuda/lib64/libnvrtc.so.11.1", "/cuda/lib64/libnvrtc.so.11.0",
            "libnvrtc.so.13", "/cuda/lib64/libnvrtc.so.13",
        }));
    }

    [TearDown]
    public void Reset()
    {
        if (CudaEmulator.WhyNot is null) CudaEmulator.Control.Reset();
    }

    private static ref EmulatorControl Emulator()
    {
        CudaEmulator.Require();
        CudaEmulator.Control.Reset();
        return ref CudaEmulator.Control;
    }
}
