using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>The pixels first, first + Stride, … of one axis: count of them.</summary>
internal readonly record struct AxisSlice(int Size, int First, int Stride, int Count);

/// <summary>
/// Writes a product of channels by positions into images [images, groups·channels, Rows.Size, Columns.Size], where positions,
/// numbered (image, row, column), are every Stride-th pixel of each axis. Adds a bias per channel where there is one.
/// </summary>
internal readonly unsafe struct PlaneWriter<T>(T* images, int groups, int channels, AxisSlice rows, AxisSlice columns, T* bias)
    : ITileWriter<T> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int batch, int row, int rowCount, int column, int columnCount, T* tile, int pitch)
    {
        if (bias != null) AddBias(bias + batch * channels + row, rowCount, columnCount, tile, pitch);

        long plane = (long)rows.Size * columns.Size;
        bool dense = columns.Stride == 1 && rows.Stride == 1 && columns.Count == columns.Size;
        int runLength = dense ? rows.Count * columns.Count : columns.Count;
        int runsPerImage = dense ? 1 : rows.Count;
        (int run, int offset) = Math.DivRem(column, runLength);
        for (int c = 0; c < columnCount; run++, offset = 0)
        {
            int length = Math.Min(columnCount - c, runLength - offset);
            (int image, int y) = Math.DivRem(run, runsPerImage);
            T* target = images + (((long)image * groups + batch) * channels + row) * plane
                + (long)(rows.First + y * rows.Stride) * columns.Size + columns.First + offset * columns.Stride;
            for (int r = 0; r < rowCount; r++) Copy(tile + r * pitch + c, length, target + r * plane, columns.Stride);
            c += length;
        }
    }

    private static void AddBias(T* bias, int rowCount, int columnCount, T* tile, int pitch)
    {
        for (int r = 0; r < rowCount; r++)
        {
            Vector128<T> value = Vector128.Create(bias[r]);
            T* row = tile + r * pitch;
            int c = 0;
            for (; c <= columnCount - Vector128<T>.Count; c += Vector128<T>.Count)
                (Vector128.Load(row + c) + value).Store(row + c);
            for (; c < columnCount; c++) row[c] = (Vector128.CreateScalar(row[c]) + value).ToScalar();
        }
    }

    private static void Copy(T* source, int length, T* target, int stride)
    {
        if (stride == 1)
        {
            PanelCopy.Stream(source, length, target);
            return;
        }

        for (int i = 0; i < length; i++) target[i * stride] = source[i];
    }
}
