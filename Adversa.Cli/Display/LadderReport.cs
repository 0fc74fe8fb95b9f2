using System.Globalization;
using System.Text;
using System.Text.Json;
using Adversa.Kernels.Ladders;

namespace Adversa.Cli.Display;

/// <summary>A ladder's run, for people and for programs.</summary>
internal sealed class LadderReport(LadderResult result)
{
    /// <summary>What was run and what the device gives at most, and a line for each rung.</summary>
    public string ToText()
    {
        List<string[]> rows = [["", "version", "ms", "GFLOP/s", "of peak", "right", "what it adds"]];
        rows.AddRange(result.Rungs.Select(rung => (string[])
        [
            Text($"{rung.Number}"), rung.Name, Text($"{rung.Milliseconds:F3}"), Text($"{rung.Gflops:F1}"),
            Text($"{100 * rung.ShareOfPeak:F1} %"), rung.IsRight ? "yes" : "NO", rung.Idea,
        ]));
        RungResult worst = result.Rungs.MaxBy(rung => rung.Error / rung.Tolerance)!;
        string copies = result.Peaks.GigabytesPerSecond > 0 ? Text($", copies {result.Peaks.GigabytesPerSecond:F0} GB/s") : "";
        return Text($"""
            {result.Problem}, float32
            {result.Device}: {result.DeviceDescription}
            measured here: multiply-adds {result.Peaks.Gflops:F0} GFLOP/s{copies}

            {TextTable.Of(rows, 2, 3, 4)}
            right: within {worst.Tolerance:E1} of the sum in double; the largest error is {worst.Error:E1} ({worst.Name})
            """);
    }

    /// <summary>
    /// One object: <c>ladder</c>, <c>device</c>, <c>device_description</c>, <c>problem</c>, <c>peak_gflops</c>,
    /// <c>copy_gb_per_s</c>, and <c>rungs</c> with <c>number</c>, <c>name</c>, <c>idea</c>, <c>device</c>, <c>ms</c>,
    /// <c>gflops</c>, <c>share_of_peak</c> (of that device's), <c>error</c>, <c>tolerance</c> and <c>right</c>.
    /// </summary>
    public string ToJson()
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("ladder", result.Ladder);
            writer.WriteString("device", result.Device);
            writer.WriteString("device_description", result.DeviceDescription);
            writer.WriteString("problem", result.Problem);
            writer.WriteNumber("peak_gflops", Math.Round(result.Peaks.Gflops, 1));
            writer.WriteNumber("copy_gb_per_s", Math.Round(result.Peaks.GigabytesPerSecond, 1));
            writer.WriteStartArray("rungs");
            foreach (RungResult rung in result.Rungs) Write(writer, rung);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, RungResult rung)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", rung.Number);
        writer.WriteString("name", rung.Name);
        writer.WriteString("idea", rung.Idea);
        writer.WriteString("device", rung.Device);
        writer.WriteNumber("ms", Math.Round(rung.Milliseconds, 5));
        writer.WriteNumber("gflops", Math.Round(rung.Gflops, 2));
        writer.WriteNumber("share_of_peak", Math.Round(rung.ShareOfPeak, 4));

        // An element that was never written is infinitely far off, for which JSON has no number.
        if (double.IsFinite(rung.Error)) writer.WriteNumber("error", rung.Error);
        else writer.WriteNull("error");
        writer.WriteNumber("tolerance", rung.Tolerance);
        writer.WriteBoolean("right", rung.IsRight);
        writer.WriteEndObject();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
