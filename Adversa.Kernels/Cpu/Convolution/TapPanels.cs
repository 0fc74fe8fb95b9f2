using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The matrix of patches with positions as k and taps as lanes: the image operand of a weight gradient.
/// </summary>
internal readonly unsafe struct TapPanels<T>(PatchMap<T> map) : IPanelSource<T> where T : unmanaged
{
    public int DepthQuantum => 1;

    public int ScratchElements(int depth, int width)
    {
        int channels = Math.Min(map.Channels, (width - 1) / map.Taps + 2);
        int rows = Math.Min(map.Rows.Positions, (depth - 1) / map.Columns.Positions + 2);
        return PatchStage<T>.MaxElements(map, channels, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int batch, int k0, int depth, int lane0, int lanes, int width, T* panel, T* scratch)
    {
        T* target = panel;
        int rowLength = map.Columns.Positions, positions = map.Positions;
        int columnTaps = map.Columns.Offsets.Length;
        int firstChannel = lane0 / map.Taps, lastChannel = (lane0 + lanes - 1) / map.Taps;
        var sources = stackalloc int[width];

        (int image, int position) = Math.DivRem(k0, positions);
        for (int k = 0; k < depth; image++, position = 0)
        {
            int count = Math.Min(depth - k, positions - position);
            (int row, int column) = Math.DivRem(position, rowLength);
            bool oneRow = column + count <= rowLength;
            PatchStage<T> stage = oneRow ? new(map, column, count) : new(map, 0, rowLength);
            int rowCount = (column + count - 1) / rowLength + 1;
            int channelElements = stage.RunElements(rowCount);
            T* scratchRow = scratch + (lastChannel - firstChannel + 1) * channelElements;

            for (int channel = firstChannel; channel <= lastChannel; channel++)
                stage.Load(map.Channel(image, batch, channel), row, rowCount, scratch + (channel - firstChannel) * channelElements, scratchRow);
            for (int lane = 0; lane < lanes; lane++)
            {
                (int channel, int tap) = Math.DivRem(lane0 + lane, map.Taps);
                sources[lane] = (channel - firstChannel) * channelElements + stage.TapOffset(tap / columnTaps, tap % columnTaps);
            }

            T* rowSource = scratch;
            for (int done = 0; done < count; rowSource += stage.PositionRowPitch, column = 0)
            {
                int length = Math.Min(count - done, rowLength - column);
                PanelCopy.Columns(rowSource + (oneRow ? 0 : column), sources, length, lanes, target, width);
                target += (long)length * width;
                done += length;
            }

            k += count;
        }

        PanelCopy.ZeroLanes(panel, depth, lanes, width);
    }
}
