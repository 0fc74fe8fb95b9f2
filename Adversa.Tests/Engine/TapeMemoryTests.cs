using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>A tape gives back all memory of a step, and a backward pass holds no more than it needs.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TapeMemoryTests : IDisposable
{
    private const int Count = 1 << 14;
    private const long Bytes = Count * sizeof(double);

    private readonly CpuDevice _device = new(threads: 1);

    private long InUse => _device.Memory.Statistics.BytesInUse;

    public void Dispose() => _device.Dispose();

    [Test]
    public void EverythingGoesBackAtItsEnd()
    {
        Variable x = BigLeaf();
        using (Tape.Begin()) x.Tanh().Sum().Backward();
        long before = InUse;
        for (int step = 0; step < 3; step++)
        {
            using var tape = Tape.Begin();
            Variable gradient = Gradients.Of((x.Tanh() * x).Sum(), x, createGraph: true);
            (gradient.Square().Sum() + x.Exp().Mean()).Backward();
        }

        Assert.That(InUse, Is.EqualTo(before));
        GC.KeepAlive(x);
    }

    [Test]
    public void SteadyStateAsksTheDriverForNothing()
    {
        Variable x = BigLeaf();
        void Step()
        {
            using var tape = Tape.Begin();
            x.Tanh().Square().Mean().Backward();
        }

        // The first step leaves the leaf's gradient behind, the second finds one buffer fewer to use again.
        Step();
        Step();
        long misses = _device.Memory.Statistics.Misses;
        Step();
        Assert.That(_device.Memory.Statistics.Misses, Is.EqualTo(misses));
    }

    [Test]
    public void BackwardHoldsAFewGradientsAtATime()
    {
        using var tape = Tape.Begin();
        Variable y = BigLeaf();
        for (int layer = 0; layer < 40; layer++) y = (y.Tanh() * y.Sigmoid()).Softplus();
        Variable loss = y.Mean();
        long before = InUse;
        _device.Memory.ResetPeak();
        loss.Backward();

        // Two or three gradients that wait to be passed on, and as much on the way to the next one; not one per layer.
        Assert.That(_device.Memory.Statistics.PeakBytes - before, Is.LessThanOrEqualTo(6 * Bytes));
    }

    [Test]
    public void NestedTapesAndScopesGiveBackTheirOwn()
    {
        using var outer = Tape.Begin();
        Variable x = BigLeaf();
        Variable y = x.Exp();
        long before = InUse;
        Tensor kept;
        using (var inner = Tape.Begin())
        {
            Variable z = y.Square();
            using (TensorScope.Begin()) _ = z.Value * z.Value;
            kept = inner.Keep(Gradients.Of(z.Sum(), y, retainGraph: true).Value);
            Assert.That(InUse, Is.GreaterThan(before + Bytes));
        }

        Assert.That(InUse, Is.EqualTo(before + Bytes));
        Assert.That(Tape.IsRecording, Is.True);
        Assert.That(kept.ToArray<double>()[0], Is.EqualTo(2 * y.Numbers()[0]));
        Assert.That(Gradients.Of(y.Sum(), x, retainGraph: true).Numbers(), Is.EqualTo(y.Numbers()));
    }

    [Test]
    public void UseAfterTheEndIsNamed()
    {
        Variable y;
        using (Tape.Begin())
        {
            y = Leaf.Of([2, 3], 1, 2, 3, 4, 5, 6).Exp();
            y.Value.Name = "features";
        }

        Assert.That(
            () => y.Sum(),
            Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("float64 [2,3] 'features'")
                .And.Message.Contains("Keep"));
    }

    [Test]
    public void TapesEndInReverseOrder()
    {
        Tape outer = Tape.Begin(), inner = Tape.Begin();
        Assert.That(outer.Dispose, Throws.InvalidOperationException.With.Message.Contains("reverse order"));
        inner.Dispose();
        outer.Dispose();
        Assert.That(Tape.IsRecording, Is.False);
    }

    [Test]
    public void TapeEndsWhenAStepFails()
    {
        Variable x = BigLeaf();
        long before = InUse;
        Assert.That(
            () =>
            {
                using var tape = Tape.Begin();
                return (x.Exp() * x).Reshape([3]);
            },
            Throws.ArgumentException);
        Assert.That(InUse, Is.EqualTo(before));
        GC.KeepAlive(x);
        Assert.That(Tape.IsRecording, Is.False);
    }

    private Variable BigLeaf() => new(Tensor.Full([Count], 0.5, DType.Float64, _device), requiresGrad: true);
}
