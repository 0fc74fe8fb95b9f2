using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.OpenCl;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Devices;

/// <summary>Whatever goes wrong on a device gets one clear line.</summary>
internal sealed class OpenClErrorTests : OpenClTest
{
    [Test]
    public void ATextThatDoesNotCompileIsShownAtItsLine()
    {
        GroupedKernel kernel = HandWrittenKernel.Create("broken", 64, """
            __kernel __attribute__((reqd_work_group_size(64, 1, 1)))
            void broken(__global float* x, int offset)
            {
                x[offset] = nothing + 1;
            }
            """);
        DeviceException e = Assert.Throws<DeviceException>(() => LaunchPlain(Device, kernel))!;
        Assert.That(
            e.Message.Split('\n')[0],
            Does.StartWith("opencl:0 (").And.Contains("kernel broken does not compile as OpenCL C; line 4, ")
                .And.Contains("'nothing'").And.EndsWith(": x[offset] = nothing + 1;"));
        Assert.That(e.Message.Split('\n'), Has.Length.GreaterThan(1), "the whole log follows");
    }

    [Test]
    public void AKernelThatNeedsMoreThanThereIsIsRefusedBeforeItsLaunch()
    {
        int size = Device.MaxGroupSize + 1, shared = Device.MaxSharedBytes + 4;
        GroupedKernel greedy = HandWrittenKernel.Create("greedy", 64, "none", sharedBytes: shared);
        Expect(HandWrittenKernel.Create("wide", size, "none"), "kernel wide needs", $"{size}", "work-items");
        Expect(greedy, "kernel greedy needs", $"{shared:N0} bytes of shared memory");
        Expect(HandWrittenKernel.Create("foreign", 64, ""), "no version of kernel foreign");
    }

    /// <summary>What the device is decides, before it is asked for anything.</summary>
    [Test]
    public void Float64IsRefusedWhereThereIsNone()
    {
        using var device = new SingleOnlyDevice();
        GroupedKernel kernel = HandWrittenKernel.Create("exact", 64, "none", needsFloat64: true);
        Assert.That(
            () => ProgramSource.Choose(device, kernel, DType.Float64),
            Throws.TypeOf<DeviceException>()
                .With.Message.Contains("kernel exact needs float64").And.Message.Contains("--device cpu"));
    }

    [Test]
    public void TheFallbackRunsWhereTheKernelHasNoText()
    {
        float[] x = Random(100);
        BufferView view = Upload(Device, x);
        GroupedKernel kernel = HandWrittenKernel.Create("foreign", 32, "", fallback: HandWrittenKernel.Scale);
        Device.Launch(kernel, DType.Float32, new Extent(2), KernelArguments.Begin().Add(view).Add(view).Add(3f).Add(100));
        Assert.That(Download(Device, view, 100), Is.EqualTo(x.Select(value => 3 * value)));
    }

    [Test]
    public void AMissingFunctionAndMissingArgumentsNameTheKernel()
    {
        const string Other = "__kernel void other(__global float* x, int offset) { x[offset] = 1; }";
        Expect(HandWrittenKernel.Create("missing", 64, Other), "missing", "CL_INVALID_KERNEL_NAME");
        Assert.That(
            () => Device.Launch(HandWrittenKernel.Scale, DType.Float32, new Extent(2, 3), KernelArguments.Begin()),
            Throws.TypeOf<DeviceException>().With.Message.Contains("the launch of scale (2×3×1 groups of 64×1×1) failed: CL_"));
    }

    [Test]
    public void MemoryThatIsNotThereIsNamedInBytes()
    {
        long most = Device.Hardware.LargestBuffer;
        Assert.That(
            () => Device.Memory.Rent(most + 1),
            Throws.TypeOf<OutOfMemoryException>()
                .With.Message.StartsWith($"opencl:0 has no memory for {most + 1:N0} bytes; 0 are in use of ")
                .And.Message.Contains($"at most {most:N0} in one buffer"));
    }

    /// <summary>Memory that was given back may be free only when the launches that are queued have finished.</summary>
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void MemoryIsAskedForAgain(int refusals)
    {
        using var device = new FailingOpenClDevice(Hardware) { RefusedBuffers = refusals };
        if (refusals < 4) Assert.That(device.Memory.Rent(1000).Size, Is.EqualTo(1024));
        else Assert.That(() => device.Memory.Rent(1000), Throws.TypeOf<OutOfMemoryException>());
    }

