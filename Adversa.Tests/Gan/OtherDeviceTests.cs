using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Data;
using Adversa.Gan.Metrics;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan;

/// <summary>Whoever names a device computes there alone: the default device is never asked for memory.</summary>
[NonParallelizable]
public sealed class OtherDeviceTests
{
    private long _before;

    private static long Requests
    {
        get
        {
            MemoryStatistics memory = DeviceList.Default.Memory.Statistics;
            return memory.Hits + memory.Misses;
        }
    }

    [SetUp]
    public void CountRequests() => _before = Requests;

    [TearDown]
    public void TheDefaultDeviceWasNotUsed() => Assert.That(Requests, Is.EqualTo(_before), "requests of the default device");

    [TestCaseSource(typeof(SmallTraining), nameof(SmallTraining.Names))]
    public void TrainsAndSamples(string name)
    {
        TrainingOptions options = SmallTraining.All[name];
        using var device = new CpuDevice(threads: 1);
        using var trainer = new GanTrainer(options, device: device);
        using var other = new GanTrainer(options with { Seed = options.Seed + 1 }, device: device);
        using TensorScope scope = TensorScope.Begin();
        Func<Samples> next = SmallTraining.Batches(options, device);
        for (int step = 0; step < 2; step++) Assert.That(trainer.Step(next).AreFinite, Is.True);
        other.Load(trainer.State());
        Assert.That(other.Step(next).AreFinite, Is.True);
        float[] samples = new Sampler(trainer.SampledGenerator, options.Network, device).Generate(count: 3, seed: 2);
        Assert.That(samples, Has.All.Matches<float>(float.IsFinite));
    }

    /// <summary>A run opens a device of its own by name.</summary>
    [TestCase("dcgan")]
    [TestCase("projection")]
    [TestCase("gaussians-8")]
    public void RunsAreResumedAndSampled(string recipe)
    {
        using var folder = new TemporaryFolder();
        TrainingOptions options = SmallTraining.All[recipe] with
        {
            Channels = 0,
            Classes = 0,
            Average = 0.9,
            Steps = 4,
            SampleEvery = 2,
            CheckpointEvery = 2,
        };
        using (TrainingRun first = TrainingRun.Start(options, folder["run"])) first.Train(stopAfter: 2);
        using (TrainingRun rest = TrainingRun.Resume(folder["run"])) rest.Train();
        using var device = new CpuDevice(threads: 1);
        using TrainedGenerator trained = TrainedGenerator.Open(folder["run"], device);
        if (recipe == "dcgan") trained.UseStandingStatistics(batches: 2, seed: 1);
        Assert.That(trained.Picture(count: 4, seed: 1).Pixels, Is.Not.Empty);
    }

    [Test]
    public void ClassifiersAreTrainedAndOpened()
    {
        using var folder = new TemporaryFolder();
        using var device = new CpuDevice(threads: 1);
        var data = new ShapesDataSet(16, 16, channels: 1, count: 40);
        using Classifier trained = new ClassifierTraining(data, new ClassifierOptions { Epochs = 1, Batch = 8 }).Run(device);
        trained.Save(folder["classifier.safetensors"]);
        using Classifier opened = Classifier.Open(folder["classifier.safetensors"], device);
        Assert.That(opened.Accuracy(data), Is.EqualTo(trained.Accuracy(data)));
    }

    /// <summary>What networks of the recipes leave out.</summary>
    [Test]
    public void LayersAndInitializationsStayOnTheirDevice()
    {
        using var device = new CpuDevice(threads: 1);
        using TensorScope scope = TensorScope.Begin();
        var options = new ModuleOptions { Device = device, Random = new RandomGenerator(1) };
        using var network = new Sequential(
            SpectralNorm.Of(new Conv2d(2, 4, 3, options: options), options: options),
            new GroupNorm(2, 4, options: options),
            new Dropout(0.5, options),
            new Flatten(),
            WeightNorm.Of(new Linear(16, 6, options: options)),
            new LayerNorm([6], options: options));
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Shape.Rank > 1))
            Initialization.Orthogonal(parameter, options.Random);
        Tensor x = options.Random.Normal([3, 2, 4, 4], device: device);
        using Tape tape = Tape.Begin();
        network.Forward(x).Square().Sum().Backward();
        Assert.That(network.Parameters.Select(parameter => parameter.Gradient!.Device), Has.All.SameAs(device));
        network.LoadStateDict(network.StateDict());
    }
}
