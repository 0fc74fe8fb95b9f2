using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Gan.Training;

internal sealed class TrainedGeneratorTests
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
    };

    /// <summary>Standing statistics are the plain averages of what batches of fresh samples have.</summary>
    [Test]
    public void StandingStatisticsAreAveragesOverFreshBatches([Values(1, 3)] int batches)
    {
        using var folder = new TemporaryFolder();
        MakeRun(folder["run"], Options);
        using TrainedGenerator standing = TrainedGenerator.Open(folder["run"]), running = TrainedGenerator.Open(folder["run"]);
        standing.UseStandingStatistics(batches, seed: 5);
        float[] samples = standing.Sampler.Generate(4, seed: 1);
        Assert.That(samples, Is.Not.EqualTo(running.Sampler.Generate(4, seed: 1)));

        using TrainedGenerator again = TrainedGenerator.Open(folder["run"]);
        again.UseStandingStatistics(batches, seed: 5);
        Assert.That(again.Sampler.Generate(4, seed: 1), Is.EqualTo(samples), "the same seed gives the same statistics");
        again.UseStandingStatistics(batches, seed: 6);
        Assert.That(again.Sampler.Generate(4, seed: 1), Is.Not.EqualTo(samples));
    }

    /// <summary>With as many batches as one likes, both halves of them weigh the same.</summary>
    [Test]
    public void NoBatchMattersMoreThanAnother()
    {
        using var folder = new TemporaryFolder();
        MakeRun(folder["run"], Options);
        using TrainedGenerator few = TrainedGenerator.Open(folder["run"]), many = TrainedGenerator.Open(folder["run"]);
        using TrainedGenerator more = TrainedGenerator.Open(folder["run"]);
        few.UseStandingStatistics(1, seed: 5);
        many.UseStandingStatistics(100, seed: 5);
        more.UseStandingStatistics(200, seed: 5);
        double early = Distance(few, more), late = Distance(many, more);
        Assert.That(late, Is.LessThan(early / 4), "a moving average with momentum 0.1 would not come closer");
    }

    [Test]
    public void AWrongClassIsRefused([Values(-1, 6)] int label)
    {
        using var folder = new TemporaryFolder();
        MakeRun(folder["run"], Options with { Conditioning = Conditioning.Concatenation });
        using TrainedGenerator trained = TrainedGenerator.Open(folder["run"]);
        Assert.That(
            () => trained.Picture(4, seed: 1, label),
            Throws.ArgumentException.With.Message.Contains($"label: found {label}, expected a class from 0 to "));
    }

    /// <summary>A picture of a conditional generator has a row for each class.</summary>
    [Test]
    public void APictureHasARowForEachClass()
    {
        using var folder = new TemporaryFolder();
        MakeRun(folder["run"], Options with { Conditioning = Conditioning.Concatenation });
        using TrainedGenerator trained = TrainedGenerator.Open(folder["run"]);
        int classes = trained.Sampler.Classes;
        var picture = trained.Picture(3 * classes - 1, seed: 1);
        Assert.That(picture.Width / 34, Is.EqualTo(3));
        Assert.That(picture.Height / 34, Is.EqualTo(classes));
    }

    /// <summary>Wide enough that the size of a batch decides how convolutions are computed.</summary>
    [Test]
    public void ASampleIsTheSameForAnyCount()
    {
        NetworkOptions networks = new("dcgan", 16, 1, Features: 32, Latent: 8);
        using var device = new CpuDevice(threads: 2);
        using Generator generator = Networks.Generator(networks, new ModuleOptions { Device = device });
        var sampler = new Sampler(generator, networks, device);
        float[] many = sampler.Generate(70, seed: 2);
        foreach (int count in (int[])[1, 3, 16, 65])
            Assert.That(sampler.Generate(count, seed: 2), Is.EqualTo(many[..(count * 256)]), $"{count} samples");
        Assert.That(sampler.Generate(5, seed: 2, first: 60), Is.EqualTo(many[(60 * 256)..(65 * 256)]));
    }

    private static void MakeRun(string path, TrainingOptions options)
    {
        using TrainingRun run = TrainingRun.Start(options, path);
        run.Train();
    }

    private static double Distance(TrainedGenerator a, TrainedGenerator b) =>
        Math.Sqrt(a.Sampler.Generate(16, seed: 1).Zip(b.Sampler.Generate(16, seed: 1), (x, y) => (x - y) * (x - y)).Sum());
}
