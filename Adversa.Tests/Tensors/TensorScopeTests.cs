using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Tensors;

/// <summary>Scopes give memory back, and the pool hands it out again.</summary>
public sealed class TensorScopeTests
{
    private readonly CpuDevice _device = new(threads: 1);

    private long InUse => _device.Memory.Statistics.BytesInUse;

    [Test]
    public void AScopeGivesBackWhatItDoesNotKeep()
    {
        Tensor kept;
        using (TensorScope scope = TensorScope.Begin())
        {
            Tensor.Zeros([1000], device: _device);
            kept = scope.Keep(Tensor.Ones([1000], device: _device));
        }

        Assert.That(InUse, Is.EqualTo(4096));
        Assert.That(kept.ToArray<float>(), Is.All.EqualTo(1f));
        kept.Dispose();
        kept.Dispose();
        Assert.That(InUse, Is.Zero);
    }

    [Test]
    public void KeepMovesOneScopeOut()
    {
        using TensorScope outer = TensorScope.Begin();
        Tensor kept;
        using (TensorScope inner = TensorScope.Begin()) kept = inner.Keep(Tensor.Ones([1], device: _device));
        Assert.That(outer.Owns(kept), Is.True);
    }

    [Test]
    public void MemoryLivesAsLongAsItsLastView()
    {
        Tensor view;
        using (TensorScope scope = TensorScope.Begin()) view = scope.Keep(Tensor.Ones([4, 4], device: _device).Slice(0, 1, 2));
        Assert.That(view.ToArray<float>(), Is.All.EqualTo(1f));
        view.Dispose();
        Assert.That(InUse, Is.Zero);
    }

    [Test]
    public void UseAfterTheEndNamesTheTensor()
    {
        Tensor x;
        using (TensorScope.Begin()) x = Tensor.Ones([2, 3], device: _device);
        x.Name = "lost";
        Assert.That(() => x + 1, Throws.InstanceOf<ObjectDisposedException>().With.Message.Contains("float32 [2,3] 'lost'"));
    }

    [Test]
    public void ScopesEndInReverseOrder()
    {
        using TensorScope outer = TensorScope.Begin();
        using TensorScope inner = TensorScope.Begin();
        Assert.That(outer.Dispose, Throws.InvalidOperationException.With.Message.Contains("reverse order"));
    }

    [Test]
    public void ThePoolCountsHitsMissesAndThePeak()
    {
        var device = new CpuDevice(threads: 1);
        for (int round = 0; round < 3; round++)
        {
            using TensorScope scope = TensorScope.Begin();
            Tensor.Zeros([1024], device: device);
            Tensor.Zeros([1024], device: device);
        }

        Assert.That(device.Memory.Statistics, Is.EqualTo(
            new MemoryStatistics(BytesInUse: 0, PeakBytes: 8192, BytesPooled: 8192, Hits: 4, Misses: 2)));
        device.Memory.Trim();
        Assert.That(device.Memory.Statistics.BytesPooled, Is.Zero);
    }

    /// <summary>At most an eighth of a buffer is unused, but for the smallest.</summary>
    [Test]
    public void SizeClassesWasteLittle([Values(1, 256, 257, 1000, 4096, 4097, 1 << 20, (1 << 20) + 1, 123_456_789)] long bytes)
    {
        long size = ClassedMemory.SizeClass(bytes);
        Assert.That(size, Is.GreaterThanOrEqualTo(bytes));
        Assert.That(size, Is.LessThanOrEqualTo(Math.Max(256, bytes + bytes / 8 + 1)));
        Assert.That(ClassedMemory.SizeClass(size), Is.EqualTo(size));
    }
}
