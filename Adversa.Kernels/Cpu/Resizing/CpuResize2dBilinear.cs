using System.Numerics;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Resizing;

/// <summary>One plane of bilinear resizing: two input rows are blended into a buffer, then its columns.</summary>
internal static unsafe class CpuResize2dBilinear
{
    public static void Forward<T>(
        in Resize2dArguments a, CpuResize2dSource<T>* rows, CpuResize2dSource<T>* columns, T* x, T* y, T* buffer)
        where T : unmanaged, INumber<T>
    {
        for (int row = 0; row < a.OutHeight; row++, y += a.OutWidth)
        {
            CpuResize2dSource<T> source = rows[row];
            T* lower = x + (long)source.Lower * a.InWidth;
            T* upper = x + (long)source.Upper * a.InWidth;
            CpuRow.Blend(buffer, lower, upper, source.Weight, a.InWidth);
            for (int w = 0; w < a.OutWidth; w++)
            {
                CpuResize2dSource<T> column = columns[w];
                y[w] = buffer[column.Lower] * (T.One - column.Weight) + buffer[column.Upper] * column.Weight;
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
            new Span<T>(buffer, a.InWidth).Clear();
            for (int w = 0; w < a.OutWidth; w++)
            {
                CpuResize2dSource<T> column = columns[w];
                buffer[column.Lower] += y[w] * (T.One - column.Weight);
                buffer[column.Upper] += y[w] * column.Weight;
            }

            CpuResize2dSource<T> source = rows[row];
            CpuRow.AddScaled(x + (long)source.Lower * a.InWidth, buffer, T.One - source.Weight, a.InWidth);
            CpuRow.AddScaled(x + (long)source.Upper * a.InWidth, buffer, source.Weight, a.InWidth);
        }
    }
}
