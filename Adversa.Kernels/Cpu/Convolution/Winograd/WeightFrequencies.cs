using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// What becomes w once it is folded, in scratch memory: for each frequency a matrix [O, phases·C], where C are some or all
/// channels of x.
/// </summary>
internal readonly unsafe struct WeightFrequencies<T>(CpuDevice device, TileShape shape, int channels) : IDisposable
    where T : unmanaged
{
    // Vectors between the matrices, which would else lie powers of two apart and share cache sets.
    private const int Gap = 5;

    private readonly Scratch<T> _memory = new(device, shape.Frequencies * MatrixElements(shape, channels));

    /// <summary>From one frequency to the next.</summary>
    public long Stride { get; } = MatrixElements(shape, channels);

    /// <summary>Channels of x.</summary>
    public int Channels => channels;

    /// <summary>Takes a product of [O, phases·C].</summary>
    public MatrixWriter<T> Writer => new(_memory.Address, Stride, Inner(shape, channels), 1);

    /// <summary>An output channel's row of the first frequency.</summary>
    public T* Row(int channel) => _memory.Address + (long)channel * Inner(shape, channels);

    public void Dispose() => _memory.Dispose();

    private static int Inner(in TileShape shape, int channels) => shape.Phases * channels;

    private static long MatrixElements(in TileShape shape, int channels) =>
        (long)shape.Geometry.OutChannels * Inner(shape, channels) + Gap * shape.Lanes;
}
