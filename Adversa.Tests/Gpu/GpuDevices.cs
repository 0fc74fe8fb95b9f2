using Adversa.Kernels.Devices;
using Adversa.Tests.Cuda;

namespace Adversa.Tests.Gpu;

/// <summary>
/// The devices with programs of their own, for tests that run once on each: a fixture takes a name from <see cref="Names"/> and
/// opens it with <see cref="Open"/>. A device is opened once, so that all fixtures share its compiled programs.
/// </summary>
[SetUpFixture]
internal sealed class GpuDevices
{
    /// <summary>Other devices instead, with commas between them, as <c>ilgpu:cpu</c> in a build with ILGPU.</summary>
    private const string Variable = "ADVERSA_TEST_DEVICES";

    private static readonly string[] Sought =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } names ? names.Split(',') : ["opencl:0", "cuda:0"];

    private static readonly Dictionary<string, GpuDevice> Opened = [];
    private static readonly Dictionary<string, Exception> Refused = [];

    /// <summary>
    /// The names of the devices that are there, whether or not they open; the name of one that is not where there are none, so
    /// that its tests are skipped and do not just vanish.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sought.Where(IsThere).DefaultIfEmpty(Sought[0])];

    /// <summary>The device of that name; the test is skipped, with the reason, where it is not there.</summary>
    public static GpuDevice Open(string name)
    {
        if (Opened.TryGetValue(name, out GpuDevice? device)) return device;
        if (Refused[name] is ArgumentException absent) Assert.Ignore(absent.Message);
        throw new DeviceException($"{name} does not open.", Refused[name]);
    }

    [OneTimeTearDown]
    public void Close()
    {
        foreach (GpuDevice device in Opened.Values) device.Dispose();
    }

    private static bool IsThere(string name)
    {
        // Where there is no GPU the emulator stands for it; asking starts it.
        if (name.StartsWith("cuda", StringComparison.Ordinal)) _ = CudaEmulator.WhyNot;
        try
        {
            Opened[name] = (GpuDevice)DeviceList.Open(name);
        }
        catch (Exception refusal) when (refusal is ArgumentException or DeviceException)
        {
            Refused[name] = refusal;
        }

        return !(Refused.TryGetValue(name, out Exception? reason) && reason is ArgumentException);
    }
}
