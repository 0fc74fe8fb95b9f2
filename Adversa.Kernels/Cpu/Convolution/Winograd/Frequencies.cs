using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// A transformed x or y in scratch memory: for each frequency a matrix whose rows are phases and channels of x (phase·C +
/// channel) or channels of y, and whose columns are blocks, tiles and lanes.
/// </summary>
internal readonly unsafe struct Frequencies<T> : IDisposable where T : unmanaged
{
    // Vectors between the matrices, which would else lie powers of two apart and share cache sets.
    private const int Gap = 5;

    private readonly Scratch<T> _memory;
    private readonly int _rowStride, _pairStride, _lanes;

    private Frequencies(CpuDevice device, TileShape shape, int channels, int rowStride, int pairStride, long matrix)
    {
        (_rowStride, _pairStride, _lanes, Stride) = (rowStride, pairStride, shape.Lanes, matrix + Gap * shape.Lanes);
        Channels = channels;
        _memory = new Scratch<T>(device, shape.Frequencies * Stride);
    }

    /// <summary>Row by row, for a product that sums over columns, or to be written by one.</summary>
    public static Frequencies<T> InRows(CpuDevice device, TileShape shape, int vectors, int phases, int channels)
    {
        // One vector more than needed: a power of two from row to row would share cache sets.
        int pitch = (vectors + 1) * shape.Lanes;
        return new Frequencies<T>(device, shape, channels, pitch, 2 * shape.Lanes, (long)phases * channels * pitch);
    }

    /// <summary>In the panels in which a product reads its right operand: two vectors of each row, then of the next.</summary>
    public static Frequencies<T> InPanels(CpuDevice device, TileShape shape, int vectors, int phases, int channels)
    {
        int panel = 2 * shape.Lanes * phases * channels;
        return new Frequencies<T>(
            device, shape, channels, 2 * shape.Lanes, panel, (long)Division.Ceiling(vectors, 2) * panel);
    }

    /// <summary>Channels of each phase.</summary>
    public int Channels { get; }

    /// <summary>From one frequency to the next.</summary>
    public long Stride { get; }

    /// <summary>Rows as the lanes of an operand.</summary>
    public StridedPanels<T> RowsAsLanes => new(_memory.Address, Stride, Dimension.Of(1), Dimension.Of(_rowStride));

    /// <summary>The operand that <see cref="InPanels"/> laid out.</summary>
    public PackedPanels<T> Panels => new(_memory.Address, Stride, _pairStride, 2 * _lanes);

    /// <summary>Takes a product of [rows, columns].</summary>
    public MatrixWriter<T> Writer => new(_memory.Address, Stride, _rowStride, 1);

    /// <summary>A vector of the first frequency.</summary>
    public T* At(int phase, int channel, int vector) =>
        _memory.Address + (long)(phase * Channels + channel) * _rowStride
        + (long)(vector >> 1) * _pairStride + (vector & 1) * _lanes;

    public void Dispose() => _memory.Dispose();
}
