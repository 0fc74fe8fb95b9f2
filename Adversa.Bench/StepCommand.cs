using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Bench;

/// <summary>
/// <c>step</c>: times whole training steps: D on real, D on fake, G, each with its Adam update. The first two steps are warm-up.
/// </summary>
internal static class StepCommand
{
    private const int WarmUpSteps = 2;

    private static readonly Option<string> Model = Setting("model", "dcgan", "dcgan");
    private static readonly Option<int> Size = Setting("size", "pixels along each side", 64);
    private static readonly Option<int> Channels = Setting("channels", "channels of an image", 3);
    private static readonly Option<int> Features = Setting("features", "channels of the layers next to the image", 64);
    private static readonly Option<int> Batch = Setting("batch", "images per step", 64);
    private static readonly Option<int> Steps = Setting("steps", "timed steps", 5);
    private static readonly Option<string> OnDevice = Setting("device", "where to compute", "cpu");
    private static readonly Option<int> Threads = new("--threads") { Description = "CPU threads, 0 for one per core" };
    private static readonly Option<bool> Json = new("--json") { Description = "print one line of JSON" };

    public static Command Create()
    {
        var command = new Command("step", "Time whole training steps.")
        {
            Model, Size, Channels, Features, Batch, Steps, OnDevice, Threads, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static Option<T> Setting<T>(string name, string description, T initial) =>
        new($"--{name}") { Description = description, DefaultValueFactory = _ => initial };

    private static int Run(ParseResult arguments)
    {
        var options = new TrainingOptions
        {
            Model = arguments.GetRequiredValue(Model),
            Size = arguments.GetValue(Size),
            Channels = arguments.GetValue(Channels),
            Features = arguments.GetValue(Features),
            Batch = arguments.GetValue(Batch),
            Steps = arguments.GetValue(Steps),
        };
        options.Validate();
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        Print(options, device, Measure(options, device), arguments.GetValue(Json));
        return 0;
    }

    private static Measurement Measure(TrainingOptions options, Device device)
    {
        using var trainer = new GanTrainer(options, device: device);
        Shape images = [options.Batch, options.Channels, options.Size, options.Size];
        using Tensor real = new RandomGenerator(seed: 1).Uniform(images, -1, 1, device: device);
        for (int step = 0; step < WarmUpSteps; step++) trainer.Step(real);

        var milliseconds = new double[options.Steps];
        long allocated = GC.GetTotalAllocatedBytes(precise: true), misses = device.Memory.Statistics.Misses;
        for (int step = 0; step < milliseconds.Length; step++)
        {
            long begin = Stopwatch.GetTimestamp();
            StepReport losses = trainer.Step(real);
            device.Synchronize();
            milliseconds[step] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            if (!losses.AreFinite) throw new InvalidOperationException($"Step {step}: the losses are not finite: {losses}.");
        }

        return new Measurement(
            milliseconds,
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / milliseconds.Length,
            device.Memory.Statistics.Misses - misses);
    }

    private static void Print(TrainingOptions options, Device device, Measurement measured, bool json)
    {
        double[] sorted = [.. measured.Milliseconds.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        double imagesPerSecond = options.Batch / median * 1000, peak = PeakMegabytes();
        if (!json)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{options.Model} {options.Size}x{options.Size}x{options.Channels}, batch {options.Batch}, " +
                $"features {options.Features}, {device} ({device.Description})"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{median:0.0} ms per step ({sorted[0]:0.0} … {sorted[^1]:0.0}), " +
                $"{imagesPerSecond:0.0} images/s, peak {peak:0} MiB"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{measured.ManagedBytesPerStep / 1024.0:0} KiB of managed allocations per step, " +
                $"{measured.PoolMisses} pool misses"));
            return;
        }

        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("model", options.Model);
            writer.WriteNumber("size", options.Size);
            writer.WriteNumber("channels", options.Channels);
            writer.WriteNumber("features", options.Features);
            writer.WriteNumber("batch", options.Batch);
            writer.WriteString("device", device.Name);
            writer.WriteNumber("median_ms", Math.Round(median, 2));
            writer.WriteNumber("images_per_second", Math.Round(imagesPerSecond, 2));
            writer.WriteNumber("peak_mb", Math.Round(peak, 1));
            writer.WriteNumber("managed_bytes_per_step", measured.ManagedBytesPerStep);
            writer.WriteNumber("pool_misses", measured.PoolMisses);
            writer.WriteStartArray("step_ms");
            foreach (double time in measured.Milliseconds) writer.WriteNumberValue(Math.Round(time, 2));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Console.WriteLine(System.Text.Encoding.UTF8.GetString(line.ToArray()));
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

    /// <summary>What the timed steps took.</summary>
    /// <param name="Milliseconds">Of each step.</param>
    /// <param name="ManagedBytesPerStep">What the garbage collector was asked for, mean over the steps.</param>
    /// <param name="PoolMisses">How often the steps had to ask the device's driver for memory, in all.</param>
    private sealed record Measurement(double[] Milliseconds, long ManagedBytesPerStep, long PoolMisses);
}
