using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The side of y, one channel of a block of images at a time. The plane [Rows·Outputs][OW][lanes] and the lines between the two
/// passes [Points][Columns·Outputs][lanes] have room, and zeros, for the pixels that the last tiles have too many.
/// </summary>
internal static unsafe class OutputTiles<T, TVector, TFilter>
    where T : unmanaged, INumberBase<T> where TVector : struct, ISimd<TVector, T> where TFilter : struct, IMinimalFilter
{
    /// <summary>Elements of the plane.</summary>
    public static int PlaneElements(in TileShape shape) =>
        shape.RowsPerGroup * TFilter.Outputs * shape.Geometry.OutWidth * shape.Lanes;

    /// <summary>Elements of the lines.</summary>
    public static int LineElements(in TileShape shape) => shape.Points * shape.Columns * TFilter.Outputs * shape.Lanes;

    /// <summary>From a plane to a row of frequencies; what plane and lines have beyond y is 0 before and after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(
        in TileShape shape, int rows, T* plane, T* lines, in Frequencies<T> frequencies, int channel, int vector)
    {
        int lanes = shape.Lanes, points = TFilter.Outputs + TFilter.Taps - 1;
        int line = shape.Columns * TFilter.Outputs * lanes, row = shape.Geometry.OutWidth * lanes;
        long frequencyStride = frequencies.Stride;
        for (int tileRow = 0; tileRow < rows; tileRow++, plane += TFilter.Outputs * row, vector += shape.Columns)
        {
            for (int i = 0; i < row; i += lanes) TFilter.Expand<T, TVector>(plane + i, row, lines + i, line);
            for (int tile = 0; tile < shape.Columns; tile++)
            {
                T* source = lines + tile * TFilter.Outputs * lanes, target = frequencies.At(0, channel, vector + tile);
                for (int i = 0; i < points; i++, source += line, target += points * frequencyStride)
                    TFilter.Expand<T, TVector>(source, lanes, target, frequencyStride);
            }
        }
    }

    /// <summary>From a row of frequencies to a plane, plus bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(
        in TileShape shape, int rows, in Frequencies<T> frequencies, int channel, int vector, T bias, T* plane, T* lines)
    {
        int lanes = shape.Lanes, points = TFilter.Outputs + TFilter.Taps - 1;
        int line = shape.Columns * TFilter.Outputs * lanes, row = shape.Geometry.OutWidth * lanes;
        long frequencyStride = frequencies.Stride;
        TVector shift = TVector.Create(bias);
        for (int tileRow = 0; tileRow < rows; tileRow++, plane += TFilter.Outputs * row, vector += shape.Columns)
        {
            for (int tile = 0; tile < shape.Columns; tile++)
            {
                T* source = frequencies.At(0, channel, vector + tile), target = lines + tile * TFilter.Outputs * lanes;
                for (int i = 0; i < points; i++, source += points * frequencyStride, target += line)
                    TFilter.Fold<T, TVector>(source, frequencyStride, target, lanes, default);
            }

            for (int i = 0; i < row; i += lanes) TFilter.Fold<T, TVector>(lines + i, line, plane + i, row, shift);
        }
    }
}