    /// <summary>Drivers that allocate late refuse a launch: what waits in the pool gives way to a second attempt.</summary>
    [Test]
    public void ALaunchWithoutMemoryIsMadeAgainWhenThePoolGaveWay([Values] bool isPoolEmpty)
    {
        using var device = new FailingOpenClDevice(Hardware)
        {
            FailingLaunch = 1,
            LaunchStatus = ClStatus.MemObjectAllocationFailure,
        };
        float[] x = Random(64);
        BufferView view = Upload(device, x);
        if (!isPoolEmpty) device.Memory.Return(device.Memory.Rent(1 << 20));
        void Run() => HandWrittenKernel.RunScale(device, view, view, 2, 64);
        if (isPoolEmpty)
        {
            Assert.That(
                Run,
                Throws.TypeOf<OutOfMemoryException>()
                    .With.Message.Contains("no memory for the launch of scale (1×1×1 groups of 64×1×1)"));
            return;
        }

        Run();
        Assert.That(Download(device, view, 64), Is.EqualTo(x.Select(value => 2 * value)));
        Assert.That(device.Memory.Statistics.BytesPooled, Is.Zero);
    }

    [TestCase(ClStatus.DeviceNotAvailable, "CL_DEVICE_NOT_AVAILABLE")]
    [TestCase(ClStatus.InvalidCommandQueue, "CL_INVALID_COMMAND_QUEUE")]
    public void ADeviceThatIsLostAtALaunchStaysLost(object status, string name)
    {
        using var device = new FailingOpenClDevice(Hardware) { FailingLaunch = 3, LaunchStatus = (ClStatus)status };
        BufferView view = Upload(device, Random(64));
        void Run() => HandWrittenKernel.RunScale(device, view, view, 2, 64);
        Run();
        Run();
        string message =
            $"device opencl:0 ({device.Description}) was lost during the launch of scale (1×1×1 groups of 64×1×1): {name}.";
        Assert.That(Run, Throws.TypeOf<DeviceException>().With.Message.EqualTo(message));
        Assert.That(() => Download(device, view, 64), Throws.TypeOf<DeviceException>().With.Message.EqualTo(message));
        Assert.That(() => Upload(device, [1]), Throws.TypeOf<DeviceException>().With.Message.EqualTo(message));
        Assert.That(device.Synchronize, Throws.TypeOf<DeviceException>().With.Message.EqualTo(message));
    }

    /// <summary>A status that OpenCL does not know is a driver's own.</summary>
    [TestCase(-5, "CL_OUT_OF_RESOURCES")]
    [TestCase(-9999, "OpenCL error -9999")]
    public void ADeviceThatIsLostBehindALaunchIsNoticedByTheWait(int status, string name)
    {
        using var device = new FailingOpenClDevice(Hardware) { WaitStatus = (ClStatus)status };
        BufferView view = Upload(device, Random(64));
        HandWrittenKernel.RunScale(device, view, view, 2, 64);
        string end = $"was lost during a wait for its kernels: {name}. The last kernel launched before was scale.";
        Assert.That(device.Synchronize, Throws.TypeOf<DeviceException>().With.Message.EndsWith(end));
    }

    [Test]
    public void ALaunchThatTakesTooManyRegistersLosesNoDevice()
    {
        using var device = new FailingOpenClDevice(Hardware) { FailingLaunch = 1, LaunchStatus = ClStatus.OutOfResources };
        BufferView view = Upload(device, Random(64));
        void Run() => HandWrittenKernel.RunScale(device, view, view, 2, 64);
        Assert.That(Run, Throws.TypeOf<DeviceException>().With.Message.Contains("failed: CL_OUT_OF_RESOURCES"));
        Assert.That(Run, Throws.Nothing);
    }

    [Test]
    public void ADeviceThatWasDisposedIsNotUsed()
    {
        DeviceBuffer buffer = Device.Memory.Rent(64);
        Device.Dispose();
        Assert.That(Device.Dispose, Throws.Nothing);
        Assert.That(() => Device.CopyToHost(buffer, 0, new byte[4]), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Device.CopyFromHost(new byte[4], buffer, 0), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Device.Memory.Rent(64), Throws.TypeOf<ObjectDisposedException>());
        Device.Memory.Return(buffer);
        Assert.That((Device.Memory.Statistics.BytesInUse, Device.Memory.Statistics.BytesPooled), Is.EqualTo((0, 0)));
    }

    private static void LaunchPlain(OpenClDevice device, GroupedKernel kernel) => device.Launch(
        kernel, DType.Float32, new Extent(1), KernelArguments.Begin().Add(new BufferView(device.Memory.Rent(4), 0)));

    private void Expect(GroupedKernel kernel, params string[] words)
    {
        DeviceException e = Assert.Throws<DeviceException>(() => LaunchPlain(Device, kernel))!;
        foreach (string word in words) Assert.That(e.Message.Split('\n')[0], Does.Contain(word));
    }
}
