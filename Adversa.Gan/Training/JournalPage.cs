using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// A <see cref="StepJournal"/>'s tensor while it is filled once, row by row. What has been read stays when a later page uses the
/// tensor again.
/// </summary>
/// <param name="numbers">[rows, columns] on the device.</param>
internal sealed class JournalPage(Tensor numbers)
{
    private readonly int _columns = numbers.Shape[1];
    private readonly double[] _read = new double[numbers.Count];
    private int _ended, _rowsRead;

    /// <summary>Whether there is no row left to begin.</summary>
    public bool IsFull => _ended == numbers.Shape[0];

    /// <summary>A number in the program's memory. The device is waited for, once, if its row has not been read yet.</summary>
    public double this[int row, int column]
    {
        get
        {
            if (!IsRead(row)) Read();
            return _read[row * _columns + column];
        }
    }

    /// <summary>Whether asking for a row's numbers costs no waiting.</summary>
    public bool IsRead(int row) => row < _rowsRead;

    /// <summary>Launches the copy of a number into the row that is being filled.</summary>
    public void Write(int column, Tensor number)
    {
        using TensorScope scope = TensorScope.Begin();
        numbers.Slice(0, _ended, 1).Slice(1, column, 1).CopyFrom(number);
    }

    /// <summary>Ends the row that is being filled, and gives its number.</summary>
    public int EndRow() => _ended++;

    /// <summary>Copies all ended rows that have not been read into the program's memory, in one piece.</summary>
    /// <exception cref="ObjectDisposedException">The trainer is gone, and what it measured with it.</exception>
    public void Read()
    {
        if (_rowsRead == _ended) return;
        if (numbers.IsDisposed)
            throw new ObjectDisposedException(nameof(GanTrainer), "A report was first read after its trainer had been disposed.");
        using TensorScope scope = TensorScope.Begin();
        Tensor rows = numbers.Slice(0, _rowsRead, _ended - _rowsRead);
        Span<double> target = _read.AsSpan(_rowsRead * _columns, rows.Count);
        if (rows.DType == DType.Float64)
        {
            rows.CopyTo(target);
        }
        else
        {
            // Widened here, for not every device knows float64.
            float[] read = rows.ToArray<float>();
            for (int i = 0; i < read.Length; i++) target[i] = read[i];
        }

        _rowsRead = _ended;
    }
}
