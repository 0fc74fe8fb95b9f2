using Adversa.Kernels.Devices;

namespace Adversa.Bench.Operations;

/// <summary>The devices of a run: those that are open, and what was asked for and is not there, with the reason.</summary>
internal sealed class DeviceSelection : IDisposable
{
    private readonly List<Device> _open = [];
    private readonly List<DeviceEntry> _absent = [];

    /// <summary>Opens devices.</summary>
    /// <param name="names">Their names between commas; empty for all that there are.</param>
    /// <param name="threads">Threads of the CPU, 0 for one per core.</param>
    /// <exception cref="ArgumentException">
    /// There is no such device, where its kind is not absent altogether; or none is left.
    /// </exception>
    public DeviceSelection(string names, int threads)
    {
        IReadOnlyList<DeviceEntry> list = DeviceList.List();
        string[] asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        try
        {
            foreach (string name in asked is [] ? list.Select(entry => entry.Name) : asked) Add(name, list, threads);
            if (_open.Count == 0)
                throw new ArgumentException($"devices: none is there: {string.Join("; ", _absent.Select(Form))}.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The devices, each once.</summary>
    public IReadOnlyList<Device> Open => _open;

    /// <summary>What is not there.</summary>
    public IReadOnlyList<DeviceEntry> Absent => _absent;

    /// <summary>An absent device in one line.</summary>
    public static string Form(DeviceEntry absent) => $"{absent.Name} is absent: {absent.WhyNot}";

    /// <summary>Whether an entry is the device of that name, its whole kind, or number 0 of the kind that is named.</summary>
    public static bool Covers(string entry, string name) =>
        entry == name || entry == $"{name}:0" || name.StartsWith($"{entry}:", StringComparison.Ordinal);

    public void Dispose() => _open.ForEach(device => device.Dispose());

    private void Add(string name, IReadOnlyList<DeviceEntry> list, int threads)
    {
        if (list.FirstOrDefault(entry => entry.WhyNot is not null && Covers(entry.Name, name)) is { } missing)
        {
            _absent.Add(missing with { Name = name });
            return;
        }

        try
        {
            Device device = DeviceList.Open(name, threads);
            if (_open.Exists(other => other.Name == device.Name)) device.Dispose();
            else _open.Add(device);
        }
        catch (DeviceException e)
        {
            _absent.Add(new DeviceEntry(name, null, e.Message));
        }
    }
}
