using System.Globalization;
using System.Reflection;
using System.Text;
using Adversa.Kernels.Devices;
using BenchmarkDotNet.Environments;

namespace Adversa.Bench.Reports;

/// <summary>What a table of times is worth nothing without: the machine, what ran on it, and when.</summary>
/// <param name="Processor">The maker's name for it.</param>
/// <param name="Cores">Logical processors that the program may use, and default number of threads.</param>
/// <param name="InstructionSets">The widest vector instructions that .NET uses.</param>
/// <param name="MemoryBytes">Memory that the program may use.</param>
/// <param name="OperatingSystem">Its name, its version, and the architecture of the process.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Version">Adversa's version.</param>
/// <param name="Commit">The commit that the program was built from; null where it was built outside a repository.</param>
/// <param name="Date">When the description was made.</param>
/// <param name="Devices">What <c>--device</c> can name, and what is absent, with the reason.</param>
internal sealed record MachineDescription(
    string Processor, int Cores, string InstructionSets, long MemoryBytes, string OperatingSystem, string Runtime, string Version,
    string? Commit, DateTimeOffset Date, IReadOnlyList<DeviceEntry> Devices)
{
    private const int CommitDigits = 12;

    private static readonly Lazy<MachineDescription> Here = new(Look);

    /// <summary>This machine, now. The first look loads the drivers of all devices, which takes memory.</summary>
    public static MachineDescription Current => Here.Value;

    /// <summary>A table of two columns, one row for each fact and each device.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| machine | |\n|---|---|\n");
        Row("processor", $"{Processor}, {Cores} {(Cores == 1 ? "core" : "cores")}");
        Row("instruction sets", InstructionSets);
        Row("memory", Gibibytes(MemoryBytes));
        Row("operating system", OperatingSystem);
        Row("runtime", Runtime);
        Row("Adversa", Commit is null ? Version : $"{Version}, commit {Commit}");
        Row("date", Date.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        foreach (DeviceEntry device in Devices) Row($"`{device.Name}`", Form(device));
        return text.ToString();

        void Row(string name, string value) =>
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {value.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
    }

    private static string Form(DeviceEntry device) => device.Facts is { } facts
        ? $"{facts.Hardware}; {facts.Driver}; {facts.ComputeUnits} compute units, {Gibibytes(facts.MemoryBytes)}"
        : $"absent: {device.WhyNot}";

    private static string Gibibytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB");

    private static MachineDescription Look()
    {
        HostEnvironmentInfo host = HostEnvironmentInfo.GetCurrent();
        string[] version = typeof(MachineDescription).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);
        return new MachineDescription(
            host.CpuInfo.Value.ProcessorName, Environment.ProcessorCount, host.HardwareIntrinsicsShort,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, $"{host.OsVersion.Value}, {host.Architecture}", host.RuntimeVersion,
            version[0], version is [_, var commit] ? commit[..Math.Min(CommitDigits, commit.Length)] : null,
            DateTimeOffset.UtcNow, DeviceList.List());
    }
}
