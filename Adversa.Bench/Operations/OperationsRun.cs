using Adversa.Bench.Reports;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary>Times every operation that was asked for on every device, and prints rows as they come.</summary>
internal sealed class OperationsRun : IDisposable
{
    /// <summary>GFLOP/s below which a device is an emulator or a debugger.</summary>
    private const double SlowPeak = 1;

    private readonly OperationsSettings _settings;
    private readonly DeviceSelection _devices;
    private readonly List<(Device Device, Yardsticks Yardsticks, IReadOnlyList<Operation> Operations)> _plan = [];
    private readonly List<OperationTiming> _timings = [];
    private readonly List<OperationFailure> _failures = [];

    /// <summary>Opens the devices, and chooses the operations.</summary>
    /// <exception cref="ArgumentException">There is no such device, or no such operation.</exception>
    public OperationsRun(OperationsSettings settings)
    {
        if (Operation.Matching(settings.Filter, ShapeSet.Full) is [])
        {
            IEnumerable<string> names = Operation.All(ShapeSet.Full).Select(operation => operation.Name).Distinct();
            throw new ArgumentException(
                $"filter: no operation contains '{settings.Filter}'; there is {string.Join(", ", names)}.");
        }

        _settings = settings;
        _devices = new DeviceSelection(settings.Devices, settings.Threads);
    }

    private int Planned => _plan.Sum(part => part.Operations.Count);

    /// <summary>Measures until all is done or cancellation is requested; an operation that has begun is finished.</summary>
    public OperationsReport Measure(CancellationToken cancellation)
    {
        foreach (DeviceEntry device in _devices.Absent) Console.WriteLine(DeviceSelection.Form(device));
        foreach (Device device in _devices.Open) Plan(device);
        var table = new OperationTable(
            _plan.SelectMany(part => part.Operations), _devices.Open.Select(device => device.Name));
        Console.WriteLine(table.Header);
        using var meter = new OperationMeter(_settings.IsQuick ? TimeBudget.Quick : TimeBudget.Full);
        using var progress = new ProgressLine(Planned);
        foreach ((Device device, Yardsticks yardsticks, IReadOnlyList<Operation> operations) in _plan)
        {
            foreach (Operation operation in operations.TakeWhile(_ => !cancellation.IsCancellationRequested))
            {
                progress.Next($"{device.Name} {operation.FullName}");
                string line = Measure(meter, operation, device, yardsticks, table);
                progress.Clear();
                Console.WriteLine(line);
            }
        }

        return new OperationsReport(
            _settings.CommandLine, MachineDescription.Current, Planned,
            [.. _devices.Open.Select(device => DevicePeak.Of(device, _timings))], _devices.Absent, _failures, _timings);
    }

    public void Dispose()
    {
        foreach ((_, Yardsticks yardsticks, _) in _plan) yardsticks.Dispose();
        _devices.Dispose();
    }

    private void Plan(Device device)
    {
        var yardsticks = new Yardsticks(device);
        ShapeSet shapes = yardsticks.Measure(Bound.Arithmetic) < SlowPeak ? ShapeSet.Small : ShapeSet.Full;
        IReadOnlyList<Operation> operations = Operation.Matching(
            _settings.Filter, shapes, onlyFew: _settings.IsQuick && device is not CpuDevice);
        _plan.Add((device, yardsticks, operations));
        Console.WriteLine(
            $"{device.Name}: {device.Description}; {operations.Count} {(operations.Count == 1 ? "operation" : "operations")}");
    }

    private string Measure(
        OperationMeter meter, Operation operation, Device device, Yardsticks yardsticks, OperationTable table)
    {
        try
        {
            OperationTiming timing = meter.Measure(operation, device, yardsticks);
            _timings.Add(timing);
            return table.Line(timing);
        }
        catch (Exception e) when (e is DeviceException or OutOfMemoryException)
        {
            var failure = new OperationFailure(operation.Name, device.Name, operation.Shape, e.Message.Split('\n')[0]);
            _failures.Add(failure);
            return failure.ToString();
        }
    }
}
