using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The side of x, one channel of a block of images at a time. The plane [WindowRows][W][lanes] has lines of zeros above and
/// below the image; the lines between the two passes [stride·Points][WindowColumns][lanes] have zeros beside it. Rows are done
/// first, on whole lines of pixels, then columns. Phases differ by where they begin alone.
/// </summary>
internal static unsafe class InputTiles<T, TVector, TFilter>
    where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T> where TFilter : struct, IMinimalFilter
{
    /// <summary>Elements of the plane.</summary>
    public static int PlaneElements(in TileShape shape) =>
        shape.WindowRows(shape.RowsPerGroup) * shape.Geometry.InWidth * shape.Lanes;

    /// <summary>Elements of the lines.</summary>
    public static int LineElements(in TileShape shape) => shape.Stride * shape.Points * shape.WindowColumns * shape.Lanes;

    /// <summary>From a plane to the rows of its frequencies; the lines hold zeros beside the image before and after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform(
        in TileShape shape, int rows, T* plane, T* lines, in Frequencies<T> frequencies, int channel, int vector)
    {
        int lanes = shape.Lanes, stride = shape.Stride, points = TFilter.Outputs + TFilter.Taps - 1;
        int line = shape.WindowColumns * lanes, margin = shape.Geometry.PaddingWidth * lanes;
        int row = shape.Geometry.InWidth * lanes, tileStep = stride * TFilter.Outputs;
        long frequencyStride = frequencies.Stride;
        for (int tileRow = 0; tileRow < rows; tileRow++, plane += tileStep * row, vector += shape.Columns)
        {
            for (int phase = 0; phase < stride; phase++)
            {
                T* source = plane + phase * row, target = lines + phase * points * line + margin;
                for (int i = 0; i < row; i += lanes)
                    TFilter.Transform<T, TVector>(source + i, stride * row, target + i, line);
            }

            T* window = lines;
            for (int tile = 0; tile < shape.Columns; tile++, window += tileStep * lanes)
            {
                for (int phase = 0; phase < stride * stride; phase++)
                {
                    T* source = window + phase / stride * points * line + phase % stride * lanes;
                    T* target = frequencies.At(phase, channel, vector + tile);
                    for (int i = 0; i < points; i++, source += line, target += points * frequencyStride)
                        TFilter.Transform<T, TVector>(source, stride * lanes, target, frequencyStride);
                }
            }
        }
    }

    /// <summary>
    /// The transposed map: from frequencies to a plane, where overlapping windows add up. Its first lines, which windows of other
    /// tiles reach too, hold what those gave them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Adjoint(
        in TileShape shape, int rows, in Frequencies<T> frequencies, int channel, int vector, T* plane, T* lines)
    {
        int lanes = shape.Lanes, stride = shape.Stride, points = TFilter.Outputs + TFilter.Taps - 1;
        int line = shape.WindowColumns * lanes, margin = shape.Geometry.PaddingWidth * lanes;
        int row = shape.Geometry.InWidth * lanes, tileStep = stride * TFilter.Outputs;
        long frequencyStride = frequencies.Stride;
        for (int tileRow = 0; tileRow < rows; tileRow++, plane += tileStep * row, vector += shape.Columns)
        {
            for (int i = 0; i < stride * points; i++) new Span<T>(lines + i * line, shape.Overlap * lanes).Clear();
            T* window = lines;
            for (int tile = 0; tile < shape.Columns; tile++, window += tileStep * lanes)
            {
                for (int phase = 0; phase < stride * stride; phase++)
                {
                    T* source = frequencies.At(phase, channel, vector + tile);
                    T* target = window + phase / stride * points * line + phase % stride * lanes;
                    for (int i = 0; i < points; i++, source += points * frequencyStride, target += line)
                        TFilter.Adjoint<T, TVector>(source, frequencyStride, target, stride * lanes);
                }
            }

            for (int phase = 0; phase < stride; phase++)
            {
                T* source = lines + phase * points * line + margin, target = plane + phase * row;
                for (int i = 0; i < row; i += lanes)
                    TFilter.Adjoint<T, TVector>(source + i, line, target + i, stride * row);
            }
        }
    }
}
