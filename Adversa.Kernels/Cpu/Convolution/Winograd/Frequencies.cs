using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// A transformed x, y or w: a matrix [rows, pitch] for each of the nine frequencies, in scratch memory. The rows are phases and
/// channels of x (phase·C + channel) or channels of y; the columns are blocks, tiles and lanes, and phases and channels of x
/// for a weight.
/// </summary>
internal readonly unsafe struct Frequencies<T>(CpuDevice device, int rows, int pitch) : IDisposable where T : unmanaged
{
    private readonly Scratch<T> _memory = new(device, (long)TileShape.Frequencies * rows * pitch);

    /// <summary>From one frequency to the next.</summary>
    public long Stride { get; } = (long)rows * pitch;

    /// <summary>From one row to the next.</summary>
    public int Pitch => pitch;

    /// <summary>As the A of a product: lanes are the rows. As its B: the transposed matrices.</summary>
    public StridedPanels<T> RowsAsLanes => new(_memory.Address, Stride, Dimension.Of(1), Dimension.Of(pitch));

    /// <summary>As the B of a product: lanes are the columns. As its A: the transposed matrices.</summary>
    public StridedPanels<T> ColumnsAsLanes => new(_memory.Address, Stride, Dimension.Of(pitch), Dimension.Of(1));

    /// <summary>Takes a product of [rows, columns].</summary>
    public MatrixWriter<T> Writer => new(_memory.Address, Stride, pitch, 1);

    /// <summary>Takes a product of [columns, rows].</summary>
    public MatrixWriter<T> TransposedWriter => new(_memory.Address, Stride, 1, pitch);

    /// <summary>An element of the first frequency.</summary>
    public T* At(int row, int column) => _memory.Address + (long)row * pitch + column;

    public void Dispose() => _memory.Dispose();
}
