using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.Cuda;

namespace Adversa.Tests.Cuda;

/// <summary>Programs are compiled once per device, driver and compiler.</summary>
internal sealed class CudaCacheTests : CudaTest
{
    private const int InvalidImage = 200;

    [Test]
    public void ASecondDeviceLoadsWhatTheFirstCompiled()
    {
        Assert.That((Compilations(Device), Compilations(Device)), Is.EqualTo((1, 0)));
        using CudaDevice second = Open();
        Assert.That(Compilations(second), Is.Zero);
    }

    [Test]
    public void AnotherDriverOrCompilerOrDeviceCompilesAnew()
    {
        Compilations(Device);
        CudaEmulator.Control.DriverVersion = 12050;
        using CudaDevice otherDriver = Open();
        CudaEmulator.Control.NvrtcVersion = 12060;
        using CudaDevice otherCompiler = Open();
        CudaEmulator.Control.Capability = 80;
        using CudaDevice otherDevice = Open();
        Assert.That((Compilations(otherDevice), Compilations(otherDevice)), Is.EqualTo((1, 0)));
        CudaEmulator.Control.Capability = 75;
        Assert.That((Compilations(otherDriver), Compilations(otherCompiler)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void WhatTheDriverRefusesIsCompiledAnew()
    {
        Compilations(Device);
        using CudaDevice second = Open();
        CudaEmulator.Control.NextLoad = InvalidImage;
        Assert.That(Compilations(second), Is.EqualTo(1));
    }

    /// <summary>A device that the compiler does not know gets PTX, which the driver compiles.</summary>
    [Test]
    public void ADeviceNewerThanTheCompilerRuns()
    {
        CudaEmulator.Control.Capability = 120;
        using CudaDevice device = Open();
        Assert.That(device.Hardware.Target.Architecture, Is.EqualTo("compute_90"));
        Assert.That((Compilations(device), Compilations(device)), Is.EqualTo((1, 0)));
    }

    /// <summary>Runs a kernel, sees that it computes, and counts what was compiled for it.</summary>
    private int Compilations(CudaDevice device)
    {
        int before = CudaEmulator.Control.Compilations;
        BufferView view = Upload<float>(device, Random(100));
        CudaKernels.RunScale(device, view, view, 2, 100);
        Assert.That(Download<float>(device, view, 100), Is.EqualTo(Random(100).Select(value => 2 * value)));
        return CudaEmulator.Control.Compilations - before;
    }
}
