using System.Text.Json;
using Adversa.Bench.Operations;
using Adversa.Tests.Cli;

namespace Adversa.Tests.Bench;

/// <summary><c>Adversa.Bench ops</c>: what it writes, and what it says to wrong use. It captures the console.</summary>
[NonParallelizable]
internal sealed class OperationsCommandTests
{
    [TestCase("There is no device 'gpu'", "--devices", "cpu,gpu")]
    [TestCase("There is no device 'cpu:7'", "--devices", "cpu:7")]
    [TestCase("threads: found -1", "--devices", "cpu", "--threads", "-1")]
    [TestCase("filter: no operation contains 'convolve'; there is matmul, conv2d,", "--filter", "convolve")]
    public void WrongUseIsOneLine(string message, params string[] arguments)
    {
        (int exitCode, _, string error) = Ops(arguments);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error.TrimEnd(), Does.Contain(message).And.Not.Contain("\n"));
    }

    [Test]
    public void AFolderThatTakesNoFilesIsToldBeforeAnythingIsMeasured()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("file", [1]);
        (int exitCode, string output, string error) = Ops("--devices", "cpu", "--output", Path.Combine(file, "below"));
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error.TrimEnd(), Does.Contain("file").And.Contain("not written").And.Not.Contain("\n"));
        Assert.That(output, Is.Empty);
    }

    /// <summary>Code that is not optimized is not timed.</summary>
    [Test]
    public void OneOperationIsTimedAndWritten()
    {
        using var folder = new TemporaryFolder();
        (int exitCode, string output, string error) = Ops(
            "--devices", "cpu,cpu", "--threads", "1", "--quick", "--filter", "matmul [64,64]", "--output", folder.Path);
#if DEBUG
        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(error, Does.Contain("non-optimized").And.Contain("-c Release"));
#else
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(output, Does.Contain("matmul").And.Contain("GFLOP/s").And.Contain("cpu: "));
        Assert.That(folder.Names, Is.EquivalentTo((string[])["operations.md", "operations.json"]));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["operations.json"]));
        JsonElement timing = json.RootElement.GetProperty("timings").EnumerateArray().Single();
        Assert.Multiple(() =>
        {
            Assert.That(timing.GetProperty("blocks").GetInt32(), Is.GreaterThanOrEqualTo(3));
            Assert.That(
                timing.GetProperty("best_ms").GetDouble(),
                Is.Positive.And.AtMost(timing.GetProperty("median_ms").GetDouble()));
            Assert.That(timing.GetProperty("peak").GetDouble(), Is.Positive);
        });
#endif
    }

    [Test]
    public void ACancelledRunKeepsWhatItHasAndKnowsThatItIsNotAll()
    {
        using var run = new OperationsRun(new OperationsSettings("matmul [64,", "cpu", Threads: 1, IsQuick: true));
        OperationsReport? report = null;
        Invocation.Capture(() => (report = run.Measure(new CancellationToken(canceled: true))).Timings.Count);
        Assert.That(report!.Timings, Is.Empty);
        Assert.That(report.Planned, Is.EqualTo(3));
        Assert.That(report.IsComplete, Is.False);
    }

    [Test]
    public void TheCommandLineOfAReportMeasuresTheSame() => Assert.Multiple(() =>
    {
        Assert.That(
            new OperationsSettings("conv2d 3", "cpu,opencl", 2, IsQuick: true).CommandLine,
            Does.EndWith(" -- ops --filter \"conv2d 3\" --devices cpu,opencl --threads 2 --quick"));
        Assert.That(new OperationsSettings("", "", 0, IsQuick: false).CommandLine, Does.EndWith(" -- ops"));
    });

    [TestCase(0.001, 15, 300)]
    [TestCase(0.01, 15, 100)]
    [TestCase(0.3, 15, 16)]
    [TestCase(2, 5, 6)]
    [TestCase(60, 3, 4)]
    public void TheLongerABlockTakesTheFewerThereAre(double seconds, int fewest, int most) =>
        Assert.That(TimeBudget.Full.Blocks(seconds), Is.EqualTo((fewest, most)));

    private static Invocation Ops(params string[] arguments) =>
        Invocation.Capture(() => Adversa.Bench.Program.Main(["ops", .. arguments]));
}
