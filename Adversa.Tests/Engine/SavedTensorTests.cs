using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>What backward needs from the forward pass must still be what it was.</summary>
internal sealed class SavedTensorTests
{
    [Test]
    public void OverwrittenInputIsNamed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), w = Leaf.Of(3, 4);
        w.Value.Name = "main.0.weight";
        Variable loss = (x * w).Sum();
        w.Value.Fill(0);
        Assert.That(
            () => loss.Backward(),
            Throws.InvalidOperationException.With.Message.StartsWith("Multiply:")
                .And.Message.Contains("float64 [2] 'main.0.weight'").And.Message.Contains("overwritten"));
    }

    [Test]
    public void OverwrittenOutputIsNamed()
    {
        using var tape = Tape.Begin();
        Variable y = Leaf.Of(1, 2).Exp();
        Variable loss = y.Sum();
        y.Value.Fill(0);
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.StartsWith("Exp:"));
    }

    [Test]
    public void OverwritingThroughAViewIsNoticed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of([2, 2], 1, 2, 3, 4);
        Variable loss = x.Square().Sum();
        x.Value.Slice(0, 0, 1).Fill(9);
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.StartsWith("Square:"));
    }

    [Test]
    public void WhatNoGradientNeedsMayBeOverwritten()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), w = Leaf.Of(3, 4);
        Variable loss = (x * w.Detach() + w).Sum();
        x.Value.Fill(0);
        loss.Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([3.0, 4.0]));
    }

    [Test]
    public void OverwrittenStatisticsAreNoticed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of([2, 2], 1, 2, 3, 5), gamma = Leaf.Of(1, 2), beta = Leaf.Of(3, 4);
        Variable loss = Functions.BatchNorm(x, gamma, beta, 1e-5, out Tensor mean, out _).Square().Sum();
        mean.Fill(0);
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.StartsWith("BatchNorm:"));

        Tensor variance = Tensor.From([1.0, 1.0]);
        loss = Functions.BatchNormInference(x, mean, variance, gamma, beta, 1e-5).Square().Sum();
        variance.Fill(0);
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.StartsWith("BatchNormInference:"));
    }

    [Test]
    public void OverwritingAfterTheBackwardPassIsFine()
    {
        Variable x = Leaf.Of(1, 2);
        for (int step = 0; step < 2; step++)
        {
            using var tape = Tape.Begin();
            x.ZeroGradient();
            x.Square().Sum().Backward();
            x.Value.CopyFrom(x.Value - x.Gradient! * 0.25);
        }

        Assert.That(x.Numbers(), Is.EqualTo([0.25, 0.5]));
    }
}
