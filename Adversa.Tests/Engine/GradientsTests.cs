using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>Gradients.Of: which inputs and outputs it takes, and derivatives of any order.</summary>
internal sealed class GradientsTests
{
    [Test]
    public void VariableUsedTwiceGetsTheSumOfBothGradients()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(2, -3);
        Assert.That(Gradients.Of((x * x + 5 * x).Sum(), x).Numbers(), Is.EqualTo([9.0, -1.0]));
    }

    [Test]
    public void SumOfGradientsLeavesTheSummandsAlone()
    {
        // x + x hands the same gradient to both inputs; adding them up in place must not change what y's other use receives.
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable y = 2 * x;
        Variable[] gradients = Gradients.Of([((y + y) * 3).Sum(), y.Sum()], [x, y]);
        Assert.That(gradients[0].Numbers(), Is.EqualTo([14.0, 14.0]));
        Assert.That(gradients[1].Numbers(), Is.EqualTo([7.0, 7.0]));
    }

    [Test]
    public void InputMayBeInTheMiddleOfTheGraph()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2, 3);
        Variable middle = x.Square();
        Variable y = (middle * x).Sum();
        Variable[] gradients = Gradients.Of([y], [middle, x], retainGraph: true);
        Assert.That(gradients[0].Numbers(), Is.EqualTo([1.0, 2, 3]));
        Assert.That(gradients[1].Numbers(), Is.EqualTo([3.0, 12, 27]));
    }

    [Test]
    public void WhatLiesBeforeTheInputIsNotReleased()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable middle = x.Square();
        Gradients.Of(middle.Exp().Sum(), middle);
        Assert.That(Gradients.Of(middle.Sum(), x).Numbers(), Is.EqualTo([2.0, 4.0]));
    }

    [Test]
    public void OutputMayBeTheInput()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(4, 5);
        Assert.That(Gradients.Of(x, x).Numbers(), Is.EqualTo([1.0, 1.0]));
    }

    [Test]
    public void UnusedInputIsNamed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), unused = Leaf.Of(1, 2, 3);
        unused.Value.Name = "style.weight";
        Assert.That(
            () => Gradients.Of([x.Sum()], [x, unused]),
            Throws.InvalidOperationException.With.Message.Contains("input 1, float64 [3] 'style.weight'")
                .And.Message.Contains("allowUnused"));
    }

    [Test]
    public void UnusedInputMayHaveZeros()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2), unused = Leaf.Of(1, 2, 3);
        Assert.That(Gradients.Of([x.Sum()], [unused, x], allowUnused: true)[0].Numbers(), Is.EqualTo(new double[3]));
    }

    [Test]
    public void DetachStopsTheGradient()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(3, 4);
        Assert.That(Gradients.Of((x * x.Detach()).Sum(), x).Numbers(), Is.EqualTo([3.0, 4.0]));
    }

    [Test]
    public void ThirdDerivativeOfTanh()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(-1.5, -0.25, 0, 0.5, 2);
        Variable y = x.Tanh();
        Variable derivative = y;
        for (int order = 0; order < 3; order++) derivative = Gradients.Of(derivative.Sum(), x, createGraph: true);
        double[] expected = [.. y.Numbers().Select(t => (1 - t * t) * (6 * t * t - 2))];
        Assert.That(derivative.Numbers(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void FourthDerivativeOfAProduct()
    {
        // d⁴/dx⁴ of x³·eˣ = (x³ + 12x² + 36x + 24)·eˣ.
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(-1, 0.5, 1.25);
        Variable derivative = x.Power(3) * x.Exp();
        for (int order = 0; order < 4; order++) derivative = Gradients.Of(derivative.Sum(), x, createGraph: true);
        double[] expected = [.. x.Numbers().Select(v => (v * v * v + 12 * v * v + 36 * v + 24) * Math.Exp(v))];
        Assert.That(derivative.Numbers(), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void GradientsWithoutGraphAreConstants()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable gradient = Gradients.Of(x.Square().Sum(), x);
        Assert.That(gradient.RequiresGrad, Is.False);
        Assert.That(
            () => Gradients.Of(gradient.Sum(), x), Throws.InvalidOperationException.With.Message.Contains("no output depends"));
    }

    [Test]
    public void AGraphOfTheGradientNeedsRecording()
    {
        Variable x = Leaf.Of(1, 2), y;
        using (Tape.Begin())
        {
            y = x.Square().Sum();
            using NoGrad off = NoGrad.Begin();
            Assert.That(
                () => Gradients.Of(y, x, createGraph: true),
                Throws.InvalidOperationException.With.Message.Contains("recording is off").And.Message.Contains("NoGrad"));
        }

        Assert.That(
            () => Gradients.Of(y, x, createGraph: true), Throws.InvalidOperationException.With.Message.Contains("Tape"));
    }

    [Test]
    public void ReleasedGraphIsNamed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable y = x.Exp().Sum();
        Gradients.Of(y, x);
        Assert.That(
            () => Gradients.Of(y, x),
            Throws.InvalidOperationException.With.Message.StartsWith("Sum:").And.Message.Contains("released")
                .And.Message.Contains("retainGraph"));
    }

    [Test]
    public void SharedPartOfAReleasedGraphIsNamed()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable shared = x.Exp(), sum = shared.Sum(), mean = shared.Mean();
        Gradients.Of(sum, x);
        Assert.That(() => Gradients.Of(mean, x), Throws.InvalidOperationException.With.Message.StartsWith("Exp:"));
    }

    [Test]
    public void RetainedGraphGivesTheSameAgain()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable y = (x.Exp() * x).Sum();
        double[] first = Gradients.Of(y, x, retainGraph: true).Numbers();
        Assert.That(Gradients.Of(y, x).Numbers(), Is.EqualTo(first));
    }

    [Test]
    public void AGraphMayBeRecordedOnSeveralThreads()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(2, 3);
        Variable y = x.Square();
        Variable? z = null;
        var other = new Thread(() =>
        {
            using var otherTape = Tape.Begin();
            z = y.Square();
            TensorScope.Release(z.Value);
        });
        other.Start();
        other.Join();

        // x⁴: the other thread's first call comes after all of this thread's.
        using Tensor value = z!.Value;
        Assert.That(Gradients.Of(z.Sum(), x).Numbers(), Is.EqualTo([32.0, 108.0]));
    }

    [Test]
    public void DeepGraphsNeedNoDeepStack()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1);
        Variable y = x;
        for (int i = 0; i < 20_000; i++) y += 1.0;
        Assert.That(Gradients.Of(y, x).Item(), Is.EqualTo(1));
    }
}
