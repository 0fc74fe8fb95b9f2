using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>
/// Checks every differentiable function against finite differences of first and second order and against itself: see
/// <see cref="Check"/>. Needs no test framework, so that any machine can check any device.
/// </summary>
public static class FunctionVerification
{
    /// <summary>The functions of the table, in its order.</summary>
    public static IEnumerable<string> Functions => FunctionTable.Rows.Select(row => row.Function);

    /// <summary>Checks the functions one after the other, each when it is asked for.</summary>
    /// <param name="device">Where the functions run; one without float64 is compared with the CPU in float32.</param>
    /// <param name="functions">The names of those to check; none for all.</param>
    /// <param name="seed">Decides the random inputs.</param>
    /// <exception cref="ArgumentException">There is no function of a given name.</exception>
    public static IEnumerable<FunctionResult> Run(Device device, IReadOnlyCollection<string>? functions = null, ulong seed = 1)
    {
        FunctionRow[] rows = [.. FunctionTable.Rows];
        if (functions is { Count: > 0 })
        {
            string[] unknown = [.. functions.Except(Functions)];
            if (unknown.Length > 0)
            {
                throw new ArgumentException(
                    $"There is no function {string.Join(", ", unknown)} in the table; known: {string.Join(", ", Functions)}.");
            }

            rows = [.. rows.Where(row => functions.Contains(row.Function))];
        }

        return Run(rows, device, seed);
    }

    /// <summary>What is checked on a device.</summary>
    public static IReadOnlyList<Check> ChecksOf(Device device) => device switch
    {
        CpuDevice => [Check.First, Check.Second, Check.Graph, Check.Layout, Check.Float32],
        GpuDevice { HasFloat64: false } => [Check.Float32],
        _ => [Check.First, Check.Second, Check.Graph, Check.Layout, Check.Float32, Check.Parity],
    };

    private static IEnumerable<FunctionResult> Run(FunctionRow[] rows, Device device, ulong seed)
    {
        using CpuDevice? other = device is CpuDevice ? null : new CpuDevice();
        foreach (FunctionRow row in rows) yield return Run(row, device, other ?? device, seed);
    }

    private static FunctionResult Run(FunctionRow row, Device device, Device reference, ulong seed)
    {
        var worst = new Dictionary<Check, Comparison>();
        try
        {
            ulong stream = 0;
            foreach (FunctionCase sample in row)
            {
                var checks = new CaseChecks(sample, device, reference, new RandomGenerator(seed, stream++));
                foreach (Check check in ChecksOf(device))
                {
                    Comparison found = checks.Run(check);
                    found = found with { Where = $"{sample.Name}: {found.Where}" };
                    worst[check] = worst.TryGetValue(check, out Comparison before) ? Comparison.Worst([before, found]) : found;
                }
            }

            return Result(exception: null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // One function that a device cannot run is a finding like a wrong number, and must not hide the rest of the table.
            return Result(exception);
        }

        FunctionResult Result(Exception? exception) => new(
            row.Function, row.Count(),
            [.. worst.Select(pair => new CheckResult(pair.Key, pair.Value.Error, Tolerances.Of(pair.Key), pair.Value.Where))],
            exception);
    }
}
