using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices;

/// <summary>What a kernel's fault means to a person.</summary>
/// <param name="Text">The message, from the three numbers that the kernel wrote.</param>
public sealed record FaultMessage(Func<int, int, int, string> Text);

/// <summary>
/// Where kernels report what they cannot throw, as an index out of range. A kernel takes a view of four ints: it writes three
/// numbers of its choice to [1], [2] and [3], and 1 to [0]. The next copy to the host or <see cref="Device.Synchronize"/> reads
/// it and throws. When several work-items report at once the numbers are one's or another's, each of them true by itself.
/// </summary>
public sealed class FaultLog
{
    private const int Ints = 4, MostMessages = 64;

    private readonly GpuDevice _device;
    private readonly Lock _lock = new();
    private readonly List<FaultMessage> _messages = [];
    private DeviceBuffer? _buffer;
    private bool _mayHoldFaults;

    internal FaultLog(GpuDevice device) => _device = device;

    /// <summary>The four ints for a kernel that is about to be launched.</summary>
    /// <param name="message">What its fault means: one object for all launches.</param>
    /// <exception cref="InvalidOperationException">There are more messages than a program's kernels should have.</exception>
    public BufferView View(FaultMessage message)
    {
        lock (_lock)
        {
            if (_buffer is null)
            {
                DeviceBuffer buffer = _device.Memory.Rent(MostMessages * Ints * sizeof(int));
                Clear(buffer);
                _buffer = buffer;
            }

            int place = _messages.IndexOf(message);
            if (place < 0)
            {
                place = _messages.Count;
                if (place == MostMessages) throw new InvalidOperationException($"There are {MostMessages} messages already.");
                _messages.Add(message);
            }

            _mayHoldFaults = true;
            return new BufferView(_buffer, place * Ints);
        }
    }

    /// <summary>Reads what the kernels wrote, if any was launched that could.</summary>
    /// <exception cref="IndexOutOfRangeException">A kernel reported a fault. It is forgotten after that.</exception>
    internal void Check()
    {
        lock (_lock)
        {
            if (!_mayHoldFaults || _buffer is null) return;
            _mayHoldFaults = false;
            Span<int> faults = stackalloc int[_messages.Count * Ints];
            _device.Read(_buffer, 0, MemoryMarshal.AsBytes(faults));
            for (int place = 0; place < _messages.Count; place++)
            {
                Span<int> fault = faults.Slice(place * Ints, Ints);
                if (fault[0] == 0) continue;
                Clear(_buffer);
                throw new IndexOutOfRangeException(_messages[place].Text(fault[1], fault[2], fault[3]));
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            if (_buffer is not null) _device.Memory.Return(_buffer);
            _buffer = null;
        }
    }

    private void Clear(DeviceBuffer buffer) => _device.CopyFromHost(new byte[MostMessages * Ints * sizeof(int)], buffer, 0);
}
