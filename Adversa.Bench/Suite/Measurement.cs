using System.Text.Json;
using Adversa.Bench.Reports;

namespace Adversa.Bench.Suite;

/// <summary>What one process measured.</summary>
/// <param name="Milliseconds">Of the median step, or of the whole process.</param>
/// <param name="PeakMebibytes">The largest resident memory that the process ever had; null where it did not say.</param>
/// <param name="Parameters">How many numbers its networks learn; null where it did not say.</param>
/// <param name="Version">What it is; null where it did not say.</param>
internal sealed record Measurement(double Milliseconds, double? PeakMebibytes, long? Parameters = null, string? Version = null)
{
    /// <summary>Reads the last line of a process's output that is a JSON object.</summary>
    /// <exception cref="InvalidDataException">There is none, or it does not have the names that it should have.</exception>
    public static Measurement Of(ChildResult child, bool isColdStart)
    {
        string line = child.Output.Split('\n').LastOrDefault(text => text.StartsWith('{'))
            ?? throw new InvalidDataException("printed no JSON line");
        try
        {
            StepLine step = JsonSerializer.Deserialize<StepLine>(line, ReportJson.Options)!;
            return new Measurement(
                isColdStart ? child.WallTime.TotalMilliseconds : step.MedianMs, step.PeakMb, step.Parameters, step.Version);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"printed a JSON line that is not a step's: {error.Message}", error);
        }
    }

    /// <summary>The line that every program prints which times steps.</summary>
    private sealed record StepLine
    {
        public required double MedianMs { get; init; }

        public required double PeakMb { get; init; }

        public long? Parameters { get; init; }

        public string? Version { get; init; }
    }
}
