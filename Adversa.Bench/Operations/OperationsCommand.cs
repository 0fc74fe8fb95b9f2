using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Ladders;

namespace Adversa.Bench.Operations;

/// <summary><c>ops</c>: speed of single kernels, and their share of what the processor can do.</summary>
internal static class OperationsCommand
{
    private const double WarmUpSeconds = 0.1;
    private const double MeasuredSeconds = 0.4;
    private const int MinRepeats = 5;

    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Only operations whose name contains this: matmul, conv, weight_gradient, …",
            DefaultValueFactory = _ => "",
        };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 is one per core." };
        var json = new Option<bool>("--json") { Description = "One JSON object per line instead of a table." };
        var command = new Command("ops", "GFLOP/s of matrix products and convolutions, and their share of the multiply-add peak.")
        {
            filter, threads, json,
        };
        command.SetAction(result => Run(result.GetValue(filter)!, result.GetValue(threads), result.GetValue(json)));
        return command;
    }

    private static void Run(string filter, int threads, bool json)
    {
        using var device = new CpuDevice(threads);
        if (!json)
        {
            Console.WriteLine(device.Description);
            Console.WriteLine($"{"operation",-58}{"median ms",10}{"best ms",10}{"GFLOP/s",10}{"of peak",9}");
        }

        foreach (Operation operation in Operation.All)
        {
            if (!operation.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            Timing timing = Measure(device, operation);
            Console.WriteLine(json
                ? JsonSerializer.Serialize(timing)
                : $"{timing.Operation,-58}{timing.MedianMs,10:F3}{timing.BestMs,10:F3}"
                    + $"{timing.Gflops,10:F1}{timing.ShareOfPeak,9:P0}");
        }
    }

    /// <summary>
    /// Runs the operation and the peak loop in turns. Best is compared with best: another program that takes the processor
    /// slows both, but not at the same moment.
    /// </summary>
    private static Timing Measure(CpuDevice device, Operation operation)
    {
        using var operands = new Operands(device);
        Action launch = operation.Prepare(operands);
        long begin = Stopwatch.GetTimestamp();
        do
        {
            launch();
            MultiplyAddPeak.Measure(device);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < WarmUpSeconds);

        var times = new List<double>();
        double peak = 0;
        begin = Stopwatch.GetTimestamp();
        while (times.Count < MinRepeats || Stopwatch.GetElapsedTime(begin).TotalSeconds < MeasuredSeconds)
        {
            long start = Stopwatch.GetTimestamp();
            launch();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            peak = Math.Max(peak, MultiplyAddPeak.Measure(device));
        }

        times.Sort();
        double gflops = operation.Flops / times[0] / 1e6;
        return new Timing(operation.Name, times[times.Count / 2], times[0], gflops, gflops / peak);
    }

    /// <summary>One line of the table.</summary>
    private sealed record Timing(string Operation, double MedianMs, double BestMs, double Gflops, double ShareOfPeak);
}
