using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>An activation that may overwrite its input does so where nobody needs it, and nowhere else.</summary>
internal sealed class InPlaceTests
{
    [Test]
    public void TheResultTakesTheMemoryAndTheSameNumbers([Values] bool isRecorded)
    {
        using var tape = Tape.Begin();
        using NoGrad? constant = isRecorded ? null : NoGrad.Begin();
        Variable x = Leaf.Of(1, -2, 0, 4), sum = x + 3 * x;
        double[] expected = sum.LeakyRelu(0.25).Numbers();
        var buffer = sum.Value.Data.Buffer;
        Variable y = sum.LeakyRelu(0.25, inPlace: true);
        Assert.That(y.Value.Data.Buffer, Is.SameAs(buffer));
        Assert.That(y.Numbers(), Is.EqualTo(expected));
        Assert.That(
            () => sum.Numbers(),
            Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("leaky_relu had overwritten it in place"));
        Assert.That(() => sum.Exp(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void WhatIsGivenBackIsUsedAgain([Values] bool isRecorded)
    {
        using var tape = Tape.Begin();
        using NoGrad? constant = isRecorded ? null : NoGrad.Begin();
        Variable x = Leaf.Of([1, 1, 2, 2], 1, 2, 3, 6), product = 2 * x;
        Variable mean = Functions.AveragePool2d(product, new Adversa.Kernels.Sources.Pool2dGeometry(1, 2, 2, 2, 2, 2, 2, 0, 0));
        product.GiveBack();
        Assert.That(() => product.Numbers(), Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("given it back"));
        Assert.That(mean.Numbers(), Is.EqualTo([6.0]));
        if (!isRecorded) return;
        mean.Sum().Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([0.5, 0.5, 0.5, 0.5]));
    }

    [Test]
    public void WhatIsNeededIsNotGivenBack()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, -2), constant = new(Tensor.From([3.0, -4.0]));
        Variable square = x.Square(), sum = x + 1, view = sum.Reshape([1, 2]), input = 2 * x;
        Variable loss = (input.Square() + square).Sum();
        foreach (Variable variable in new[] { x, constant, sum, view, input }) variable.GiveBack();
        Assert.That(view.Numbers().Concat(constant.Numbers()).Concat(input.Numbers()), Is.EqualTo([2.0, -1, 3, -4, 2, -4]));
        loss.Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([10.0, -20]));
    }

    [Test]
    public void InputsOfTheProgramStay()
    {
        using var tape = Tape.Begin();
        Variable leaf = Leaf.Of(1, -2), constant = new(Tensor.From([3.0, -4.0]));
        _ = (leaf.Relu(inPlace: true), constant.Relu(inPlace: true), constant.Detach().Relu(inPlace: true));
        Assert.That(leaf.Numbers().Concat(constant.Numbers()), Is.EqualTo([1.0, -2, 3, -4]));
    }

    [Test]
    public void WhatAGradientNeedsStays()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, -2);
        Variable output = x.Tanh(), input = 2 * x, square = input.Square();
        Variable loss = (output.Relu(inPlace: true) + square + input.Relu(inPlace: true)).Sum();
        Assert.That(output.Numbers(), Is.EqualTo([Math.Tanh(1), Math.Tanh(-2)]).Within(1e-15));
        Assert.That(input.Numbers(), Is.EqualTo([2.0, -4]));
        loss.Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([1 - Math.Pow(Math.Tanh(1), 2) + 8 + 2, -16]).Within(1e-14));
    }

    [Test]
    public void WhatAViewLooksAtStays()
    {
        using var tape = Tape.Begin();
        Variable sum = Leaf.Of([2, 2], 1, -2, 3, -4) + 1, view = sum.Reshape([4]);
        _ = view.Relu(inPlace: true);
        _ = sum.Relu(inPlace: true);
        Assert.That(view.Numbers().Concat(sum.Numbers()), Is.EqualTo([2.0, -1, 4, -3, 2, -1, 4, -3]));
    }

    /// <summary>A consumer that came before has what it needs; one that comes afterwards is refused.</summary>
    [Test]
    public void OfTwoConsumersTheLaterOneIsRefused()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, -2), shared = 2 * x;
        Variable first = shared + 1, second = shared.Relu(inPlace: true);
        Assert.That(() => shared * 3, Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("in place"));
        (first.Square() + second).Sum().Backward();

        // d/dx ((2x + 1)² + relu(2x)) = 4(2x + 1) + 2·[x > 0]
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([14.0, -12]));
    }

    [Test]
    public void ANegativeSlopeNeedsTheInput()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, -2), sum = x + x;
        sum.LeakyRelu(-0.5, inPlace: true).Sum().Backward(retainGraph: true);
        Assert.That(sum.Numbers(), Is.EqualTo([2.0, -4]));
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([2.0, -1]));
    }

    [Test]
    public void ASumGivesBothBranchesBack()
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, -2), a = 2 * x, b = 3 * x, needed = x.Exp();
        var buffer = a.Value.Data.Buffer;
        Variable sum = Functions.Add(Functions.Add(a, b, inPlace: true), needed, inPlace: true);
        Assert.That(sum.Value.Data.Buffer, Is.SameAs(buffer));
        Assert.That(sum.Numbers(), Is.EqualTo([5 + Math.Exp(1), -10 + Math.Exp(-2)]).Within(1e-14));
        Assert.That((a.Value.IsDisposed, b.Value.IsDisposed, needed.Value.IsDisposed), Is.EqualTo((true, true, false)));
        Assert.That(() => b.Numbers(), Throws.TypeOf<ObjectDisposedException>().With.Message.Contains("Add had given it back"));
        sum.Sum().Backward();
        Assert.That(x.Gradient!.ToArray<double>(), Is.EqualTo([5 + Math.Exp(1), 5 + Math.Exp(-2)]).Within(1e-14));
    }

    /// <summary>A network with and one without gives the same bits, first and second derivatives included.</summary>
    [Test]
    public void ANetworkGivesTheSameBits()
    {
        double[] Run(bool inPlace)
        {
            using var tape = Tape.Begin();
            var random = new RandomGenerator(11);
            var options = new ModuleOptions { Random = random };
            using var network = new Sequential(
                new Conv2d(2, 5, 3, padding: 1, options: options), new LeakyReLU(0.2, inPlace),
                new Conv2d(5, 4, 4, stride: 2, padding: 1, options: options), new ReLU(inPlace), new Flatten());
            var x = new Variable(random.Normal([3, 2, 6, 6]), requiresGrad: true);
            Variable slope = Gradients.Of(network.Forward(x).Square(), x, createGraph: true);
            slope.Square().Sum().Backward();
            return [.. network.Parameters.SelectMany(parameter => parameter.Gradient!.ToDoubles()), .. x.Gradient!.ToDoubles()];
        }

        double[] expected = Run(inPlace: false);
        Assert.That(expected.Any(number => number != 0));
        Assert.That(Run(inPlace: true), Is.EqualTo(expected));
    }

    /// <summary>
    /// x + relu(x) passes one gradient to both; the one that the caller asks for must not be overwritten either.
    /// </summary>
    [Test]
    public void AGradientOfSeveralVariablesStays([Values] bool createGraph)
    {
        using var tape = Tape.Begin();
        Variable x = Leaf.Of(1, -2), y = 3 * x, z = y.Relu(), sum = z + y;
        Variable[] gradients = Gradients.Of([(sum * sum).Sum()], [sum, z, y, x], createGraph);
        Assert.That(gradients[0].Numbers(), Is.EqualTo([12.0, -12]));
        Assert.That(gradients[1].Numbers(), Is.EqualTo([12.0, -12]));
        Assert.That(gradients[2].Numbers(), Is.EqualTo([24.0, -12]));
        Assert.That(gradients[3].Numbers(), Is.EqualTo([72.0, -36]));
    }

    [Test]
    public void ABackwardPassOverwritesItsGradients([Values] bool createGraph)
    {
        const int count = 1 << 14;
        using var device = new CpuDevice(threads: 1);
        using var tape = Tape.Begin();
        var x = new Variable(Tensor.Full([count], 0.5, DType.Float64, device), requiresGrad: true);
        Variable y = x;
        for (int layer = 0; layer < 10; layer++) y = (2 * y).LeakyRelu(0.5, inPlace: true);
        long before = device.Memory.Statistics.BytesInUse;
        Gradients.Of(y.Sum(), x, createGraph, retainGraph: true);

        // With a graph the results of the ten products by 2 stay, and serve the ten activations; without, the last one does.
        long kept = createGraph ? 11 : 1;
        Assert.That(device.Memory.Statistics.BytesInUse - before, Is.LessThanOrEqualTo((kept + 0.5) * count * sizeof(double)));
    }
}
