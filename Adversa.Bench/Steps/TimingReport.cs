using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Steps;

/// <summary>What a timing says, for people and for programs.</summary>
internal sealed class TimingReport(StepSettings settings, Device device, StepTiming timing)
{
    private readonly double _peakMegabytes = PeakMegabytes();

    private double ImagesPerSecond => settings.Batch / timing.Median * 1000;

    public string ToText() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {settings.Model} {settings.Form}, {device} ({device.Description})
        {timing.Median:0.0} ms per step ({timing.Milliseconds.Min():0.0} … {timing.Milliseconds.Max():0.0})
        {ImagesPerSecond:0.0} images/s, peak {_peakMegabytes:0} MiB
        {timing.ManagedBytesPerStep / 1024.0:0} KiB of managed allocations per step, {timing.PoolMisses} pool misses
        """);

    public string ToJson()
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("model", settings.Model);
            writer.WriteNumber("size", settings.Size);
            writer.WriteNumber("channels", settings.Channels);
            writer.WriteNumber("features", settings.Features);
            writer.WriteNumber("batch", settings.Batch);
            writer.WriteString("device", device.Name);
            writer.WriteNumber("median_ms", Math.Round(timing.Median, 2));
            writer.WriteNumber("images_per_second", Math.Round(ImagesPerSecond, 2));
            writer.WriteNumber("peak_mb", Math.Round(_peakMegabytes, 1));
            writer.WriteNumber("managed_bytes_per_step", timing.ManagedBytesPerStep);
            writer.WriteNumber("pool_misses", timing.PoolMisses);
            writer.WriteStartArray("step_ms");
            foreach (double time in timing.Milliseconds) writer.WriteNumberValue(Math.Round(time, 2));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    /// <summary>
    /// The largest resident memory that the process ever had (VmHWM), in MiB; its peak working set where /proc is missing.
    /// </summary>
    private static double PeakMegabytes()
    {
        const string status = "/proc/self/status";
        string? line = File.Exists(status)
            ? File.ReadLines(status).FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal))
            : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0
            : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
