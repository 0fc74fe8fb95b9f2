using Adversa.Bench.Reports;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary>A device of a run, and what it gave at most.</summary>
/// <param name="Name">What selects it.</param>
/// <param name="Description">What it is.</param>
/// <param name="MultiplyAdds">In GFLOP/s; null where no product was measured.</param>
/// <param name="Copy">In GB/s; null where nothing was measured that memory bounds.</param>
internal sealed record DevicePeak(string Name, string Description, PeakLooks? MultiplyAdds, PeakLooks? Copy)
{
    /// <summary>What was seen of a device's peaks beside its operations.</summary>
    public static DevicePeak Of(Device device, IEnumerable<OperationTiming> timings)
    {
        ILookup<string, double> peaks = timings
            .Where(timing => timing.Device == device.Name)
            .ToLookup(timing => timing.Unit, timing => timing.Peak);
        return new DevicePeak(device.Name, device.Description, Looks(Bound.Arithmetic), Looks(Bound.Memory));

        PeakLooks? Looks(Bound bound) => peaks.Contains(bound.Unit()) ? PeakLooks.Of(peaks[bound.Unit()], bound.Unit()) : null;
    }
}

/// <summary>A peak as it was seen in a run.</summary>
/// <param name="Best">The best of all looks.</param>
/// <param name="Median">The median over the operations, of the best look beside each.</param>
/// <param name="Unit">GFLOP/s or GB/s.</param>
internal sealed record PeakLooks(double Best, double Median, string Unit)
{
    /// <summary>Of the best look beside each operation; there is at least one.</summary>
    public static PeakLooks Of(IEnumerable<double> looks, string unit)
    {
        double[] sorted = [.. looks.Order()];
        return new PeakLooks(sorted[^1], sorted[sorted.Length / 2], unit);
    }

    /// <summary><c>540 (521) GFLOP/s</c>.</summary>
    public override string ToString() => $"{SignificantDigits.Text(Best)} ({SignificantDigits.Text(Median)}) {Unit}";
}
