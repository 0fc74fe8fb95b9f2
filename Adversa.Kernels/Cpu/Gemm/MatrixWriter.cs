using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>Writes to a matrix with any strides.</summary>
internal readonly unsafe struct MatrixWriter<T>(T* data, long batchStride, long rowStride, long columnStride) : ITileWriter<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(int batch, int row, int rows, int column, int columns, T* tile, int pitch)
    {
        T* target = data + batch * batchStride + row * rowStride + column * columnStride;
        if (rowStride == 1 && columnStride <= int.MaxValue)
        {
            PanelCopy.Columns(tile, pitch, columns, rows, target, (int)columnStride);
            return;
        }

        for (int r = 0; r < rows; r++, target += rowStride, tile += pitch)
        {
            if (columnStride == 1)
            {
                PanelCopy.Row(tile, columns, target);
                continue;
            }

            for (int c = 0; c < columns; c++) target[c * columnStride] = tile[c];
        }
    }
}
