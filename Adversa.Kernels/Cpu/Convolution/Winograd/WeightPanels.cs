using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The transformed w as the left operand of a product for each frequency, in the panels in which the product reads it: [O,
/// phases·C], or transposed.
/// </summary>
internal readonly unsafe struct WeightPanels<T, TFilter> : IDisposable
    where T : unmanaged, INumberBase<T> where TFilter : struct, IMinimalFilter
{
    // Neighbours in the sum that a task makes for a vector of rows, so that a panel gets several of its rows at a time.
    private const int ChannelsPerTask = 8;

    private readonly Scratch<T> _memory;

    public WeightPanels(CpuDevice device, MicroKernel<T> kernel, TileShape shape, T* w, bool isTransposed)
    {
        int channels = shape.Geometry.InChannels, outChannels = shape.Geometry.OutChannels, window = shape.Window;
        (int rows, int inner) = isTransposed ? (shape.Inner, outChannels) : (outChannels, shape.Inner);
        var product = new ProductShape(shape.Frequencies, rows, 0, inner);
        _memory = new Scratch<T>(device, PackedOperand<T>.Elements(kernel, product, isShared: false));
        Panels = new PackedOperand<T>(_memory.Address, kernel, product, isShared: false);

        // A vector holds neighbouring rows; the panels may have a few more, which become 0.
        (int lanes, int laneStride) = isTransposed ? (channels, window) : (outChannels, channels * window);
        (int others, int otherStride) = isTransposed ? (outChannels, channels * window) : (channels, window);
        PackedOperand<T> panels = Panels;
        int parts = Division.Ceiling(others, ChannelsPerTask);
        device.Team.Run(parts * Division.Ceiling(lanes, shape.Lanes), (task, _) =>
        {
            (int laneBlock, int part) = Math.DivRem(task, parts);
            int lane = laneBlock * shape.Lanes, first = part * ChannelsPerTask;
            int last = Math.Min(others, first + ChannelsPerTask);
            T* source = w + (long)lane * laneStride + (long)first * otherStride;
            Fill(shape, source, laneStride, Math.Min(shape.Lanes, lanes - lane), otherStride, last - first, panels, (lane, first),
                isTransposed);
        });
    }

    /// <summary>The operand.</summary>
    public PackedOperand<T> Panels { get; }

    public void Dispose() => _memory.Dispose();

    /// <summary>So many windows of each lane.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(
        in TileShape shape, T* w, int laneStride, int lanes, int otherStride, int others, in PackedOperand<T> panels,
        (int Lane, int Other) first, bool isTransposed)
    {
        int width = shape.Lanes, phases = shape.Stride * shape.Stride, elements = phases * shape.Frequencies * width;
        T* taps = stackalloc T[shape.Window * width], expanded = stackalloc T[ChannelsPerTask * elements];
        for (int other = 0; other < others; other++)
        {
            PanelCopy.Columns(w + (long)other * otherStride, laneStride, shape.Window, lanes, taps, width);
            PanelCopy.ZeroLanes(taps, shape.Window, lanes, width);
            WeightTiles<T, Simd512<T>, TFilter>.Expand(shape, taps, expanded + other * elements);
        }

        for (int phase = 0; phase < phases; phase++, expanded += shape.Frequencies * width)
        {
            int channel = phase * shape.Geometry.InChannels;
            (int row, int k) = isTransposed ? (channel + first.Lane, first.Other) : (first.Lane, channel + first.Other);
            panels.Write(k, others, row, width, expanded, elements, width);
        }
    }
}
