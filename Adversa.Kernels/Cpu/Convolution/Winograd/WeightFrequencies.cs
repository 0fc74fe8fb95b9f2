using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>What becomes w once it is folded, in scratch memory: for each frequency a matrix [O, phases·C].</summary>
internal readonly unsafe struct WeightFrequencies<T>(CpuDevice device, TileShape shape) : IDisposable where T : unmanaged
{
    // Vectors between the matrices, which would else lie powers of two apart and share cache sets.
    private const int Gap = 5;

    private readonly Scratch<T> _memory = new(device, shape.Frequencies * MatrixElements(shape));

    /// <summary>From one frequency to the next.</summary>
    public long Stride { get; } = MatrixElements(shape);

    /// <summary>Takes a product of [O, phases·C].</summary>
    public MatrixWriter<T> Writer => new(_memory.Address, Stride, shape.Inner, 1);

    /// <summary>Takes a product of [phases·C, O].</summary>
    public MatrixWriter<T> TransposedWriter => new(_memory.Address, Stride, 1, shape.Inner);

    /// <summary>An output channel's row of the first frequency.</summary>
    public T* Row(int channel) => _memory.Address + (long)channel * shape.Inner;

    public void Dispose() => _memory.Dispose();

    private static long MatrixElements(in TileShape shape) =>
        (long)shape.Geometry.OutChannels * shape.Inner + Gap * shape.Lanes;
}
