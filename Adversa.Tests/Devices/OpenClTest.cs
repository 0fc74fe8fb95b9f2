using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.OpenCl;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Devices;

/// <summary>A test on the first OpenCL device, with a cache of its own; skipped where there is none.</summary>
internal abstract class OpenClTest
{
    private TemporaryFolder _folder = null!;

    protected OpenClDevice Device { get; private set; } = null!;

    protected string CacheFolder => _folder["cache"];

    protected static OpenClHardware Hardware
    {
        get
        {
            (IReadOnlyList<OpenClHardware> all, string? whyNone) = OpenClHardware.Find();
            if (whyNone is not null) Assert.Ignore($"opencl: {whyNone}");
            return all[0];
        }
    }

    [SetUp]
    public void Open()
    {
        _folder = new TemporaryFolder();
        Device = new OpenClDevice("opencl:0", Hardware, new ProgramCache(CacheFolder));
    }

    [TearDown]
    public void Close()
    {
        // Null where the test was skipped.
        Device?.Dispose();
        _folder.Dispose();
    }

    protected static BufferView Upload(Device device, ReadOnlySpan<float> values)
    {
        DeviceBuffer buffer = device.Memory.Rent(4 * values.Length);
        device.CopyFromHost(MemoryMarshal.AsBytes(values), buffer, 0);
        return new BufferView(buffer, 0);
    }

    protected static float[] Download(Device device, BufferView view, int count)
    {
        float[] values = new float[count];
        device.CopyToHost(view.Buffer, 4L * view.Offset, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    protected static float[] Random(int count, int seed = 1)
    {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.NextSingle() - 0.5f;
        return values;
    }
}
