using Adversa.Autograd;
using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Training;

/// <summary>Classes on their way from the data through both networks to the samples.</summary>
internal sealed class ConditionalTrainingTests
{
    private static readonly TrainingOptions Options = new()
    {
        Size = 16,
        Features = 4,
        Latent = 8,
        Batch = 8,
        Steps = 3,
        CheckpointEvery = 10,
        SampleEvery = 10,
        Conditioning = Conditioning.Concatenation,
    };

    [Test]
    public void TheDataDecidesHowManyClassesThereAre()
    {
        using var folder = new TemporaryFolder();
        using TrainingRun run = TrainingRun.Start(Options, folder["run"]);
        run.Train();
        using TrainedGenerator trained = TrainedGenerator.Open(folder["run"]);
        Assert.That(run.Options.Classes, Is.EqualTo(run.Data.ClassCount));
        Assert.That(trained.Sampler.Classes, Is.EqualTo(run.Data.ClassCount));
    }

    [Test]
    public void OtherClassesThanTheDataHasAreRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.That(
            () => TrainingRun.Start(Options with { Classes = 17 }, folder["run"]),
            Throws.ArgumentException.With.Message.Contains("classes: found 17"));
    }

    /// <summary>Without a label the classes come in turn; with one, all samples have it; the noise is the same.</summary>
    [TestCase(Conditioning.Concatenation)]
    [TestCase(Conditioning.Auxiliary)]
    [TestCase(Conditioning.Projection)]
    public void SamplesHaveTheClassThatIsAskedFor(Conditioning conditioning)
    {
        using var trainer = new GanTrainer(Options with { Conditioning = conditioning, Channels = 3, Classes = 3 });
        NetworkOptions networks = new("dcgan", 16, 3, 4, 8) { Conditioning = conditioning, Classes = 3 };

        // Freshly made, conditional batch normalization is the same for all classes.
        foreach (Parameter parameter in trainer.Generator.Parameters)
        {
            using TensorScope scope = TensorScope.Begin();
            parameter.Value.CopyFrom(new RandomGenerator(5).Normal(parameter.Shape, 0, 0.3));
        }

        var sampler = new Sampler(trainer.Generator, networks, DeviceOf(trainer));
        float[] turns = sampler.Generate(6, seed: 2);
        int length = turns.Length / 6;
        for (int label = 0; label < 3; label++)
        {
            float[] same = sampler.Generate(6, seed: 2, label);
            for (int i = 0; i < 6; i++)
            {
                bool isEqual = same.AsSpan(i * length, length).SequenceEqual(turns.AsSpan(i * length, length));
                Assert.That(isEqual, Is.EqualTo(i % 3 == label), $"sample {i} for label {label}");
            }
        }

        static Device DeviceOf(GanTrainer trainer) => trainer.Generator.Parameters.First().Value.Device;
    }

    /// <summary>A discriminator that is told classes learns something else when they are mixed up.</summary>
    [TestCase(Conditioning.Concatenation)]
    [TestCase(Conditioning.Auxiliary)]
    [TestCase(Conditioning.Projection)]
    public void LabelsReachTheDiscriminator(Conditioning conditioning)
    {
        TrainingOptions options = Options with { Conditioning = conditioning, Channels = 3, Classes = 3 };
        using TensorScope scope = TensorScope.Begin();
        Tensor real = new RandomGenerator(4).Uniform([4, 3, 16, 16], -1, 1);
        Assert.That(LossOnReal([0, 1, 2, 0]), Is.Not.EqualTo(LossOnReal([1, 2, 0, 1])));

        double LossOnReal(int[] labels)
        {
            using var trainer = new GanTrainer(options);
            var samples = new Samples(real, Tensor.From(labels, [4]));
            trainer.Step(() => samples);
            return trainer.Step(() => samples).DiscriminatorReal!.Value;
        }
    }
}
