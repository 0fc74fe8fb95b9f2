using System.Text.Json;
using Adversa.Bench.Operations;
using Adversa.Bench.Reports;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>What becomes of timings: lines, a page, a file for programs.</summary>
internal sealed class OperationsReportTests
{
    private static readonly OperationTiming Product =
        new("matmul", "cpu", "[2,3]·[3,4]", 0.012345, 0.01, 20, 100, 48, 412.345678, "GFLOP/s", 500, 0.824691);

    private static readonly OperationTiming Activation =
        new("tanh", "cpu", "[1000]", 1234.6, 1000, 7, 1, 8000, 0.0456789, "GB/s", 0.05, 1.034);

    private static readonly OperationFailure Failure = new("adam", "cuda:0", "[9]", "out of memory");

    private static readonly OperationsReport Report = new(
        "the command", MachineDescription.Current, 3,
        [new DevicePeak("cpu", "two threads", new PeakLooks(540.4, 521, "GFLOP/s"), null)],
        [new DeviceEntry("cuda", null, "no driver")], [Failure], [Product, Activation]);

    [Test]
    public void ATableHasARowForEachTiming()
    {
        string[] lines = OperationTable.ToMarkdown([Product, Activation]).TrimEnd().Split('\n');
        Assert.That(lines, Is.EqualTo(
            (string[])
            [
                "| operation | device | shape | median ms | best ms | rate | of peak |",
                "|---|---|---|--:|--:|--:|--:|",
                "| matmul | cpu | [2,3]·[3,4] | 0.0123 | 0.0100 | 412 GFLOP/s | 82 % |",
                "| tanh | cpu | [1000] | 1235 | 1000 | 0.0457 GB/s | 103 % |",
            ]));
    }

    [TestCase("")]
    [TestCase("conv2d 3→64")]
    public void LinesOfAConsoleStandInColumns(string filter)
    {
        var table = new OperationTable(Operation.Matching(filter, ShapeSet.Full), ["cpu"]);
        Assert.That(table.Line(Activation), Has.Length.EqualTo(table.Header.Length));
        Assert.That(table.Header, Does.StartWith("operation").And.EndsWith("of peak"));
    }

    [Test]
    public void APageHasMachinePeaksTimesAndWhatIsMissing()
    {
        string page = Report.ToMarkdown();
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("`the command`"));
            Assert.That(page, Does.Contain(MachineDescription.Current.ToMarkdown()));
            Assert.That(page, Does.Contain("| `cpu`: two threads | 540 (521) GFLOP/s |  |"));
            Assert.That(page, Does.Contain("cuda is absent: no driver"));
            Assert.That(page, Does.Contain("adam [9] was not measured on cuda:0: out of memory"));
            Assert.That(page, Does.Contain(OperationTable.ToMarkdown(Report.Timings)));
            Assert.That(page, Does.Not.Contain("Interrupted").And.Not.Contain("\r"));
        });
    }

    [Test]
    public void AnInterruptedRunSaysSo()
    {
        OperationsReport half = Report with { Planned = 10 };
        Assert.That(half.IsComplete, Is.False);
        Assert.That(half.ToMarkdown(), Does.Contain("**Interrupted**: 2 of 10 operations were measured."));
    }

    [Test]
    public void AFileForProgramsHasTheSame()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<string> paths = new ReportFolder(folder["new"]).Write("operations", Report.ToMarkdown(), Report);
        Assert.That(paths, Is.EqualTo(
            (string[])[Path.Combine(folder["new"], "operations.md"), Path.Combine(folder["new"], "operations.json")]));
        Assert.That(Directory.GetFiles(folder["new"]), Is.EquivalentTo(paths));

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(paths[1]));
        JsonElement root = json.RootElement, timing = root.GetProperty("timings")[0];
        JsonElement peak = root.GetProperty("devices")[0].GetProperty("multiply_adds");
        Assert.Multiple(() =>
        {
            Assert.That(root.GetProperty("is_complete").GetBoolean(), Is.True);
            Assert.That(root.GetProperty("machine").GetProperty("processor").GetString(), Is.Not.Empty);
            Assert.That(peak.GetProperty("best").GetDouble(), Is.EqualTo(540.4));
            Assert.That(root.GetProperty("absent")[0].GetProperty("why_not").GetString(), Is.EqualTo("no driver"));
            Assert.That(root.GetProperty("failures")[0].GetProperty("reason").GetString(), Is.EqualTo("out of memory"));
            Assert.That(timing.GetProperty("shape").GetString(), Is.EqualTo(Product.Shape));
            Assert.That(timing.GetProperty("median_ms").GetRawText(), Is.EqualTo("0.012345"));
            Assert.That(timing.GetProperty("rate").GetRawText(), Is.EqualTo("412.35"), "five digits");
            Assert.That(timing.GetProperty("unit").GetString(), Is.EqualTo("GFLOP/s"));
            Assert.That(timing.GetProperty("work").GetInt64(), Is.EqualTo(48));
            Assert.That(timing.GetProperty("share_of_peak").GetDouble(), Is.EqualTo(0.82469));
        });
    }

    [Test]
    public void ADevicesPeaksAreThoseBesideItsOperations()
    {
        using var cpu = new CpuDevice(threads: 1);
        OperationTiming elsewhere = Product with { Peak = 900, Device = "other" };
        DevicePeak peak = DevicePeak.Of(cpu, [Product, Product with { Peak = 530 }, Product with { Peak = 510 }, elsewhere]);
        Assert.That(peak.MultiplyAdds, Is.EqualTo(new PeakLooks(530, 510, "GFLOP/s")));
        Assert.That(peak.Copy, Is.Null);
    }

    [TestCase(0, "0")]
    [TestCase(0.0000137, "0.0000137")]
    [TestCase(0.04567, "0.0457")]
    [TestCase(4.5, "4.50")]
    [TestCase(99.96, "100.0")]
    [TestCase(12345.6, "12346")]
    public void NumbersForPeopleHaveThreeDigits(double number, string text) =>
        Assert.That(SignificantDigits.Text(number), Is.EqualTo(text));
}
