using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Optimizers;

internal sealed class OptimizerTests
{
    [Test]
    public void GatheredParametersKeepTheirValuesAndGradients()
    {
        using Parameter a = Of("a", 1, 2, 3), b = Of("b", 4);
        a.SetGradient([5, 6, 7]);
        using var optimizer = new Sgd([a, b], learningRate: 1);
        Assert.That(a.Elements(), Is.EqualTo(new[] { 1.0, 2, 3 }));
        Assert.That(a.Gradient!.ToArray<double>(), Is.EqualTo(new[] { 5.0, 6, 7 }));
        Assert.That(b.Gradient, Is.Null);
        Assert.That((a.Name, b.Name), Is.EqualTo(("a", "b")));

        // Each on a boundary of 64 bytes, 8 numbers, with zeros between.
        double[] flat = [1, 2, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0];
        Assert.That(optimizer.FlatParameters.ToArray<double>(), Is.EqualTo(flat));
        Assert.That((a.Value.Data.Offset, b.Value.Data.Offset), Is.EqualTo((0, 8)));
    }

    [Test]
    public void GapsStayZero()
    {
        using Parameter a = Of("a", 1, 2, 3), b = Of("b", 4);
        foreach (Func<Optimizer> create in new Func<Optimizer>[]
                 {
                     () => new Adam([a, b], weightDecay: 0.1), () => new Sgd([a, b], momentum: 0.9, weightDecay: 0.1),
                     () => new RmsProp([a, b], weightDecay: 0.1, momentum: 0.9),
                 })
        {
            using Optimizer optimizer = create();
            a.SetGradient([1, 2, 3]);
            b.SetGradient([4]);
            optimizer.Step();
            double[] flat = optimizer.FlatParameters.ToArray<double>();
            Assert.That(flat[3..8].Concat(flat[9..]), Has.All.Zero);
        }
    }

    [Test]
    public void SkipsParametersWithoutAGradient()
    {
        using Parameter a = Of("a", 1, 2), b = Of("b", 3), c = Of("c", 4);
        using var optimizer = new Adam([a, b, c], learningRate: 0.1, weightDecay: 0.5);
        a.SetGradient([1, -3]);
        c.SetGradient([1]);
        optimizer.Step();
        StateDict state = optimizer.StateDict();
        Assert.That(b.Elements()[0], Is.EqualTo(3));
        Assert.That(state.Values<long>("b.step")[0], Is.Zero);
        Assert.That(state.Values<double>("b.exp_avg")[0], Is.Zero);
        Assert.That(state.Values<long>("a.step")[0], Is.EqualTo(1));
        Assert.That(a.Elements(), Has.None.EqualTo(1).And.None.EqualTo(2));
        Assert.That(c.Elements()[0], Is.Not.EqualTo(4));

        // A gradient that was forgotten is none, though its numbers still lie in the buffer.
        double[] before = a.Elements();
        optimizer.ZeroGradients();
        optimizer.Step();
        Assert.That(a.Elements(), Is.EqualTo(before));
    }

    [Test]
    public void AParameterThatJoinsLaterIsCorrectedByItsOwnCount()
    {
        using Parameter a = Of("a", 1), b = Of("b", 2), alone = Of("b", 2);
        using Optimizer both = new Adam([a, b], 0.1), single = new Adam([alone], 0.1);
        for (int step = 0; step < 6; step++)
        {
            both.ZeroGradients();
            single.ZeroGradients();
            a.SetGradient([0.3]);
            if (step >= 3)
            {
                b.SetGradient([step]);
                alone.SetGradient([step]);
            }

            both.Step();
            single.Step();
        }

        Assert.That(b.Elements(), Is.EqualTo(alone.Elements()));
    }

