using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Ladders;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using BenchmarkDotNet.Validators;
using Perfolizer.Mathematics.OutlierDetection;

namespace Adversa.Bench.Operations;

/// <summary>
/// Times operations with BenchmarkDotNet, in this process: a device that is open, and memory that is on it, cannot go to another.
/// Each operation is a run of its own, so that it can have as many repetitions as its length allows.
/// </summary>
internal sealed class OperationMeter : IDisposable
{
    private const double BlockSeconds = 1e-3;
    private const int MostLaunches = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly TimeBudget _budget;
    private readonly DirectoryInfo _artifacts = Directory.CreateTempSubdirectory("adversa-bench-");
    private readonly ImmutableConfig _config;
    private readonly Descriptor _launch;

    public OperationMeter(TimeBudget budget)
    {
        _budget = budget;
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddLogger(NullLogger.Instance)
            .AddValidator(JitOptimizationsValidator.FailOnError)
            .WithArtifactsPath(_artifacts.FullName)
            .WithOptions(ConfigOptions.DisableLogFile);
        BenchmarkRunInfo found = BenchmarkConverter.TypeToBenchmarks(typeof(OperationBenchmark), config);
        (_config, _launch) = (found.Config, found.BenchmarksCases.Single().Descriptor);
    }

    /// <summary>Times one operation on a device, in turns with its yardstick.</summary>
    /// <exception cref="DeviceException">The device cannot run it, for want of memory for instance.</exception>
    /// <exception cref="NotSupportedException">Code that is not optimized would be timed.</exception>
    public OperationTiming Measure(Operation operation, Device device, Yardsticks yardsticks)
    {
        using var operands = new Operands(device);
        Action launch = operation.Prepare(operands);
        (double launchSeconds, double lookSeconds) = WarmUp(launch, () => yardsticks.Measure(operation.Bound), device);
        int launches = (int)Math.Clamp(BlockSeconds / launchSeconds, 1, MostLaunches);

        double peak = 0;
        ExceptionDispatchInfo? failure = null;
        Statistics block = Run(
            _budget.Blocks(launches * launchSeconds + lookSeconds),
            look: () => Guarded(() => peak = Math.Max(peak, yardsticks.Measure(operation.Bound))),
            launches: () => Guarded(() => LaunchTime.Seconds(device, launches, launch)));
        failure?.Throw();

        double best = block.Min / launches, rate = operation.Work / best;
        return new OperationTiming(
            operation.Name, device.Name, operation.Shape, block.Median / launches * 1e-6, best * 1e-6, block.N, launches,
            (long)operation.Work, rate, operation.Bound.Unit(), peak, rate / peak);

        // BenchmarkDotNet 0.14 ends with an error of its own where a benchmark in its process throws.
        void Guarded(Action action)
        {
            if (failure is not null) return;
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    public void Dispose() => _artifacts.Delete(recursive: true);

    /// <summary>Seconds of the fastest launch, and of the fastest look at the yardstick, until both are warm.</summary>
    private (double Launch, double Look) WarmUp(Action launch, Action look, Device device)
    {
        double launchSeconds = double.MaxValue, lookSeconds = double.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        do
        {
            launchSeconds = Math.Min(launchSeconds, LaunchTime.Seconds(device, 1, launch));
            lookSeconds = Math.Min(lookSeconds, LaunchTime.Seconds(device, 1, look));
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < _budget.WarmUpSeconds);
        return (launchSeconds, lookSeconds);
    }

    /// <summary>Nanoseconds of the blocks.</summary>
    private Statistics Run((int Fewest, int Most) blocks, Action look, Action launches)
    {
        Job job = new Job()
            .WithToolchain(new InProcessNoEmitToolchain(Patience, logOutput: false))
            .WithStrategy(RunStrategy.Throughput)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithEvaluateOverhead(false)
            .WithGcForce(false)
            .WithWarmupCount(1)
            .WithMinIterationCount(blocks.Fewest)
            .WithMaxIterationCount(blocks.Most)
            .WithMaxRelativeError(_budget.RelativeError)
            .WithOutlierMode(OutlierMode.DontRemove)
            .Freeze();
        var parameters = new ParameterInstances(
        [
            Parameter(nameof(OperationBenchmark.Look), look),
            Parameter(nameof(OperationBenchmark.Launches), launches),
        ]);
        BenchmarkCase[] cases = [BenchmarkCase.Create(_launch, job, parameters, _config)];
        Summary summary = BenchmarkRunner.Run(new BenchmarkRunInfo(cases, typeof(OperationBenchmark), _config));
        return summary.ValidationErrors.FirstOrDefault(error => error.IsCritical) is { } refusal
            ? throw new NotSupportedException($"{refusal.Message.Split('\n')[0].Trim(' ', '.', '\r')}; run with -c Release.")
            : summary.Reports.Single().ResultStatistics!;
    }

    private static ParameterInstance Parameter(string name, Action value) =>
        new(new ParameterDefinition(name, false, [], false, typeof(Action), 0), value, SummaryStyle.Default);
}
