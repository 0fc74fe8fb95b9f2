using System.Globalization;

namespace Adversa.Bench.Operations;

/// <summary>What <c>ops</c> was asked for.</summary>
/// <param name="Filter">A part of the operations' names; empty for all.</param>
/// <param name="Devices">Names of devices between commas; empty for all that there are.</param>
/// <param name="Threads">Threads of the CPU, 0 for one per core.</param>
/// <param name="IsQuick">Whether a first look is enough.</param>
internal sealed record OperationsSettings(string Filter, string Devices, int Threads, bool IsQuick)
{
    /// <summary>The command line that measures the same again.</summary>
    public string CommandLine => string.Concat(
        "dotnet run -c Release --project Adversa.Bench -- ops",
        Filter.Length > 0 ? $" --filter \"{Filter}\"" : "",
        Devices.Length > 0 ? $" --devices {Devices}" : "",
        Threads > 0 ? string.Create(CultureInfo.InvariantCulture, $" --threads {Threads}") : "",
        IsQuick ? " --quick" : "");
}
