using Adversa.Kernels.Devices;

namespace Adversa.Tensors;

/// <summary>
/// A buffer that one or more tensors look at. It goes back to the pool when the last of them is disposed, and counts how often
/// it was written, so that a gradient can tell whether what it saved is still what it was.
/// </summary>
internal sealed class Storage(DeviceBuffer buffer)
{
    /// <summary>The memory.</summary>
    public DeviceBuffer Buffer { get; } = buffer;

    /// <summary>How many tensors look at the memory.</summary>
    public int Holders { get; private set; }

    /// <summary>How often the memory was written since it was made.</summary>
    public int Version { get; private set; }

    public void Hold() => Holders++;

    public void Release()
    {
        if (--Holders == 0) Buffer.Device.Memory.Return(Buffer);
    }

    public void MarkWritten() => Version++;
}
