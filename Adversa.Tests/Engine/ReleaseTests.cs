using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>A backward pass gives back what it is through with, unless it is told to keep the graph.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReleaseTests : IDisposable
{
    private const int Count = 1 << 14;
    private const long Bytes = Count * sizeof(double);

    private readonly CpuDevice _device = new(threads: 1);

    private long InUse => _device.Memory.Statistics.BytesInUse;

    public void Dispose() => _device.Dispose();

    [Test]
    public void ValuesGoBackWhileThePassRuns()
    {
        using var tape = Tape.Begin();
        Variable y = BigLeaf();
        for (int layer = 0; layer < 20; layer++) y = y.Tanh() * y.Sigmoid();
        Variable loss = y.Mean();
        long before = InUse;
        _device.Memory.ResetPeak();
        loss.Backward();
        Assert.That(InUse, Is.LessThanOrEqualTo(before - 59 * Bytes), "60 values less, a gradient more");
        Assert.That(_device.Memory.Statistics.PeakBytes, Is.LessThanOrEqualTo(before + 6 * Bytes));
        GC.KeepAlive(y);
    }

    [Test]
    public void AReleasedValueIsNamed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), y = x.Exp(), z = y * y;
        z.Sum().Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo(x.Numbers().Select(x => 2 * Math.Exp(2 * x))).Within(1e-13));
        Assert.That(
            () => y.Value.ToArray<double>(),
            Throws.TypeOf<ObjectDisposedException>().With.Message.Contains(
                "float64 [2] was used after a backward pass through Exp had given it back"));
        Assert.That(() => z.Tanh(), Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("through Multiply"));
    }

    [Test]
    public void WhatTheCallerNamedOrMovedOutStays()
    {
        using var outer = TensorScope.Begin();
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), target = x.Exp(), kept = target.Square(), output = kept.Tanh();
        double[] before = [.. target.Numbers(), .. kept.Numbers(), .. output.Numbers()];
        tape.Keep(kept.Value);
        Gradients.Of(output, target);
        double[] after = [.. target.Numbers(), .. kept.Numbers(), .. output.Numbers()];
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public void LeavesAndSinglePartsOfALossStay()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), constant = new(Tensor.From([3.0, 4.0]));
        Variable first = (x * constant).Sum(), second = x.Square().Mean();
        (first + second).Backward();
        Assert.That((first.Item(), second.Item()), Is.EqualTo((11, 2.5)));
        Assert.That(x.Numbers().Concat(constant.Numbers()), Is.EqualTo([1.0, 2, 3, 4]));
    }

    [Test]
    public void AnotherGraphThroughAReleasedValueIsRefused()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), shared = x.Exp(), first = shared.Sum(), second = shared.Square().Sum();
        first.Backward();
        Assert.That(() => second.Backward(), Throws.InvalidOperationException.With.Message.StartsWith("Exp:"));
    }

    [Test]
    public void RetainGraphKeepsEverything()
    {
        using var tape = Tape.Begin();
        Variable x = BigLeaf(), y = x.Tanh().Exp(), loss = y.Square().Sum();
        loss.Backward(retainGraph: true);
        x.ZeroGradient();
        long before = InUse;
        double[] numbers = y.Numbers();
        loss.Backward(retainGraph: true);
        Assert.That(InUse, Is.EqualTo(before));
        Assert.That(y.Numbers(), Is.EqualTo(numbers));
        GC.KeepAlive(x);
    }

    [Test]
    public void CreateGraphKeepsEverythingUntilTheNextPass()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(-0.5, 0.25), y = x.Exp(), z = y.Square();
        Variable slope = Gradients.Of(z, x, createGraph: true);
        double[] expected = [.. x.Numbers().Select(x => 2 * Math.Exp(2 * x))];
        Assert.That(z.Numbers().Select(z => 2 * z), Is.EqualTo(expected).Within(1e-13));
        Assert.That(slope.Numbers(), Is.EqualTo(expected).Within(1e-13));
        slope.Square().Sum().Backward();

        // d/dx (2e²ˣ)² = 16e⁴ˣ
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo(expected.Select(slope => 4 * slope * slope)).Within(1e-13));
        Assert.That(() => slope.Numbers(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Gradients.Of(z, x), Throws.InvalidOperationException.With.Message.Contains("released"));
    }

    [Test]
    public void WhatLiesBeforeATargetStays()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), before = x.Exp(), target = before.Square();
        Gradients.Of(target.Tanh().Sum(), target);
        Assert.That(before.Numbers(), Has.Length.EqualTo(2));
        Assert.That(Gradients.Of(target, x).Numbers(), Has.Length.EqualTo(2));
    }

    private Variable BigLeaf() => new(Tensor.Full([Count], 0.5, DType.Float64, _device), requiresGrad: true);
}
