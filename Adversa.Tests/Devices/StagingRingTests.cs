using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>Bytes wait in the ring untouched until the device has fetched them, and copies wait only for a full ring.</summary>
internal sealed class StagingRingTests
{
    [Test]
    public void CopiesThatFitTheRingDoNotWait()
    {
        using var ring = new LazyRing();
        for (int i = 0; i < 100; i++) ring.Copy(Bytes(100_000, seed: i), null!, 0);
        Assert.That(ring.Waits, Is.Zero);
    }

    [Test]
    public void BytesStayUntilTheyAreFetched()
    {
        using var ring = new LazyRing();
        var random = new Random(1);
        var sent = new List<byte[]>();
        for (int i = 0; i < 60; i++)
        {
            // A few are larger than the parts in which they go.
            byte[] bytes = Bytes(i % 20 == 19 ? 10_000_000 : random.Next(1, 800_000), seed: i);
            ring.Copy(bytes, null!, offset: 0);
            sent.Add(bytes);
        }

        Assert.That(ring.Waits, Is.Positive, "the ring was too small for all of them");
        Assert.That(ring.FetchAll(), Is.EqualTo(sent.Sum(bytes => (long)bytes.Length)));
        Assert.That(ring.Hash, Is.EqualTo(LazyRing.HashOf(sent)));
    }

    [Test]
    public void ManySmallCopiesWaitForTheOldest()
    {
        using var ring = new LazyRing();
        for (int i = 0; i < 10_000; i++) ring.Copy([(byte)i], null!, 0);
        Assert.That(ring.MostInFlight, Is.LessThanOrEqualTo(256));
    }

    private static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A device that fetches bytes as late as it may, and sums up what it found.</summary>
    private sealed unsafe class LazyRing : StagingRing
    {
        private readonly Queue<(nint Fence, nint Source, int Count)> _queued = [];
        private nint _next;
        private long _fetched;

        public int Waits { get; private set; }

        public int MostInFlight { get; private set; }

        public ulong Hash { get; private set; }

        public static ulong HashOf(IEnumerable<byte[]> all)
        {
            ulong hash = 0;
            foreach (byte[] bytes in all) hash = Append(hash, bytes);
            return hash;
        }

        public long FetchAll()
        {
            while (_queued.Count > 0) FetchOne();
            return _fetched;
        }

        protected override byte* Allocate(int size) => (byte*)NativeMemory.Alloc((nuint)size);

        protected override void Free(byte* memory) => NativeMemory.Free(memory);

        protected override nint Enqueue(byte* source, int count, DeviceBuffer target, long offset)
        {
            _queued.Enqueue((_next, (nint)source, count));
            MostInFlight = Math.Max(MostInFlight, _queued.Count);
            return _next++;
        }

        protected override void Wait(nint fence)
        {
            Waits++;
            while (_queued.Count > 0 && _queued.Peek().Fence <= fence) FetchOne();
        }

        protected override void Release(nint fence)
        {
            // A number has nothing to release.
        }

        private static ulong Append(ulong hash, ReadOnlySpan<byte> bytes)
        {
            foreach (byte b in bytes) hash = (hash * 31) + b + 1;
            return hash;
        }

        private void FetchOne()
        {
            (_, nint source, int count) = _queued.Dequeue();
            Hash = Append(Hash, new ReadOnlySpan<byte>((void*)source, count));
            _fetched += count;
        }
    }
}
