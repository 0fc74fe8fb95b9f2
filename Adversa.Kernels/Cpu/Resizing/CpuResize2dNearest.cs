using System.Numerics;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Resizing;

/// <summary>
/// One plane of nearest-neighbour resizing. An output row with the source of the row above it is a copy of that row.
/// </summary>
internal static unsafe class CpuResize2dNearest
{
    public static void Forward<T>(
        in Resize2dArguments a, CpuResize2dSource<T>* rows, CpuResize2dSource<T>* columns, T* x, T* y)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < a.OutHeight; row++, y += a.OutWidth)
        {
            if (row > 0 && rows[row].Lower == rows[row - 1].Lower)
            {
                new ReadOnlySpan<T>(y - a.OutWidth, a.OutWidth).CopyTo(new Span<T>(y, a.OutWidth));
                continue;
            }

            T* source = x + (long)rows[row].Lower * a.InWidth;
            if (a.OutWidth == 2 * a.InWidth)
            {
                CpuRow.Repeat(y, source, a.InWidth);
            }
            else
            {
                for (int w = 0; w < a.OutWidth; w++) y[w] = source[columns[w].Lower];
            }
        }
    }

    public static void Adjoint<T>(
        in Resize2dArguments a, CpuResize2dSource<T>* rows, CpuResize2dSource<T>* columns, T* x, T* y, T* buffer)
        where T : unmanaged, INumber<T>
    {
        new Span<T>(x, a.InHeight * a.InWidth).Clear();
        for (int row = 0; row < a.OutHeight; row++, y += a.OutWidth)
        {
            if (a.OutWidth == 2 * a.InWidth)
            {
                CpuRow.SumPairs(buffer, y, a.InWidth);
            }
            else
            {
                new Span<T>(buffer, a.InWidth).Clear();
                for (int w = 0; w < a.OutWidth; w++) buffer[columns[w].Lower] += y[w];
            }

            CpuRow.Add(x + (long)rows[row].Lower * a.InWidth, buffer, a.InWidth);
        }
    }
}
