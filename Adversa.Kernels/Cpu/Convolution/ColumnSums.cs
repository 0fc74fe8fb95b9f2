using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The input gradient where input channels are few, as next to an image: wᵀ·y, a product with a row for each channel and tap,
/// says what every output gives to each pixel of its window, and every pixel adds up what it is given. As one product for each
/// phase the few channels would not fill a register tile, and packing y's patches would cost more than multiplying them; here y
/// is packed once and as it is. The product of one image, kh·kw/s² times as large as the image's x, stays in the cache.
/// </summary>
internal static unsafe class ColumnSums
{
    /// <summary>Whether this is faster than a product for each phase: those catch up where the channels fill a tile.</summary>
    public static bool Suits(Conv2dGeometry g)
    {
        const int MostChannels = 12, FewestOutChannels = 16, FewestPositions = 32;
        return g.Groups == 1 && g.InChannels <= MostChannels && g.OutChannels >= FewestOutChannels
            && (long)g.OutHeight * g.OutWidth >= FewestPositions;
    }

    public static void InputGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        int taps = g.InChannels * g.KernelHeight * g.KernelWidth, positions = g.OutHeight * g.OutWidth;
        int pixels = g.InChannels * g.InHeight * g.InWidth;
        T* x = arguments.X.Pointer<T>(), y = arguments.Y.Pointer<T>();
        var weight = new StridedPanels<T>(arguments.W.Pointer<T>(), 0, Dimension.Of(taps), Dimension.Of(1));
        var shape = new ProductShape(1, taps, positions, g.OutChannels);
        Phase[] rows = Phase.All(g.InHeight, g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
        Phase[] columns = Phase.All(g.InWidth, g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);

        long workerElements = (long)taps * positions + g.InWidth;
        using var scratch = new Scratch<T>(device, device.Team.Threads * workerElements);
        T* scratchAddress = scratch.Address;
        device.Team.Run(g.Batch, (image, worker) =>
        {
            T* shares = scratchAddress + worker * workerElements, line = shares + (long)taps * positions;
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, shape, weight,
                new StridedPanels<T>(y + (long)image * g.OutChannels * positions, 0, Dimension.Of(positions), Dimension.Of(1)),
                new MatrixWriter<T>(shares, 0, positions, 1));
            for (int channel = 0; channel < g.InChannels; channel++)
                foreach (Phase row in rows)
                    foreach (Phase column in columns)
                        AddUp(g, channel, row, column, shares, line, x + (long)image * pixels);
        });
    }

    /// <summary>The pixels of one phase of one channel of an image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp<T>(Conv2dGeometry g, int channel, Phase row, Phase column, T* shares, T* line, T* x)
        where T : unmanaged
    {
        int count = column.Pixels.Count;
        for (int i = 0; i < row.Pixels.Count; i++)
        {
            new Span<T>(line, count).Clear();
            for (int rowTap = 0; rowTap < row.Taps.Length; rowTap++)
            {
                int outRow = i + row.Map.Offsets[rowTap];
                if ((uint)outRow >= (uint)g.OutHeight) continue;
                int firstTap = (channel * g.KernelHeight + row.Taps[rowTap]) * g.KernelWidth;
                for (int columnTap = 0; columnTap < column.Taps.Length; columnTap++)
                {
                    int offset = column.Map.Offsets[columnTap], first = Math.Max(0, -offset);
                    T* source = shares + ((long)(firstTap + column.Taps[columnTap]) * g.OutHeight + outRow) * g.OutWidth + offset;
                    PartialSums.Add(line + first, source + first, Math.Min(count, g.OutWidth - offset) - first);
                }
            }

            T* target = x + ((long)channel * g.InHeight + row.Pixels.First + i * row.Pixels.Stride) * g.InWidth + column.Pixels.First;
            for (int j = 0; j < count; j++) target[j * column.Pixels.Stride] = line[j];
        }
    }
}
