using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>The maps of x, y and w over all channels of a group of blocks, a task for each channel of a block.</summary>
internal static unsafe class Transformations
{
    private const int WeightTaps = 16;

    private delegate void PlaneTask<T>(int block, int channel, T* memory) where T : unmanaged;

    public static void TransformInput<T>(CpuDevice device, TileShape shape, BlockGroup group, Planes<T> x, Frequencies<T> input)
        where T : unmanaged
    {
        long phaseStride = (long)x.Channels * input.Pitch;
        Run<T>(device, group, x.Channels, x.Elements + InputTiles.ScratchElements(shape), (block, channel, plane) =>
        {
            x.Load(group.First + block, channel, plane);
            InputTiles.Transform(
                shape, plane, input.At(channel, block * shape.PerBlock), input.Stride, phaseStride, plane + x.Elements);
        });
    }

    public static void AdjointInput<T>(CpuDevice device, TileShape shape, BlockGroup group, Frequencies<T> input, Planes<T> x)
        where T : unmanaged
    {
        long phaseStride = (long)x.Channels * input.Pitch;
        Run<T>(device, group, x.Channels, x.Elements + InputTiles.ScratchElements(shape), (block, channel, plane) =>
        {
            InputTiles.Adjoint(
                shape, input.At(channel, block * shape.PerBlock), input.Stride, phaseStride, plane, plane + x.Elements);
            x.Store(group.First + block, channel, plane);
        });
    }

    public static void ExpandOutput<T>(CpuDevice device, TileShape shape, BlockGroup group, Planes<T> y, Frequencies<T> output)
        where T : unmanaged
    {
        Run<T>(device, group, y.Channels, y.Elements, (block, channel, plane) =>
        {
            y.Load(group.First + block, channel, plane);
            OutputTiles.Expand(shape, plane, output.At(channel, block * shape.PerBlock), output.Stride);
        });
    }

    /// <summary>Adds the bias, if there is one.</summary>
    public static void FoldOutput<T>(
        CpuDevice device, TileShape shape, BlockGroup group, Frequencies<T> output, T* bias, Planes<T> y) where T : unmanaged
    {
        Run<T>(device, group, y.Channels, y.Elements, (block, channel, plane) =>
        {
            OutputTiles.Fold(
                shape, output.At(channel, block * shape.PerBlock), output.Stride, bias == null ? default : bias[channel], plane);
            y.Store(group.First + block, channel, plane);
        });
    }

    public static void ExpandWeight<T>(CpuDevice device, TileShape shape, T* w, Frequencies<T> weight) where T : unmanaged
    {
        int channels = shape.Geometry.InChannels;
        device.Team.Run(shape.Geometry.OutChannels, (channel, _) =>
            WeightTiles.Expand(w + (long)channel * channels * WeightTaps, channels, weight.At(channel, 0), weight.Stride));
    }

    public static void FoldWeight<T>(CpuDevice device, TileShape shape, Frequencies<T> weight, T* w, bool accumulate)
        where T : unmanaged
    {
        int channels = shape.Geometry.InChannels;
        device.Team.Run(shape.Geometry.OutChannels, (channel, _) => WeightTiles.Fold(
            weight.At(channel, 0), weight.Stride, channels, w + (long)channel * channels * WeightTaps, accumulate));
    }

    /// <summary>Each task gets memory of so many elements, which hold 0 or what an earlier task of the same run left.</summary>
    private static void Run<T>(CpuDevice device, BlockGroup group, int channels, int elements, PlaneTask<T> task)
        where T : unmanaged
    {
        using var scratch = new Scratch<T>(device, (long)device.Team.Threads * elements);
        T* memory = scratch.Address;
        for (int worker = 0; worker < device.Team.Threads; worker++)
            new Span<T>(memory + (long)worker * elements, elements).Clear();
        device.Team.Run(group.Blocks * channels, (index, worker) =>
        {
            (int block, int channel) = Math.DivRem(index, channels);
            task(block, channel, memory + (long)worker * elements);
        });
    }
}
