using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Adversa.Kernels.Devices;

namespace Adversa.Gan.Benchmarks;

/// <summary>What a timing says, for people and for programs.</summary>
/// <param name="settings">What was timed.</param>
/// <param name="device">Where.</param>
/// <param name="timing">What it took.</param>
public sealed class StepTimingReport(StepSettings settings, Device device, StepTiming timing)
{
    private readonly double _peakMegabytes = PeakMegabytes();

    private double DeviceMegabytes => timing.DevicePeakBytes / 1048576.0;

    private double ImagesPerSecond => settings.Batch / timing.Median * 1000;

    /// <summary>A few lines for people.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture,
        $"""
        {settings.Model} {settings.Form}, {device} ({device.Description})
        {timing.Median:0.0} ms per step ({timing.Milliseconds.Min():0.0} … {timing.Milliseconds.Max():0.0})
        {ImagesPerSecond:0.0} images/s, peak {_peakMegabytes:0} MiB, of the device's memory {DeviceMegabytes:0} MiB
        {timing.ManagedBytesPerStep / 1024.0:0} KiB of managed allocations per step, {timing.PoolMisses} pool misses
        """);

    /// <summary>
    /// One line of JSON: the settings by name, <c>device</c>, <c>median_ms</c>, <c>min_ms</c> and <c>max_ms</c> of a step,
    /// <c>images_per_second</c> at the median, the peaks of the process and of the device's memory in MiB, <c>parameters</c>, and
    /// <c>step_ms</c>, a step's mean for each block.
    /// </summary>
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
            writer.WriteNumber("steps", settings.Steps);
            writer.WriteString("device", device.Name);
            writer.WriteString("device_description", device.Description);
            writer.WriteNumber("median_ms", Math.Round(timing.Median, 2));
            writer.WriteNumber("min_ms", Math.Round(timing.Milliseconds.Min(), 2));
            writer.WriteNumber("max_ms", Math.Round(timing.Milliseconds.Max(), 2));
            writer.WriteNumber("images_per_second", Math.Round(ImagesPerSecond, 2));
            writer.WriteNumber("peak_mb", Math.Round(_peakMegabytes, 1));
            writer.WriteNumber("device_peak_mb", Math.Round(DeviceMegabytes, 1));
            writer.WriteNumber("parameters", timing.Parameters);
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