    [Test]
    public void StateHasPyTorchsNames()
    {
        using var network = new Sequential(new Linear(2, 3));
        using (var adam = new Adam(network.Parameters))
        {
            Assert.That(adam.StateDict().Select(entry => $"{entry.Name} {entry.Shape}"), Is.EqualTo(new[]
            {
                "0.weight.step []", "0.weight.exp_avg [3,2]", "0.weight.exp_avg_sq [3,2]",
                "0.bias.step []", "0.bias.exp_avg [3]", "0.bias.exp_avg_sq [3]",
            }));
        }

        using (var sgd = new Sgd(network.Parameters))
            Assert.That(sgd.StateDict().Names, Does.Contain("0.bias.momentum_buffer"));
        using (var rmsProp = new RmsProp(network.Parameters))
            Assert.That(rmsProp.StateDict().Names, Does.Contain("0.bias.square_avg").And.Contain("0.bias.momentum_buffer"));
    }

    [TestCase(typeof(Adam))]
    [TestCase(typeof(Sgd))]
    [TestCase(typeof(RmsProp))]
    public void GoesOnFromALoadedStateToTheBit(Type type)
    {
        using Sequential network = Network(), copy = Network();
        using Optimizer optimizer = Create(type, network.Parameters), resumed = Create(type, copy.Parameters);
        for (int step = 0; step < 3; step++) Train(network, optimizer, step);
        copy.LoadStateDict(network.StateDict());
        resumed.LoadStateDict(optimizer.StateDict());
        for (int step = 3; step < 6; step++)
        {
            Train(network, optimizer, step);
            Train(copy, resumed, step);
        }

        Assert.That(resumed.FlatParameters.ToArray<float>(), Is.EqualTo(optimizer.FlatParameters.ToArray<float>()));
    }

    [Test]
    public void AStateThatDoesNotFitChangesNothing()
    {
        using Parameter a = Of("a", 1, 2), other = Of("b", 1, 2, 3);
        using Optimizer optimizer = new Adam([a]), foreign = new Adam([other]);
        a.SetGradient([1, 2]);
        optimizer.Step();
        byte[][] before = optimizer.StateDict().Elements();
        Assert.That(() => optimizer.LoadStateDict(foreign.StateDict()), Throws.ArgumentException.With.Message.EqualTo(
            "Adam: the state does not fit, and nothing was loaded: a.step [] is missing; a.exp_avg [2] is missing; " +
            "a.exp_avg_sq [2] is missing; b.step [] is unexpected; and 2 more"));
        Assert.That(optimizer.StateDict().Elements(), Is.EqualTo(before));
    }

