using Adversa.Kernels.Devices;

namespace Adversa.Tensors;

/// <summary>
/// A buffer that one or more tensors look at. It goes back to the pool when the last of them is disposed, and counts how often
/// it was written, so that a gradient can tell whether what it saved is still what it was.
/// </summary>
internal sealed class Storage(DeviceBuffer buffer)
{
    private int _writes;
    private PartWrites? _partWrites;

    /// <summary>The memory.</summary>
    public DeviceBuffer Buffer { get; } = buffer;

    /// <summary>How many tensors look at the memory.</summary>
    public int Holders { get; private set; }

    /// <summary>Whether somebody reads the numbers later.</summary>
    public bool IsProtected { get; private set; }

    public void Hold() => Holders++;

    public void Protect() => IsProtected = true;

    public void Release()
    {
        if (--Holders == 0) Buffer.Device.Memory.Return(Buffer);
    }

    /// <summary>Counts later writes for each part by itself.</summary>
    public void CountWritesByPart(int[] begins) => _partWrites = new PartWrites(begins);

    public void MarkWritten(int begin, int end)
    {
        if (_partWrites is null) _writes++;
        else _partWrites.Mark(begin, end);
    }

    /// <summary>How often the memory was written, as far as elements begin … end−1 are concerned.</summary>
    public int Version(int begin, int end) => _writes + (_partWrites?.Count(begin, end) ?? 0);
}
