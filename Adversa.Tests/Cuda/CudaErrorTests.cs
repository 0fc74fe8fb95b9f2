using System.Runtime.CompilerServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.Cuda;

namespace Adversa.Tests.Cuda;

/// <summary>Whatever goes wrong on a device gets one clear line.</summary>
internal sealed class CudaErrorTests : CudaTest
{
    private const int IllegalAddress = 700, LaunchFailed = 719, UnsupportedPtx = 222;

    [Test]
    public void ATextThatDoesNotCompileIsShownAtItsLine()
    {
        GroupedKernel kernel = CudaKernels.Create("broken", new Extent(64), """
            extern "C" __global__ void broken(float* x, int offset)
            {
                x[offset] = nothing + 1;
            }
            """);
        DeviceException e = Assert.Throws<DeviceException>(() => Launch(kernel, new Extent(1)))!;
        Assert.That(
            e.Message.Split('\n')[0],
            Does.StartWith("cuda:1 (Emulated GPU 1")
                .And.Contains("kernel broken does not compile as CUDA C (NVRTC 12.4, --gpu-architecture=sm_75")
                .And.Contains("; line 3, ").And.Contains("nothing").And.EndsWith(": x[offset] = nothing + 1;"));
    }

    [TestCase(LaunchFailed, "CUDA_ERROR_LAUNCH_FAILED")]
    [TestCase(IllegalAddress, "CUDA_ERROR_ILLEGAL_ADDRESS")]
    public void AKernelThatBreaksTheContextLosesTheDevice(int result, string name)
    {
        BufferView view = Upload<float>(Device, Random(64));
        CudaEmulator.Control.NextLaunch = result;
        CudaKernels.RunScale(Device, view, view, 2, 64);
        DeviceException e = Assert.Throws<DeviceException>(Device.Synchronize)!;
        Assert.That(
            e.Message,
            Does.StartWith($"device cuda:1 ({Device.Description}) was lost during a wait for its kernels: {name}")
                .And.EndsWith("The last kernel launched before was scale."));

        Action[] uses =
        [
            () => CudaKernels.RunScale(Device, view, view, 2, 64),
            () => Download<float>(Device, view, 64),
            () => Upload(Device, 1f),
        ];
        foreach (Action use in uses) Assert.That(use, Throws.TypeOf<DeviceException>().With.Message.EqualTo(e.Message));

        ReturnAll();
        Device.Dispose();
        using CudaDevice next = Open();
        Assert.That(Download<float>(next, Upload(next, 1f), 1), Is.EqualTo(new[] { 1f }), "opened again, the device works");
    }

    [Test]
    public void AWriteBehindTheBufferIsAnIllegalAddress()
    {
        DeviceBuffer buffer = Rent(Device, 256);
        CudaKernels.RunScale(Device, Upload<float>(Device, Random(65)), new BufferView(buffer, 0), 2, 65);
        Assert.That(Device.Synchronize, Throws.TypeOf<DeviceException>().With.Message.Contains("CUDA_ERROR_ILLEGAL_ADDRESS"));
    }

    [Test]
    public void ABarrierThatNotAllReachFails()
    {
        GroupedKernel kernel = CudaKernels.Create("split", new Extent(64), """
            extern "C" __global__ void split(float* x, int offset) { if (threadIdx.x < 7) __syncthreads(); }
            """);
        Launch(kernel, new Extent(1));
        Assert.That(Device.Synchronize, Throws.TypeOf<DeviceException>().With.Message.EndsWith("launched before was split."));
    }

    [Test]
    public void MemoryThatIsNotThereIsNamedInBytes()
    {
        CudaEmulator.Control.MemoryLimit = CudaEmulator.Control.DeviceBytes + 10_000;
        using CudaDevice device = Open();
        DeviceBuffer used = device.Memory.Rent(4096);
        Assert.That(
            () => device.Memory.Rent(8192),
            Throws.TypeOf<OutOfMemoryException>().With.Message.StartsWith(
                "cuda:1 has no memory for 8,192 bytes; 4,096 are in use of "));

        device.Memory.Return(used);
        Assert.That(() => Rent(device, 8192), Throws.Nothing, "what waits in the pool gives way");
    }

    [Test]
    public void MemoryThatNobodyReturnedIsFoundWhenThereIsNoOther()
    {
        CudaEmulator.Control.MemoryLimit = CudaEmulator.Control.DeviceBytes + 10_000;
        using CudaDevice device = Open();
        for (int i = 0; i < 10; i++) Lose(device);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Lose(CudaDevice device) => device.Memory.Rent(4096);
    }

    [Test]
    public void TooManyGroupsAreRefusedBeforeTheLaunch() => Assert.That(
        () => Launch(CudaKernels.Scale, new Extent(1, 65536)),
        Throws.TypeOf<DeviceException>().With.Message.EndsWith(
            "scale was launched with 1×65536×1 groups, most are 2147483647×65535×65535."));

    [Test]
    public void AFunctionThatIsNotInTheProgramIsNamed()
    {
        GroupedKernel kernel = CudaKernels.Create("missing", new Extent(1), """
            extern "C" __global__ void other(float* x, int offset) { }
            """);
        Assert.That(
            () => Launch(kernel, new Extent(1)),
            Throws.TypeOf<DeviceException>().With.Message.Contains(
                "finding missing in the program of kernel missing failed: CUDA_ERROR_NOT_FOUND"));
    }

    [Test]
    public void ACompilerThatIsNewerThanTheDriverIsNamedWithTheDriver()
    {
        CudaEmulator.Control.NextLoad = UnsupportedPtx;
        CudaEmulator.Control.DriverVersion = 12020;
        Assert.That(
            () => Launch(CudaKernels.Scale, new Extent(1)),
            Throws.TypeOf<DeviceException>()
                .With.Message.Contains("does not take kernel scale as NVRTC 12.4 compiled it for sm_75")
                .And.Message.Contains("CUDA_ERROR_UNSUPPORTED_PTX_VERSION")
                .And.Message.Contains("an NVRTC of version 12.2 or older")
                .And.Message.EndsWith("emulated log"));
    }

    [Test]
    public void ADeviceThatWasDisposedIsNotUsed()
    {
        DeviceBuffer buffer = Rent(Device, 64);
        Device.Dispose();
        Assert.That(Device.Dispose, Throws.Nothing);
        Assert.That(() => Device.CopyToHost(buffer, 0, new byte[4]), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Device.CopyFromHost(new byte[4], buffer, 0), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Launch(CudaKernels.Scale, new Extent(1)), Throws.TypeOf<ObjectDisposedException>());
    }

    private void Launch(GroupedKernel kernel, Extent groups) => Device.Launch(
        kernel, DType.Float32, groups, KernelArguments.Begin().Add(new BufferView(Rent(Device, 4), 0)));
}
