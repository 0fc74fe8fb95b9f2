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
    /// <param name="device">Where the functions run; it must have float64.</param>
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

        Device reference = device is CpuDevice ? device : new CpuDevice();
        return rows.Select(row => Run(row, device, reference, seed));
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
                foreach (Check check in Enum.GetValues<Check>())
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
