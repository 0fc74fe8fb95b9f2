using System.Text;
using Adversa.Bench.Reports;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary>What <c>ops</c> found out.</summary>
/// <param name="Command">The command line that measures the same again.</param>
/// <param name="Machine">Where.</param>
/// <param name="Planned">How many timings were asked for.</param>
/// <param name="Devices">The devices and what they give at most.</param>
/// <param name="Absent">Devices that are not there, with the reason.</param>
/// <param name="Failures">Operations that a device could not run, with the reason.</param>
/// <param name="Timings">What was measured; fewer than planned where the run was interrupted, or where operations failed.</param>
internal sealed record OperationsReport(
    string Command, MachineDescription Machine, int Planned, IReadOnlyList<DevicePeak> Devices, IReadOnlyList<DeviceEntry> Absent,
    IReadOnlyList<OperationFailure> Failures, IReadOnlyList<OperationTiming> Timings)
{
    private const string Notes =
        """
        - Time is that of one launch, in the median and in the best of many blocks of launches. In front of each block, what the
          device gives at most was measured; **of peak** compares the best block with the best of those looks.
        - Products and convolutions are in GFLOP/s, counted by the definition with two operations for each multiply-add, those
          with padding included. Their peak is float32 multiply-adds in registers, on as many threads.
        - Some convolutions take fewer multiplications than the definition has (minimal filtering, after Winograd; for windows of
          4×4 at stride 2, for instance, 36 in place of 64). They are still counted by the definition, and may exceed the peak.
        - All others, products with a vector among them, are in GB/s of the bytes that any implementation moves: each operand read
          once, each result written once. Their peak is a copy of 64 MiB, whose bytes are counted likewise. A kernel that only
          reads can exceed it, as can one whose operands fit into a cache; one that only writes may not reach it.
        - Convolutions are at batch 64, `3→64 64×64 k4s2p1` for instance from 3 to 64 channels, images of 64×64 pixels, windows of
          4×4 at stride 2 with padding 1. Emulators, which take a million times as long, get small shapes at batch 2 or less.
        """;

    /// <summary>Whether nothing is missing.</summary>
    public bool IsComplete => Timings.Count + Failures.Count == Planned;

    /// <summary>A page for people.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"# Operations\n\n`{Command}`\n\n");
        if (!IsComplete) text.Append($"**Interrupted**: {Timings.Count} of {Planned} operations were measured.\n\n");
        text.Append(Machine.ToMarkdown());
        text.Append("\n## Measured peaks\n\n");
        text.Append("The best in this run, and in brackets the median of what was measured beside each operation.\n\n");
        text.Append("| device | multiply-adds | copy |\n|---|--:|--:|\n");
        foreach (DevicePeak device in Devices)
            text.Append($"| `{device.Name}`: {device.Description} | {device.MultiplyAdds} | {device.Copy} |\n");
        foreach (DeviceEntry device in Absent) text.Append($"\n{DeviceSelection.Form(device)}\n");
        text.Append("\n## Times\n\n").Append(OperationTable.ToMarkdown(Timings)).Append('\n');
        foreach (OperationFailure failure in Failures) text.Append($"{failure}\n\n");
        return text.Append(Notes.ReplaceLineEndings("\n")).Append('\n').ToString();
    }
}

/// <summary>An operation that a device could not run.</summary>
internal sealed record OperationFailure(string Operation, string Device, string Shape, string Reason)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Operation} {Shape} was not measured on {Device}: {Reason}";
}
