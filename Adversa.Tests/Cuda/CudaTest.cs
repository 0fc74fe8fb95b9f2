using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.Cuda;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Cuda;

/// <summary>
/// A test on an emulated CUDA device, with a cache of its own; skipped where the emulator is not used. It is the second device:
/// the first one is what tests of kernels share (<see cref="Gpu.GpuDevices"/>).
/// </summary>
internal abstract class CudaTest
{
    private readonly List<DeviceBuffer> _rented = [];
    private TemporaryFolder _folder = null!;

    protected CudaDevice Device { get; private set; } = null!;

    /// <summary>The emulator's counters before the device was opened.</summary>
    protected EmulatorControl Before { get; private set; }

    [SetUp]
    public void Begin()
    {
        CudaEmulator.Require();
        CudaEmulator.Control.Reset();
        Before = CudaEmulator.Control;
        _folder = new TemporaryFolder();
        Device = Open();
    }

    [TearDown]
    public void End()
    {
        // Null where the test was skipped.
        Device?.Dispose();
        ReturnAll();
        _folder?.Dispose();
        if (CudaEmulator.WhyNot is null) CudaEmulator.Control.Reset();
    }

    /// <summary>The device once more, with the same cache.</summary>
    protected CudaDevice Open()
    {
        (IReadOnlyList<CudaHardware> all, string? whyNone) = CudaHardware.Find();
        Assert.That(whyNone, Is.Null);
        return new CudaDevice("cuda:1", all[1], new ProgramCache(_folder["cache"]));
    }

    /// <summary>Memory that is returned at the test's end. A context lives until the last of its buffers is gone.</summary>
    protected DeviceBuffer Rent(Device device, long bytes)
    {
        DeviceBuffer buffer = device.Memory.Rent(bytes);
        _rented.Add(buffer);
        return buffer;
    }

    protected void ReturnAll()
    {
        foreach (DeviceBuffer buffer in _rented) buffer.Device.Memory.Return(buffer);
        _rented.Clear();
    }

    protected BufferView Upload<T>(Device device, params ReadOnlySpan<T> values) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        DeviceBuffer buffer = Rent(device, bytes.Length);
        device.CopyFromHost(bytes, buffer, 0);
        return new BufferView(buffer, 0);
    }

    protected static unsafe T[] Download<T>(Device device, BufferView view, int count) where T : unmanaged
    {
        var values = new T[count];
        device.CopyToHost(view.Buffer, (long)sizeof(T) * view.Offset, MemoryMarshal.AsBytes(values.AsSpan()));
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
