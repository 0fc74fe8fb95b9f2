using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Adversa.Cli.Commands;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary><c>ops</c>: speed of single kernels, and their share of what the device can do.</summary>
internal static class OperationsCommand
{
    private const double WarmUpSeconds = 0.1;
    private const double MeasuredSeconds = 0.4;
    private const double BlockSeconds = 1e-3;
    private const int MostLaunches = 1000;
    private const int MinRepeats = 5;

    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Only operations whose name contains this: matmul, conv, weight_gradient, batch_norm, adam, …",
            DefaultValueFactory = _ => "",
        };
        Option<string> onDevice = CommonOptions.Device("where to compute");
        Option<int> threads = CommonOptions.Threads();
        var json = new Option<bool>("--json") { Description = "One JSON object per line instead of a table." };
        var command = new Command(
            "ops",
            "GFLOP/s of products and convolutions, as shares of the multiply-add peak; GB/s of others, as shares of a copy's.")
        {
            filter, onDevice, threads, json,
        };
        command.SetAction(result => Run(
            result.GetValue(filter)!, result.GetRequiredValue(onDevice), result.GetValue(threads), result.GetValue(json)));
        return command;
    }

    private static void Run(string filter, string onDevice, int threads, bool json)
    {
        using Device device = DeviceList.Open(onDevice, threads);
        if (!json)
        {
            Console.WriteLine(device.Description);
            Console.WriteLine($"{"operation",-58}{"median ms",10}{"best ms",10}{"rate",18}{"of limit",9}");
        }

        foreach (Operation operation in Operation.All)
        {
            if (!operation.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            Timing timing = Measure(device, operation);
            Console.WriteLine(json
                ? JsonSerializer.Serialize(timing)
                : $"{timing.Operation,-58}{timing.MedianMs,10:F3}{timing.BestMs,10:F3}"
                    + $"{timing.Rate,10:F1} {timing.Unit,-7}{timing.ShareOfLimit,9:P0}");
        }
    }

    /// <summary>
    /// Runs the operation and its yardstick in turns. Best is compared with best: another program that takes the processor
    /// slows both, but not at the same moment.
    /// </summary>
    private static Timing Measure(Device device, Operation operation)
    {
        using var operands = new Operands(device);
        Action launch = operation.Prepare(operands);
        using var yardstick = new Yardstick(operation.Bound, device);
        double once = 0;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            once = Seconds(device, launch, 1);
            yardstick.Measure();
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < WarmUpSeconds);

        int launches = (int)Math.Clamp(BlockSeconds / once, 1, MostLaunches);
        var times = new List<double>();
        double limit = 0;
        begin = Stopwatch.GetTimestamp();
        while (times.Count < MinRepeats || Stopwatch.GetElapsedTime(begin).TotalSeconds < MeasuredSeconds)
        {
            times.Add(Seconds(device, launch, launches) * 1e3);
            limit = Math.Max(limit, yardstick.Measure());
        }

        times.Sort();
        double rate = operation.Work / times[0] / 1e6;
        return new Timing(operation.Name, times[times.Count / 2], times[0], rate, yardstick.Unit, rate / limit);
    }

    /// <summary>
    /// Seconds of a launch in a block of them. Launches may go on while the program does, so time is taken where all are done.
    /// </summary>
    private static double Seconds(Device device, Action launch, int launches)
    {
        device.Synchronize();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < launches; i++) launch();
        device.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / launches;
    }

    /// <summary>One line of the table.</summary>
    private sealed record Timing(string Operation, double MedianMs, double BestMs, double Rate, string Unit, double ShareOfLimit);
}
