using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>Variable.Backward: where gradients are collected, and what is recorded at all.</summary>
internal sealed class BackwardTests
{
    [Test]
    public void GradientsAddUpUntilZeroed()
    {
        Variable x = Leaf.Of(1, -2);
        for (int pass = 0; pass < 2; pass++)
        {
            using var tape = Tape.Begin();
            x.Square().Sum().Backward();
        }

        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([4.0, -8.0]));
        x.ZeroGradient();
        Assert.That(x.Gradient, Is.Null);

        using (Tape.Begin()) (3 * x).Sum().Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([3.0, 3.0]));
    }

    [Test]
    public void GradientIsItsOwnMemory()
    {
        Variable a = Leaf.Of(1, 2), b = Leaf.Of(3, 4);
        using (Tape.Begin())
        {
            // Both receive the same gradient; each keeps its own.
            (a + b).Sum().Backward();
            a.Sum().Backward();
        }

        Assert.That(a.Gradient!.ToArray<double>(), Is.EqualTo([2.0, 2.0]));
        Assert.That(b.Gradient!.ToArray<double>(), Is.EqualTo([1.0, 1.0]));
    }

    [Test]
    public void OtherLeavesThanTheGivenOnesGetNothing()
    {
        using var tape = Tape.Begin();
        Variable a = Leaf.Of(1, 2), b = Leaf.Of(3, 4);
        (a * b).Sum().Backward([a]);
        Assert.That(a.Gradient!.ToArray<double>(), Is.EqualTo([3.0, 4.0]));
        Assert.That(b.Gradient, Is.Null);
    }

    [Test]
    public void NothingIsComputedForOtherLeaves()
    {
        // As when a generator trains: the discriminator's weight needs a gradient in the graph, but not in this pass. To
        // compute it would need the input as it was.
        using var tape = Tape.Begin();
        Variable image = Leaf.Of([1, 2], 1, 2), weight = Leaf.Of([3, 2], 1, 2, 3, 4, 5, 6);
        Variable loss = image.Linear(weight).Sum();
        image.Value.Fill(0);
        loss.Backward([image], retainGraph: true);
        Assert.That(image.Gradient!.ToArray<double>(), Is.EqualTo([9.0, 12.0]));
        Assert.That(() => loss.Backward([weight]), Throws.InvalidOperationException.With.Message.Contains("overwritten"));
    }

    [Test]
    public void LeafThatTheLossDoesNotDependOnKeepsNoGradient()
    {
        using var tape = Tape.Begin();
        Variable a = Leaf.Of(1, 2), b = Leaf.Of(3, 4);
        a.Sum().Backward([a, b]);
        Assert.That(b.Gradient, Is.Null);
    }

    [Test]
    public void OnlyLeavesThatRequireAGradientCollectOne()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        Variable middle = x.Exp(), constant = x.Detach();
        Assert.That(() => middle.Sum().Backward([middle]), Throws.ArgumentException.With.Message.Contains("Gradients.Of"));
        Assert.That(
            () => middle.Sum().Backward([constant]), Throws.ArgumentException.With.Message.Contains("requires no gradient"));
    }

    [Test]
    public void LossMustBeOneNumber()
    {
        using var tape = Tape.Begin();
        Variable y = Leaf.Of(1, 2).Exp();
        Assert.That(
            () => y.Backward(),
            Throws.InvalidOperationException.With.Message.Contains("float64 [2]").And.Message.Contains("Mean"));
    }

    [Test]
    public void RetainGraphAllowsASecondPass()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(2);
        Variable loss = x.Power(3).Sum();
        loss.Backward(retainGraph: true);
        loss.Backward();
        Assert.That(x.Gradient!.Item(), Is.EqualTo(24));
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.Contains("retainGraph"));
    }

    [Test]
    public void NothingIsRecordedOutsideATape()
    {
        using TensorScope scope = TensorScope.Begin();
        Variable y = Leaf.Of(1, 2).Sum();
        Assert.That(y.RequiresGrad, Is.False);
        Assert.That(() => y.Backward(), Throws.InvalidOperationException.With.Message.Contains("Tape"));
    }

    [Test]
    public void NothingIsRecordedUnderNoGrad()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, 2);
        using (NoGrad.Begin())
        {
            using (NoGrad.Begin()) Assert.That(x.Exp().RequiresGrad, Is.False);
            Assert.That(x.Exp().RequiresGrad, Is.False);
            Assert.That(Tape.IsRecording, Is.False);
        }

        Assert.That(x.Exp().RequiresGrad, Is.True);
    }

    [Test]
    public void ConstantsAreNotRecorded()
    {
        using var tape = Tape.Begin();
        var x = new Variable(Tensor.From([1.0, 2.0]));
        Assert.That((x.Exp() * x).RequiresGrad, Is.False);
    }

    [Test]
    public void IntegersHaveNoGradient() =>
        Assert.That(
            () => new Variable(Tensor.From([1, 2]), requiresGrad: true),
            Throws.ArgumentException.With.Message.Contains("int32 [2]").And.Message.Contains("float32"));

    [Test]
    public void ResultsDoNotDependOnTheNumberOfThreads()
    {
        float[] OnThreads(int threads)
        {
            using var device = new CpuDevice(threads);
            var random = new RandomGenerator(7);
            using var tape = Tape.Begin();
            var x = new Variable(random.Normal([33, 257], device: device), requiresGrad: true);
            var w = new Variable(random.Normal([65, 257], device: device), requiresGrad: true);
            Variable loss = x.Linear(w).Tanh().Square().Mean();
            Variable gradient = Gradients.Of(loss, x, createGraph: true);
            return Gradients.Of(gradient.Square().Sum(), w).Value.ToArray<float>();
        }

        float[] one = OnThreads(1);
        Assert.That(one.Any(x => x != 0));
        Assert.That(OnThreads(2), Is.EqualTo(one));
        Assert.That(OnThreads(3), Is.EqualTo(one));
    }
}
