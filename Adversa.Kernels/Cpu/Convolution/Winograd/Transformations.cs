using System.Numerics;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>The maps of x, y and w over all channels of a group of blocks, a task for each channel of a block.</summary>
internal static unsafe class Transformations<T, TFilter>
    where T : unmanaged, INumberBase<T> where TFilter : struct, IMinimalFilter
{
    private delegate void PlaneTask(int block, int channel, T* plane, T* lines);

    /// <summary>Of as many channels as the frequencies have, from the first on.</summary>
    public static void TransformInput(
        CpuDevice device, TileShape shape, TileGroup group, Planes<T> x, Frequencies<T> input, int firstChannel = 0)
    {
        (int first, int count) = InputLines(shape, group);
        RunOnInput(device, shape, group, input.Channels, (block, channel, plane, lines) =>
        {
            x.Load(group.FirstBlock + block, firstChannel + channel, first, count, plane);
            InputTiles<T, Simd512<T>, TFilter>.Transform(
                shape, group.Rows, plane, lines, input, channel, block * group.TilesPerBlock);
        });
    }

    /// <summary>Adds to the lines that the group above has reached already.</summary>
    public static void AdjointInput(CpuDevice device, TileShape shape, TileGroup group, Frequencies<T> input, Planes<T> x)
    {
        (int first, int count) = InputLines(shape, group);
        int overlap = shape.Overlap * shape.Geometry.InWidth * shape.Lanes;
        RunOnInput(device, shape, group, x.Channels, (block, channel, plane, lines) =>
        {
            new Span<T>(plane, overlap).Clear(); // Every other element is written before it is added to.
            if (group.FirstRow > 0) x.Load(group.FirstBlock + block, channel, first, shape.Overlap, plane);
            InputTiles<T, Simd512<T>, TFilter>.Adjoint(
                shape, group.Rows, input, channel, block * group.TilesPerBlock, plane, lines);
            x.Store(group.FirstBlock + block, channel, first, count, plane);
        });
    }

    public static void ExpandOutput(CpuDevice device, TileShape shape, TileGroup group, Planes<T> y, Frequencies<T> output) =>
        RunOnOutput(device, shape, group, y.Channels, (block, channel, plane, lines) =>
        {
            y.Load(group.FirstBlock + block, channel, group.FirstRow * TFilter.Outputs, group.Rows * TFilter.Outputs, plane);
            OutputTiles<T, Simd512<T>, TFilter>.Expand(
                shape, group.Rows, plane, lines, output, channel, block * group.TilesPerBlock);
        });

    /// <summary>Adds the bias, if there is one.</summary>
    public static void FoldOutput(
        CpuDevice device, TileShape shape, TileGroup group, Frequencies<T> output, T* bias, Planes<T> y) =>
        RunOnOutput(device, shape, group, y.Channels, (block, channel, plane, lines) =>
        {
            T shift = bias == null ? default : bias[channel];
            OutputTiles<T, Simd512<T>, TFilter>.Fold(
                shape, group.Rows, output, channel, block * group.TilesPerBlock, shift, plane, lines);
            y.Store(group.FirstBlock + block, channel, group.FirstRow * TFilter.Outputs, group.Rows * TFilter.Outputs, plane);
        });

    /// <summary>The part of w that belongs to the frequencies' channels of x, from the first on.</summary>
    public static void FoldWeight(
        CpuDevice device, TileShape shape, WeightFrequencies<T> weight, T* w, int firstChannel, bool accumulate)
    {
        T* first = w + (long)firstChannel * shape.Window;
        long elements = (long)shape.Geometry.InChannels * shape.Window;
        device.Team.Run(shape.Geometry.OutChannels, (channel, _) => WeightTiles<T, Simd512<T>, TFilter>.Fold(
            shape, weight.Channels, weight.Row(channel), weight.Stride, first + channel * elements, accumulate));
    }

    /// <summary>w as the sum of what its blocks of images gave, [blocks][O][C][window], in their order.</summary>
    public static void AddBlocks(CpuDevice device, TileShape shape, T* gradients, T* w)
    {
        int elements = shape.Geometry.InChannels * shape.Window;
        long stride = (long)shape.Geometry.OutChannels * elements;
        device.Team.Run(shape.Geometry.OutChannels, (channel, _) =>
        {
            T* source = gradients + (long)channel * elements, target = w + (long)channel * elements;
            for (int i = 0; i < elements; i += shape.Lanes)
            {
                Simd512<T> sum = Simd512<T>.Load(source + i);
                for (int block = 1; block < shape.Blocks; block++) sum += Simd512<T>.Load(source + block * stride + i);
                sum.Store(target + i);
            }
        });
    }

    /// <summary>The lines of x that a group's windows cover; some may lie above or below the image.</summary>
    private static (int First, int Count) InputLines(in TileShape shape, TileGroup group) =>
        (group.FirstRow * shape.Stride * shape.Outputs - shape.Geometry.PaddingHeight, shape.WindowRows(group.Rows));

    private static void RunOnInput(CpuDevice device, in TileShape shape, TileGroup group, int channels, PlaneTask task) =>
        Run(device, group, channels, InputTiles<T, Simd512<T>, TFilter>.PlaneElements(shape),
            InputTiles<T, Simd512<T>, TFilter>.LineElements(shape), task);

    private static void RunOnOutput(CpuDevice device, in TileShape shape, TileGroup group, int channels, PlaneTask task) =>
        Run(device, group, channels, OutputTiles<T, Simd512<T>, TFilter>.PlaneElements(shape),
            OutputTiles<T, Simd512<T>, TFilter>.LineElements(shape), task);

    /// <summary>Each task gets a plane and lines that hold 0 or what an earlier task of the same run left.</summary>
    private static void Run(
        CpuDevice device, TileGroup group, int channels, int planeElements, int lineElements, PlaneTask task)
    {
        int elements = planeElements + lineElements;
        using var scratch = new Scratch<T>(device, (long)device.Team.Workers * elements);
        T* memory = scratch.Address;
        for (int worker = 0; worker < device.Team.Workers; worker++)
            new Span<T>(memory + (long)worker * elements, elements).Clear();
        device.Team.Run(group.Blocks * channels, (index, worker) =>
        {
            (int block, int channel) = Math.DivRem(index, channels);
            T* plane = memory + (long)worker * elements;
            task(block, channel, plane, plane + planeElements);
        });
    }
}
