using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The input gradient where input channels are few, as next to an image: wᵀ·y, a product with a row for each channel and tap,
/// says what every output gives to each pixel of its window, and every pixel adds up what it is given. As one product for each
/// phase the few channels would not fill a register tile, and packing y's patches would cost more than multiplying them; here y
/// is packed once and as it is. The product is kh·kw/s² times as large as x, so images go through it in groups that stay in the
/// cache.
/// </summary>
internal static unsafe class ColumnSums
{
    private const long GroupBytes = 4 << 20;

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
        long imageShares = (long)taps * positions;
        int together = (int)Math.Clamp(GroupBytes / Math.Max(1, imageShares * sizeof(T)), 1, Math.Max(1, g.Batch));
        T* x = arguments.X.Pointer<T>(), y = arguments.Y.Pointer<T>();
        var weight = new StridedPanels<T>(arguments.W.Pointer<T>(), 0, Dimension.Of(taps), Dimension.Of(1));
        using Scratch<T> shares = new(device, together * imageShares), lines = new(device, (long)device.Team.Workers * g.InWidth);
        T* sharesAddress = shares.Address, linesAddress = lines.Address;
        Phase[] rows = Phase.All(g.InHeight, g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
        Phase[] columns = Phase.All(g.InWidth, g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
        for (int first = 0; first < g.Batch; first += together)
        {
            long outImage = (long)g.OutChannels * positions;
            int images = Math.Min(together, g.Batch - first);
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, new ProductShape(images, taps, positions, g.OutChannels), weight,
                new StridedPanels<T>(y + first * outImage, outImage, Dimension.Of(positions), Dimension.Of(1)),
                new MatrixWriter<T>(sharesAddress, imageShares, positions, 1));

            T* target = x + (long)first * g.InChannels * g.InHeight * g.InWidth;
            device.Team.Run(images * g.InChannels, (plane, worker) =>
            {
                T* planeShares = sharesAddress + (long)plane * g.KernelHeight * g.KernelWidth * positions;
                T* pixels = target + (long)plane * g.InHeight * g.InWidth, line = linesAddress + (long)worker * g.InWidth;
                foreach (Phase row in rows)
                    foreach (Phase column in columns)
                        AddUp(g, row, column, planeShares, line, pixels);
            });
        }
    }

    /// <summary>The pixels of one phase of one channel of an image, from that channel's taps [kh·kw, OH, OW].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUp<T>(Conv2dGeometry g, Phase row, Phase column, T* shares, T* line, T* x) where T : unmanaged
    {
        int count = column.Pixels.Count;
        for (int i = 0; i < row.Pixels.Count; i++)
        {
            new Span<T>(line, count).Clear();
            for (int rowTap = 0; rowTap < row.Taps.Length; rowTap++)
            {
                int outRow = i + row.Map.Offsets[rowTap];
                if ((uint)outRow >= (uint)g.OutHeight) continue;
                int firstTap = row.Taps[rowTap] * g.KernelWidth;
                for (int columnTap = 0; columnTap < column.Taps.Length; columnTap++)
                {
                    int offset = column.Map.Offsets[columnTap], first = Math.Max(0, -offset);
                    T* source = shares + ((long)(firstTap + column.Taps[columnTap]) * g.OutHeight + outRow) * g.OutWidth + offset;
                    PartialSums.Add(line + first, source + first, Math.Min(count, g.OutWidth - offset) - first);
                }
            }

            T* target = x + (long)(row.Pixels.First + i * row.Pixels.Stride) * g.InWidth + column.Pixels.First;
            for (int j = 0; j < count; j++) target[j * column.Pixels.Stride] = line[j];
        }
    }
}
