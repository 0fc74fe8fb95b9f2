using Adversa.Kernels.Devices;

namespace Adversa.Bench.Suite;

/// <summary>All sides of a suite: those that are there, and of the others why not.</summary>
internal sealed class SideList : IDisposable
{
    private readonly IReadOnlyList<SideEntry> _entries;

    private SideList(IReadOnlyList<SideEntry> entries) => _entries = entries;

    /// <summary>Those that are there; Adversa on the CPU is the first.</summary>
    public IEnumerable<Side> Present => _entries.Select(entry => entry.Side).OfType<Side>();

    /// <summary>Looks for all of them.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="devices">The devices of this machine.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<SideList> FindAsync(
        SuiteSettings settings, IReadOnlyList<DeviceEntry> devices, CancellationToken cancellation)
    {
        (PythonWithTorch? python, string? whyNot) = await PythonWithTorch.FindAsync(settings.Python, cancellation);
        return new SideList(
        [
            .. AdversaSide.Find(settings.Devices, devices, settings.Threads),
            .. PublishedSide.Find(settings.Published, settings.Threads),
            PyTorchSide.Find(python, whyNot, settings.Threads),
            await OnnxRuntimeSide.FindAsync(python, settings.OnnxRuntime, settings.Threads, cancellation),
        ]);
    }

    /// <summary>The sides by name, with what they said about themselves.</summary>
    public IReadOnlyList<ProgramReport> Programs(IReadOnlyList<WorkloadReport> workloads) =>
        [.. _entries.Select(entry => new ProgramReport(entry.Name, VersionOf(entry.Name, workloads), entry.WhyNot))];

    /// <summary>Deletes what the sides made for themselves.</summary>
    public void Dispose()
    {
        foreach (IDisposable side in Present.OfType<IDisposable>()) side.Dispose();
    }

    private static string? VersionOf(string name, IReadOnlyList<WorkloadReport> workloads) => workloads
        .SelectMany(workload => workload.Sides).Where(side => side.Name == name)
        .SelectMany(side => side.Rounds).Select(round => round.Version).FirstOrDefault(version => version is not null);
}
