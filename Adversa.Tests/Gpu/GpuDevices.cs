using Adversa.Kernels.Devices;

namespace Adversa.Tests.Gpu;

/// <summary>
/// The devices with programs of their own, for tests that run once on each: a fixture takes a name from <see cref="Names"/> and
/// opens it with <see cref="Open"/>. A device is opened once, so that all fixtures share its compiled programs.
/// </summary>
[SetUpFixture]
internal sealed class GpuDevices
{
    private static readonly string[] Sought = ["opencl:0", "cuda:0"];

    private static readonly Dictionary<string, GpuDevice> Opened = [];
    private static readonly Dictionary<string, string> Missing = [];

    /// <summary>The names of the devices that are there; one that is not where there are none, so that its tests are skipped.</summary>
    public static IReadOnlyList<string> Names { get; } = Sought.Where(TryOpen).DefaultIfEmpty(Sought[0]).ToArray();

    /// <summary>The device of that name; the test is skipped, with the reason, where it is not there.</summary>
    public static GpuDevice Open(string name)
    {
        if (Missing.TryGetValue(name, out string? reason)) Assert.Ignore($"{name}: {reason}");
        return Opened[name];
    }

    [OneTimeTearDown]
    public void Close()
    {
        foreach (GpuDevice device in Opened.Values) device.Dispose();
    }

    private static bool TryOpen(string name)
    {
        try
        {
            Opened[name] = (GpuDevice)DeviceList.Open(name);
            return true;
        }
        catch (ArgumentException absent)
        {
            Missing[name] = absent.Message;
            return false;
        }
    }
}
