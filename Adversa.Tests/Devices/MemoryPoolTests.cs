using System.Runtime.CompilerServices;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

internal sealed class MemoryPoolTests
{
    [Test]
    public void ReturnedBuffersAreUsedAgain()
    {
        using var device = new SmallDevice(capacity: 4096);
        DeviceBuffer first = device.Memory.Rent(1000);
        device.Memory.Return(first);
        Assert.That(device.Memory.Rent(1024), Is.SameAs(first));
        Assert.That(device.Memory.Statistics, Is.EqualTo(new MemoryStatistics(1024, 1024, 0, Hits: 1, Misses: 1)));
    }

    [Test]
    public void WaitingBuffersGiveWayWhenMemoryIsShort()
    {
        using var device = new SmallDevice(capacity: 4096);
        DeviceBuffer[] small = [device.Memory.Rent(1024), device.Memory.Rent(1024), device.Memory.Rent(1024)];
        foreach (DeviceBuffer buffer in small) device.Memory.Return(buffer);
        Assert.That(device.Memory.Rent(4096).Size, Is.EqualTo(4096));
        Assert.That(device.Memory.Statistics, Is.EqualTo(new MemoryStatistics(4096, 4096, 0, Hits: 0, Misses: 4)));
    }

    [Test]
    public void MemoryThatIsInUseIsNamedWhereThereIsNoMore()
    {
        using var device = new SmallDevice(capacity: 4096);
        device.Memory.Return(device.Memory.Rent(512));
        DeviceBuffer held = device.Memory.Rent(2048);
        Assert.That(
            () => device.Memory.Rent(4000),
            Throws.TypeOf<OutOfMemoryException>()
                .With.Message.StartsWith("small has no memory for 4,000 bytes; 2,048 are in use"));
        Assert.That(device.Memory.Statistics.BytesInUse, Is.EqualTo(2048));
        device.Memory.Return(held);
        Assert.That(device.Memory.Rent(4000).Size, Is.EqualTo(4096));
    }

    [Test]
    public void ARefusedRequestLeavesNoPeak()
    {
        using var device = new SmallDevice(capacity: 4096);
        device.Memory.Rent(1024);
        Assert.That(() => device.Memory.Rent(4096), Throws.TypeOf<OutOfMemoryException>());
        Assert.That(device.Memory.Statistics.PeakBytes, Is.EqualTo(1024));
    }

    [Test]
    public void ABufferThatIsLostIsInUseNoMore()
    {
        using var device = new CpuDevice(threads: 1);
        LoseOne(device);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(device.Memory.Statistics, Is.EqualTo(new MemoryStatistics(0, 1024, 0, Hits: 0, Misses: 1)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void LoseOne(CpuDevice device) => device.Memory.Rent(1024);
    }
}