    [Test]
    public void AStepBetweenForwardAndBackwardIsNoticed()
    {
        using Parameter a = Of("a", 1, 2);
        using var optimizer = new Sgd([a]);
        using Tape tape = Tape.Begin();
        a.SetGradient([1, 1]);
        Variable loss = a.Square().Sum();
        optimizer.Step();
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.Contains("float64 [2] 'a'"));
    }

    [Test]
    public void AStepDoesNotTouchWhatWasSavedOfSkippedParameters()
    {
        using Parameter a = Of("a", 1), b = Of("b", 2), c = Of("c", 3);
        using var optimizer = new Sgd([a, b, c]);
        using Tape tape = Tape.Begin();
        a.SetGradient([1]);
        c.SetGradient([1]);
        Variable loss = b.Square().Sum(), changed = c.Square().Sum();
        optimizer.Step();
        loss.Backward([b], retainGraph: true);
        Assert.That(b.Gradient!.Item(), Is.EqualTo(4));
        Assert.That(() => changed.Backward(), Throws.InvalidOperationException.With.Message.Contains("'c'"));

        optimizer.FlatParameters.Fill(0);
        Assert.That(() => loss.Backward(), Throws.InvalidOperationException.With.Message.Contains("'b'"));
    }

    [Test]
    public void RefusesWhatItCannotGather()
    {
        using Parameter a = Of("a", 1), sameName = Of("a", 2), single = new(Tensor.Zeros([1]));
        Assert.That(() => new Adam([]), Throws.ArgumentException.With.Message.EqualTo("Adam: there are no parameters to train."));
        Assert.That(() => new Adam([a, a]), Throws.ArgumentException.With.Message.EqualTo("Adam: float64 [1] 'a' comes twice."));
        Assert.That(() => new Adam([a, sameName]), Throws.ArgumentException.With.Message.StartsWith(
            "Adam: float64 [1] 'a' has the name of another parameter;"));
        Assert.That(() => new Adam([a, single]), Throws.ArgumentException.With.Message.Contains("do not fit into one buffer"));
        using (new Adam([a]))
        {
            Assert.That(() => new Sgd([a]), Throws.ArgumentException.With.Message.EqualTo(
                "Sgd: float64 [1] 'a' belongs to another optimizer; dispose that one first."));
        }

        using var next = new Sgd([a], learningRate: 1);
        a.SetGradient([0.25]);
        next.Step();
        Assert.That(a.Elements()[0], Is.EqualTo(0.75));
    }

    [Test]
    public void DisposeGivesAllMemoryBackInAnyOrder([Values] bool optimizerFirst)
    {
        using var device = new CpuDevice(threads: 1);
        Sequential network = Network(device);
        Optimizer optimizer = Create(typeof(Adam), network.Parameters);
        Train(network, optimizer, 0);
        IDisposable[] order = optimizerFirst ? [optimizer, network] : [network, optimizer];
        foreach (IDisposable part in order) part.Dispose();
        Assert.That(device.Memory.Statistics.BytesInUse, Is.Zero);
    }

    [Test]
    public void AStepAllocatesNoDeviceMemoryAndLittleElse()
    {
        const int Count = 40, Rounds = 100;
        using var device = new CpuDevice(threads: 1);
        var options = new ModuleOptions { Device = device };
        IEnumerable<Module> layers = Enumerable.Range(0, Count).Select(_ => new Linear(2, 2, options: options));
        using var network = new Sequential([.. layers]);
        using Optimizer optimizer = Create(typeof(Adam), network.Parameters);
        Train(network, optimizer, 0);
        optimizer.Step();
        long misses = device.Memory.Statistics.Misses, before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++) optimizer.Step();

        // One launch, whose operands are a small array: far less than an object for each of the 80 parameters.
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, Is.LessThan(1024));
        Assert.That(device.Memory.Statistics.Misses, Is.EqualTo(misses));
    }

    [Test]
    public void TrainsToTheSameBitsOnAnyNumberOfThreads()
    {
        float[][] trained =
        [
            .. new[] { 1, 2, 3 }.Select(threads =>
            {
                using var device = new CpuDevice(threads);
                using Sequential network = Network(device);
                using Optimizer optimizer = Create(typeof(Adam), network.Parameters);
                for (int step = 0; step < 3; step++) Train(network, optimizer, step);
                return optimizer.FlatParameters.ToArray<float>();
            }),
        ];
        Assert.That(trained[1], Is.EqualTo(trained[0]));
        Assert.That(trained[2], Is.EqualTo(trained[0]));
        Assert.That(trained[0], Has.All.Not.NaN);
    }

    private static Parameter Of(string name, params double[] elements) => new(Tensor.From(elements)) { Name = name };

    private static Optimizer Create(Type type, IEnumerable<Parameter> parameters) =>
        type == typeof(Adam) ? new Adam(parameters, 0.01)
        : type == typeof(Sgd) ? new Sgd(parameters, 0.01, momentum: 0.9, dampening: 0.1)
        : new RmsProp(parameters, 0.01, momentum: 0.5);

    private static Sequential Network(Device? device = null)
    {
        var options = new ModuleOptions { Device = device, Random = new RandomGenerator(5) };
        return new Sequential(
            new Conv2d(2, 5, 3, padding: 1, options: options), new BatchNorm2d(5, options: options), new LeakyReLU(0.2),
            new Flatten(), new Linear(5 * 4 * 4, 3, options: options));
    }

    private static void Train(Module network, Optimizer optimizer, int step)
    {
        using Tape tape = Tape.Begin();
        optimizer.ZeroGradients();
        Device device = optimizer.FlatParameters.Device;
        Shape shape = network.Parameters.First().Shape.Rank == 4 ? [6, 2, 4, 4] : [6, 2];
        Variable x = new RandomGenerator((ulong)step, stream: 9).Normal(shape, type: DType.Float32, device: device);
        network.Forward(x).Square().Mean().Backward();
        optimizer.Step();
    }
}
