using System.Numerics;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The transformed y of a group as the left operand of the products that make the weight gradient: [O, tiles·lanes].
/// </summary>
internal readonly unsafe struct OutputOperand<T, TFilter> : IDisposable
    where T : unmanaged, INumberBase<T> where TFilter : struct, IMinimalFilter
{
    private readonly Scratch<T> _memory;
    private readonly ProductShape _product;

    public OutputOperand(CpuDevice device, MicroKernel<T> kernel, TileShape shape, TileGroup group, Planes<T> y)
    {
        // The panels of A do not depend on the number of columns.
        _product = shape.Product(y.Channels, columns: 1, group.Tiles * shape.Lanes);
        _memory = new Scratch<T>(device, PackedOperand<T>.Elements(kernel, _product, isShared: false));
        Panels = new PackedOperand<T>(_memory.Address, kernel, _product, isShared: false);
        using Frequencies<T> rows = Frequencies<T>.InRows(device, shape, group.Tiles, phases: 1, y.Channels);
        Transformations<T, TFilter>.ExpandOutput(device, shape, group, y, rows);
        Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Pack(device, kernel, _product, rows.RowsAsLanes, Panels);
    }

    /// <summary>The operand.</summary>
    public PackedOperand<T> Panels { get; }

    /// <summary>A product of so many columns.</summary>
    public ProductShape Product(int columns) => _product with { Columns = columns };

    public void Dispose() => _memory.Dispose();
}
