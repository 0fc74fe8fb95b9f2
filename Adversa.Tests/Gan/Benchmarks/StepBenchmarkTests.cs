using System.Text.Json;
using Adversa.Gan.Benchmarks;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Gan.Benchmarks;

/// <summary>The harness that times training steps: what it runs, when it waits, what it tells. Not how long it takes.</summary>
public sealed class StepBenchmarkTests
{
    private static readonly StepSettings Settings =
        new("dcgan", Size: 32, Channels: 1, Features: 4, Batch: 2, Steps: 3, WarmUp: 1);

    /// <summary>
    /// Once behind the warm-up; then for each block its end, and the losses of its last step. Spectral normalization looks at
    /// each of its 11 weights once, when it is made.
    /// </summary>
    [TestCase("dcgan", 3, 3)]
    [TestCase("wgan-gp", 3, 3)]
    [TestCase("dcgan", 23, 10)]
    [TestCase("wgan-gp", 40, 10)]
    [TestCase("sngan", 2, 2, 11)]
    public void WaitsAtTheEndsOfBlocksAlone(string model, int steps, int blocks, int whenMade = 0)
    {
        using var device = new CpuDevice(threads: 1);
        StepTiming timing = StepBenchmark.Run(Settings with { Model = model, Steps = steps }, device);
        Assert.Multiple(() =>
        {
            Assert.That(timing.Milliseconds, Has.Count.EqualTo(blocks).And.All.Positive);
            Assert.That(device.HostWaits, Is.EqualTo(whenMade + 1 + 2 * blocks));
            Assert.That(timing.DevicePeakBytes, Is.Positive);
            Assert.That(timing.Parameters, Is.Positive);
            Assert.That(device.Memory.Statistics.BytesInUse, Is.Zero, "everything is given back");
        });
    }

    /// <summary>It has no losses to look at, and any batch will do.</summary>
    [TestCase(1)]
    [TestCase(3)]
    public void APassOfTheGeneratorIsAStep(int batch)
    {
        using var device = new CpuDevice(threads: 1);
        StepTiming timing = StepBenchmark.Run(Settings with { Model = "generator", Batch = batch }, device);
        Assert.Multiple(() =>
        {
            Assert.That(timing.Milliseconds, Has.Count.EqualTo(3).And.All.Positive);
            Assert.That(device.HostWaits, Is.EqualTo(1 + 3), "behind the warm-up, and at the end of each block");
            Assert.That(device.Memory.Statistics.BytesInUse, Is.Zero, "everything is given back");
        });
    }

    /// <summary>The names that scripts read.</summary>
    [TestCase(32, 1)]
    [TestCase(64, 3)]
    public void TellsProgramsInOneLineOfJson(int size, int channels)
    {
        using var device = new CpuDevice(threads: 1);
        StepSettings settings = Settings with { Size = size, Channels = channels };
        var timing = new StepTiming(
            [3, 1, 2, 10], ManagedBytesPerStep: 5, PoolMisses: 0, DevicePeakBytes: 3 << 20, Parameters: 7);
        string line = new StepTimingReport(settings, device, timing).ToJson();
        Assert.That(line, Does.Not.Contain("\n"));
        using JsonDocument json = JsonDocument.Parse(line);
        (string Name, object Value)[] expected =
        [
            ("model", "dcgan"), ("size", size), ("channels", channels), ("features", 4), ("batch", 2), ("device", "cpu"),
            ("median_ms", 2.5), ("min_ms", 1), ("max_ms", 10), ("images_per_second", 800), ("device_peak_mb", 3),
        ];
        foreach ((string name, object value) in expected)
            Assert.That(json.RootElement.GetProperty(name).ToString(), Is.EqualTo(FormattableString.Invariant($"{value}")), name);
        Assert.That(json.RootElement.GetProperty("peak_mb").GetDouble(), Is.Positive);
        Assert.That(json.RootElement.GetProperty("step_ms").GetArrayLength(), Is.EqualTo(4));
    }

    [Test]
    public void RefusesWhatCannotBeTimed()
    {
        using var device = new CpuDevice(threads: 1);
        Assert.Multiple(() =>
        {
            Refuses(Settings with { Model = "vae" }, "model: found 'vae', expected one of dcgan, wgan-gp, sngan, generator.");
            Refuses(Settings with { Steps = 0 }, "steps: found 0, expected at least 1.");
            Refuses(Settings with { WarmUp = -1 }, "warm-up: found -1, expected at least 0.");
            Refuses(Settings with { Size = 33 }, "size: found 33");
            Refuses(Settings with { Model = "generator", Batch = 0 }, "batch: found 0, expected at least 1.");
            Refuses(Settings with { Model = "sngan", Size = 128 }, "size: found 128");
        });

        void Refuses(StepSettings settings, string message) => Assert.That(
            () => StepBenchmark.Run(settings, device), Throws.ArgumentException.With.Message.Contains(message));
    }
}
