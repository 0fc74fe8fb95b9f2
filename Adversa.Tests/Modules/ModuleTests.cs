using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class ModuleTests
{
    // import torch; from torch import nn
    // net = nn.Module()
    // net.main = nn.Sequential(
    //     nn.ConvTranspose2d(5, 8, 4, bias=False), nn.BatchNorm2d(8), nn.ReLU(),
    //     nn.Sequential(nn.Conv2d(8, 3, 3), nn.BatchNorm2d(3, affine=False), nn.Dropout(0.1)),
    //     nn.Flatten(), nn.Linear(12, 7))
    // net.embed = nn.Embedding(10, 4)
    // for k, v in net.state_dict().items(): print(k, str(list(v.shape)).replace(' ', ''))
    private static readonly string[] PyTorchStateDict =
    [
        "main.0.weight [5,8,4,4]",
        "main.1.weight [8]",
        "main.1.bias [8]",
        "main.1.running_mean [8]",
        "main.1.running_var [8]",
        "main.1.num_batches_tracked []",
        "main.3.0.weight [3,8,3,3]",
        "main.3.0.bias [3]",
        "main.3.1.running_mean [3]",
        "main.3.1.running_var [3]",
        "main.3.1.num_batches_tracked []",
        "main.5.weight [7,12]",
        "main.5.bias [7]",
        "embed.weight [10,4]",
    ];

    [Test]
    public void StateDictionaryHasPyTorchsNamesShapesAndOrder()
    {
        using var network = new Network(Sample.Options());
        Assert.That(network.StateDict().Select(entry => $"{entry.Name} {entry.Shape}"), Is.EqualTo(PyTorchStateDict));
    }

    // print([n for n, _ in net.named_parameters()]); print([n for n, _ in net.named_buffers()])
    [Test]
    public void ParametersAndBuffersHavePyTorchsNamesAndOrder()
    {
        using var network = new Network(Sample.Options());
        string[] parameters =
        [
            "main.0.weight", "main.1.weight", "main.1.bias", "main.3.0.weight", "main.3.0.bias", "main.5.weight", "main.5.bias",
            "embed.weight",
        ];
        string[] buffers =
        [
            "main.1.running_mean", "main.1.running_var", "main.1.num_batches_tracked",
            "main.3.1.running_mean", "main.3.1.running_var", "main.3.1.num_batches_tracked",
        ];
        Assert.That(network.NamedParameters().Select(named => named.Name), Is.EqualTo(parameters));
        Assert.That(network.Parameters.Select(parameter => parameter.Name), Is.EqualTo(parameters), "names for messages");
        Assert.That(network.NamedBuffers().Select(named => named.Name), Is.EqualTo(buffers));
        Assert.That(network.NamedBuffers().Select(named => named.Buffer.Name), Is.EqualTo(buffers), "names for messages");
    }

    [Test]
    public void CountsWhatTrainingAdjusts()
    {
        using var network = new Network(Sample.Options());
        Assert.That(network.ParameterCount, Is.EqualTo(5 * 8 * 4 * 4 + 8 + 8 + 3 * 8 * 3 * 3 + 3 + 7 * 12 + 7 + 10 * 4));
    }

    [Test]
    public void TrainAndEvalReachEveryModule()
    {
        using var network = new Network(Sample.Options());
        Assert.That(network.Modules.Count(), Is.EqualTo(12));
        Assert.That(network.Modules.Select(module => module.IsTraining), Has.All.True);
        network.Eval();
        Assert.That(network.Modules.Select(module => module.IsTraining), Has.All.False);
        network.Train();
        Assert.That(network.Modules.Select(module => module.IsTraining), Has.All.True);
    }

    [Test]
    public void ForwardRunsTheLayersInOrder()
    {
        using TensorScope scope = TensorScope.Begin();
        using var network = new Network(Sample.Options());
        Assert.That(network.Forward(Sample.Normal([2, 5, 1, 1])).Shape, Is.EqualTo(Shape.Create([2, 7])));
    }

    [Test]
    public void ZeroGradientsForgetsAll()
    {
        using var network = new Linear(3, 2, options: Sample.Options());
        using (Tape.Begin()) network.Forward(Sample.Normal([4, 3])).Sum().Backward();
        Assert.That(network.Parameters.Select(parameter => parameter.Gradient), Has.None.Null);
        network.ZeroGradients();
        Assert.That(network.Parameters.Select(parameter => parameter.Gradient), Has.All.Null);
    }

    [Test]
    public void ASharedModuleHasItsParametersOnceAndItsStateTwice()
    {
        var shared = new Linear(2, 2, options: Sample.Options());
        using var network = new Sequential(shared, new Tanh(), shared);
        Assert.That(network.NamedParameters().Select(named => named.Name), Is.EqualTo(new[] { "0.weight", "0.bias" }));
        Assert.That(network.StateDict().Names, Is.EqualTo(new[] { "0.weight", "0.bias", "2.weight", "2.bias" }));
    }

    [Test]
    public void DisposeGivesAllMemoryBack()
    {
        using var device = new CpuDevice(threads: 1);
        var options = new ModuleOptions { Device = device };
        var network = new Network(options);
        using (Tape.Begin())
        {
            Variable x = new RandomGenerator(5).Normal([2, 5, 1, 1], device: device);
            network.Forward(x).Sum().Backward();
        }

        Assert.That(device.Memory.Statistics.BytesInUse, Is.Positive);
        network.Dispose();
        network.Dispose();
        Assert.That(device.Memory.Statistics.BytesInUse, Is.Zero);
    }

    [Test]
    public void ModulesOutliveTheScopeTheyAreMadeIn()
    {
        Linear linear;
        BatchNorm1d norm;
        using (TensorScope.Begin())
        {
            linear = new Linear(3, 2, options: Sample.Options());
            norm = new BatchNorm1d(2, affine: false, options: Sample.Options());
        }

        using (linear)
        using (norm)
        using (TensorScope.Begin())
            Assert.That(norm.Forward(linear.Forward(Sample.Normal([4, 3]))).Shape, Is.EqualTo(Shape.Create([4, 2])));
    }

    [TestCase("a.b")]
    [TestCase("")]
    [TestCase("main")]
    public void NamesOfPartsAreCheckedWhenRegistered(string name) =>
        Assert.That(() => new Misnamed(name), Throws.ArgumentException.With.Message.Contains($"'{name}'"));

    private sealed class Network : Module
    {
        private readonly Sequential _main;

        public Network(ModuleOptions options)
        {
            _main = Register("main", new Sequential(
                new ConvTranspose2d(5, 8, 4, bias: false, options: options), new BatchNorm2d(8, options: options), new ReLU(),
                new Sequential(
                    new Conv2d(8, 3, 3, options: options), new BatchNorm2d(3, affine: false, options: options),
                    new Dropout(0.1, options)),
                new Flatten(), new Linear(12, 7, options: options)));
            Register("embed", new Embedding(10, 4, options));
        }

        public override Variable Forward(Variable x) => _main.Forward(x);
    }

    private sealed class Misnamed : Module
    {
        public Misnamed(string name)
        {
            Register("main", new ReLU());
            Register(name, new ReLU());
        }

        public override Variable Forward(Variable x) => x;
    }
}
