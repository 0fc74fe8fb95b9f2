namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>Where a product's elements go: the place that each has in memory, and what is still to be done to it.</summary>
internal unsafe interface ITileWriter<T> where T : unmanaged
{
    /// <summary>
    /// Takes the finished elements (row + r, column + c) of product <paramref name="batch"/> from tile[r·pitch + c], r &lt; rows,
    /// c &lt; columns.
    /// </summary>
    void Write(int batch, int row, int rows, int column, int columns, T* tile, int pitch);
}
