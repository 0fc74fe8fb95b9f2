using System.Text.Json;
using Adversa.Bench.Reports;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>The machine's description, for people and for programs.</summary>
internal sealed class MachineDescriptionTests
{
    private static readonly MachineDescription Made = new(
        "A|B 9000", 2, "AVX2", 3L << 29, "Some Linux 1, X64", ".NET 10.0.1", "0.1.0", "0123456789ab",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        [
            new DeviceEntry("cpu", new DeviceFacts("X64, AVX2", ".NET 10", 2, 1L << 30, true), null),
            new DeviceEntry("cuda", null, "no driver found"),
        ]);

    [Test]
    public void MarkdownIsOneRowForEachFactAndDevice()
    {
        string[] lines = Made.ToMarkdown().TrimEnd().Split('\n');
        Assert.That(lines, Is.SupersetOf(
            (string[])
            [
                "| processor | A\\|B 9000, 2 cores |", "| memory | 1.5 GiB |", "| Adversa | 0.1.0, commit 0123456789ab |",
                "| date | 2026-01-02 03:04 UTC |", "| `cpu` | X64, AVX2; .NET 10; 2 compute units, 1.0 GiB |",
                "| `cuda` | absent: no driver found |",
            ]));
        Assert.That(lines, Has.Length.EqualTo(2 + 7 + 2));
    }

    [Test]
    public void OutsideARepositoryThereIsNoCommit() =>
        Assert.That((Made with { Commit = null }).ToMarkdown(), Does.Contain("| Adversa | 0.1.0 |"));

    [Test]
    public void ProgramsReadNamesInSnakeCase()
    {
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(Made, ReportJson.Options));
        JsonElement root = json.RootElement, cpu = root.GetProperty("devices")[0];
        Assert.Multiple(() =>
        {
            Assert.That(root.GetProperty("instruction_sets").GetString(), Is.EqualTo("AVX2"));
            Assert.That(root.GetProperty("memory_bytes").GetInt64(), Is.EqualTo(3L << 29));
            Assert.That(cpu.GetProperty("facts").GetProperty("compute_units").GetInt32(), Is.EqualTo(2));
            Assert.That(root.GetProperty("devices")[1].GetProperty("why_not").GetString(), Is.EqualTo("no driver found"));
        });
    }

    [Test]
    public void ThisMachineIsKnown()
    {
        MachineDescription here = MachineDescription.Current;
        Assert.Multiple(() =>
        {
            Assert.That(here.Processor, Is.Not.Empty);
            Assert.That(here.Cores, Is.EqualTo(Environment.ProcessorCount));
            Assert.That(here.MemoryBytes, Is.Positive);
            Assert.That(here.Runtime, Does.StartWith(".NET"));
            Assert.That(here.Devices.Select(device => device.Name), Does.Contain("cpu"));
            Assert.That(here, Is.SameAs(MachineDescription.Current));
        });
    }
}
