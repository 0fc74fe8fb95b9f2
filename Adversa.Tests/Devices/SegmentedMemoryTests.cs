using System.Runtime.CompilerServices;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>Large buffers are cut out of segments.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SegmentedMemoryTests : IDisposable
{
    private const long Unit = 1 << 16;
    private const long SegmentSize = 16 * Unit;

    private readonly SmallDevice _device = new(capacity: 3 * SegmentSize, SegmentSize);

    private MemoryPool Pool => _device.Memory;

    public void Dispose() => _device.Dispose();

    [Test]
    public void OneLargeBufferServesTwoSmallerOnes()
    {
        Pool.Return(Pool.Rent(4 * Unit));
        DeviceBuffer first = Pool.Rent(3 * Unit), second = Pool.Rent(Unit);
        Assert.That((first.SegmentOffset, second.SegmentOffset), Is.EqualTo((0, 3 * Unit)));
        Assert.That(Pool.Statistics, Is.EqualTo(new MemoryStatistics(4 * Unit, 4 * Unit, 0, Hits: 2, Misses: 1)));
    }

    [Test]
    public void NeighboursJoin([Values(0, 1, 2)] int last)
    {
        DeviceBuffer[] three = [Pool.Rent(Unit), Pool.Rent(2 * Unit), Pool.Rent(Unit)];
        DeviceBuffer behind = Pool.Rent(Unit);
        for (int i = 0; i < 3; i++)
        {
            if (i != last) Pool.Return(three[i]);
        }

        Pool.Return(three[last]);
        DeviceBuffer whole = Pool.Rent(4 * Unit);
        Assert.That(whole.SegmentOffset, Is.Zero);
        Assert.That(behind.SegmentOffset, Is.EqualTo(4 * Unit));
        Assert.That(Pool.Statistics, Is.EqualTo(new MemoryStatistics(5 * Unit, 5 * Unit, 0, Hits: 1, Misses: 4)));
    }

    [Test]
    public void TheSmallestPlaceWithRoomIsTaken()
    {
        DeviceBuffer large = Pool.Rent(3 * Unit), _ = Pool.Rent(Unit), small = Pool.Rent(2 * Unit), __ = Pool.Rent(Unit);
        Pool.Return(large);
        Pool.Return(small);
        Assert.That(Pool.Rent(Unit + 1).SegmentOffset, Is.EqualTo(small.SegmentOffset));
        Assert.That(Pool.Rent(3 * Unit).SegmentOffset, Is.EqualTo(large.SegmentOffset));
    }

    [Test]
    public void GrowthIsAMissAndUsesTheFreeEnd()
    {
        DeviceBuffer kept = Pool.Rent(Unit);
        Pool.Return(Pool.Rent(2 * Unit));
        Assert.That(Pool.Rent(3 * Unit).SegmentOffset, Is.EqualTo(kept.Size));
        Assert.That(Pool.Statistics, Is.EqualTo(new MemoryStatistics(4 * Unit, 4 * Unit, 0, Hits: 0, Misses: 3)));
        Assert.That(_device.Allocated, Is.EqualTo(SegmentSize));
    }

    [Test]
    public void WhatDoesNotFitGetsASegmentOfItsOwnSize()
    {
        Pool.Rent(SegmentSize - Unit);
        DeviceBuffer larger = Pool.Rent(2 * SegmentSize);
        Assert.That(_device.Allocated, Is.EqualTo(3 * SegmentSize));
        Pool.Return(larger);
        Pool.Trim();
        Assert.That(_device.Allocated, Is.EqualTo(SegmentSize));
        Assert.That(Pool.Statistics.BytesPooled, Is.Zero);
    }

    [Test]
    public void ASegmentThatIsTooLargeForTheDeviceIsNoReasonToFail()
    {
        using var device = new SmallDevice(capacity: 3 * Unit, segmentSize: 4 * Unit);
        Assert.That(device.Memory.Rent(2 * Unit).Size, Is.EqualTo(2 * Unit));
        Assert.That(device.Allocated, Is.EqualTo(2 * Unit));
    }

    [Test]
    public void ASegmentGoesBackWithItsLastBufferOnceTheDeviceIsClosed()
    {
        DeviceBuffer first = Pool.Rent(Unit), second = Pool.Rent(Unit);
        _device.Dispose();
        Pool.Return(first);
        Assert.That(_device.Allocated, Is.EqualTo(SegmentSize));
        Pool.Return(second);
        Assert.That(_device.Allocated, Is.Zero);
    }

    [Test]
    public unsafe void BuffersInUseNeverOverlap()
    {
        using var device = new CpuDevice(threads: 1);
        var random = new Random(5);
        var live = new List<(DeviceBuffer Buffer, byte Mark)>();
        for (int round = 0; round < 400; round++)
        {
            byte mark = (byte)random.Next(256);
            DeviceBuffer rented = device.Memory.Rent(random.Next((int)Unit / 2, 8 * (int)Unit));
            Bytes(rented).Fill(mark);
            live.Add((rented, mark));
            if (live.Count < 12) continue;
            int i = random.Next(live.Count);
            (DeviceBuffer buffer, mark) = live[i];
            Assert.That(Bytes(buffer).IndexOfAnyExcept(mark), Is.Negative, $"round {round}");
            device.Memory.Return(buffer);
            live.RemoveAt(i);
        }

        static Span<byte> Bytes(DeviceBuffer buffer) => new(new BufferView(buffer, 0).Pointer<byte>(), (int)buffer.Size);
    }

    [Test]
    public void ALostBufferIsUsedAgain()
    {
        using var device = new CpuDevice(threads: 1);
        LoseOne(device);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(device.Memory.Statistics, Is.EqualTo(new MemoryStatistics(0, Unit, Unit, Hits: 0, Misses: 1)));
        device.Memory.Rent(Unit);
        Assert.That(device.Memory.Statistics.Hits, Is.EqualTo(1));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void LoseOne(CpuDevice device) => device.Memory.Rent(Unit);
    }
}
