using Adversa.Bench.Operations;
using Adversa.Kernels.Devices;

namespace Adversa.Bench.Suite;

/// <summary>Adversa on one device, as this program was built.</summary>
internal sealed class AdversaSide(string device, int threads) : Side(NameOn(device))
{
    private const string Cpu = "cpu", Debugger = "ilgpu:cpu";

    /// <summary>What all others are compared with.</summary>
    public static string Reference { get; } = NameOn(Cpu);

    /// <summary>Adversa on devices by name; the CPU comes first, asked for or not.</summary>
    /// <param name="asked">The names.</param>
    /// <param name="entries">The devices of this machine.</param>
    /// <param name="threads">Threads of the CPU device.</param>
    public static IEnumerable<SideEntry> Find(IEnumerable<string> asked, IReadOnlyList<DeviceEntry> entries, int threads)
    {
        foreach (string name in asked.Prepend(Cpu).Distinct())
        {
            yield return entries.FirstOrDefault(entry => DeviceSelection.Covers(entry.Name, name)) switch
            {
                null => SideEntry.Absent(
                    NameOn(name), $"there is no such device; there is {string.Join(", ", entries.Select(entry => entry.Name))}"),
                { WhyNot: null, Name: Debugger } => SideEntry.Absent(
                    NameOn(name), "a debugger, which takes hours for a step; only operations are measured on it"),
                { WhyNot: { } whyNot } => SideEntry.Absent(NameOn(name), whyNot),
                var found => SideEntry.Of(new AdversaSide(found.Name, threads)),
            };
        }
    }

    /// <summary>This program with other arguments.</summary>
    public static ChildProcess Self(params IEnumerable<string> arguments) =>
        new("dotnet", [typeof(AdversaSide).Assembly.Location, .. arguments]);

    public override ChildProcess Command(Workload workload) =>
        Self(["step", .. StepArguments(workload, threads), "--device", device, "--json"]);

    private static string NameOn(string device) => $"Adversa, {device}";
}
