using System.Text.Json;
using Adversa.Bench.Reports;
using Adversa.Bench.Suite;
using Adversa.Gan.Benchmarks;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>The reports of the suite, from numbers that nobody measured.</summary>
internal sealed class SuiteMarkdownTests
{
    private static readonly MachineDescription Machine = new(
        "A 9000", 2, "AVX2", 3L << 29, "Some Linux 1, X64", ".NET 10.0.1", "0.1.0", null,
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), [new DeviceEntry("cuda", null, "no driver found")]);

    private static readonly SuiteReport Report = Make();

    [Test]
    public void PeopleReadOneRowForEachSide()
    {
        string page = SuiteMarkdown.Of(Report);
        string[] rows =
        [
            "| dcgan 64x64x3 | Adversa, cpu | 300 – **310** – 320 | 450 – **455** – 460 |  |  |",
            "|  | PyTorch | 600 – **760** – 920 | 600 – **600** – 600 | 2.00 – **2.44** – 2.88 | 0.75 – **0.76** – 0.77 |",
            "| cold start: the whole process with one step | Adversa, cpu | 8.50 – **8.50** – 8.50 |  |  |  |",
            "|  | PyTorch | failed: no more \\| memory |  |  |  |",
            "| PyTorch | PyTorch 2, OpenBLAS |",
            "| ONNX Runtime | absent: no Node |",
            "| `cuda` | absent: no driver found |",
        ];
        Assert.That(page.Split('\n'), Is.SupersetOf(rows));
        Assert.That(page, Does.Contain("suite --rounds 2").And.Contain("with 3 threads on each side, in 2 rounds"));
    }

    [Test]
    public void FailuresAreKnown() => Assert.That(
        Report.Failures.Select(failure => $"{failure.Workload.Name}: {failure.Side.Name}"),
        Is.EqualTo((string[])["cold start: PyTorch"]));

    [Test]
    public void ProgramsReadNamesInSnakeCase()
    {
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(Report, ReportJson.Options));
        JsonElement workload = json.RootElement.GetProperty("workloads")[0], peer = workload.GetProperty("sides")[1];
        Assert.Multiple(() =>
        {
            Assert.That(workload.GetProperty("settings").GetProperty("batch").GetInt32(), Is.EqualTo(64));
            Assert.That(peer.GetProperty("time_ratio").GetProperty("min").GetDouble(), Is.EqualTo(2));
            Assert.That(peer.GetProperty("rounds")[1].GetProperty("milliseconds").GetDouble(), Is.EqualTo(920));
            Assert.That(json.RootElement.GetProperty("programs")[2].GetProperty("why_not").GetString(), Is.EqualTo("no Node"));
            Assert.That(json.RootElement.GetProperty("machine").GetProperty("processor").GetString(), Is.EqualTo("A 9000"));
        });
    }

    private static SuiteReport Make()
    {
        var settings = new StepSettings("dcgan", 64, 3, 64, 64, Steps: 2, WarmUp: 1);
        Measurement[] own = [new(300, 450, 7), new(320, 460, 7)], peer = [new(600, 600, 7), new(920, 600, 7)];
        Measurement[] start = [new(8.5, null)];
        return new SuiteReport(
            "Adversa.Bench suite --rounds 2", Threads: 3, Rounds: 2, Machine,
            [
                new ProgramReport("Adversa, cpu", null, null),
                new ProgramReport("PyTorch", "PyTorch 2, OpenBLAS", null),
                new ProgramReport("ONNX Runtime", null, "no Node"),
            ],
            [
                new WorkloadReport(
                    "dcgan 64x64x3", settings, IsColdStart: false,
                    [SideReport.Of("Adversa, cpu", own, own, null), SideReport.Of("PyTorch", peer, own, null)]),
                new WorkloadReport(
                    "cold start", settings, IsColdStart: true,
                    [SideReport.Of("Adversa, cpu", start, start, null), SideReport.Of("PyTorch", [], start, "no more | memory")]),
            ]);
    }
}
