using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// Images [images, groups·Channels, rows.Size, columns.Size] as a convolution reads them. Its positions, numbered (image, row
/// position, column position), and its taps, numbered (channel, row tap, column tap), are the two dimensions of the matrix of
/// patches. That matrix is never stored: <see cref="CopyPatchRow"/> reads any part of it from the images.
/// </summary>
internal readonly unsafe struct PatchMap<T>(T* data, int images, int groups, int channels, AxisMap rows, AxisMap columns)
    where T : unmanaged
{
    private readonly long _elements = (long)images * groups * channels * rows.Size * columns.Size;

    /// <summary>Positions in one row of an image.</summary>
    public int RowLength => columns.Positions;

    /// <summary>Positions in one image.</summary>
    public int Positions => rows.Positions * columns.Positions;

    /// <summary>Positions in all images.</summary>
    public int AllPositions => images * Positions;

    /// <summary>Taps in one channel.</summary>
    public int Taps => rows.Offsets.Length * columns.Offsets.Length;

    /// <summary>Taps in all channels of a group.</summary>
    public int AllTaps => channels * Taps;

    /// <summary>
    /// Cuts positions into segments, at most one per position. The first one's pixels are copied to <paramref name="target"/>;
    /// whole rows of positions follow each other at rowStride there.
    /// </summary>
    /// <returns>How many segments there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Cut(int group, int position, int count, int target, int rowStride, Segment* segments)
    {
        int perRow = columns.Positions;
        long plane = (long)rows.Size * columns.Size;
        int segmentCount = 0;
        for (int end = position + count; position < end; segmentCount++)
        {
            (int image, int rest) = Math.DivRem(position, Positions);
            (int row, int column) = Math.DivRem(rest, perRow);
            int wholeRows = column > 0 ? 0 : Math.Min((end - position) / perRow, rows.Positions - row);
            int length = wholeRows > 0 ? perRow : Math.Min(end - position, perRow - column);
            int y = row * rows.Stride, x = column * columns.Stride;
            long offset = ((long)image * groups + group) * channels * plane + (long)y * columns.Size + x;
            segments[segmentCount] = new Segment(offset, y, x, target, rowStride, Math.Max(1, wholeRows), length);
            position += Math.Max(1, wholeRows) * length;
            target += wholeRows > 0 ? wholeRows * rowStride : length;
        }

        return segmentCount;
    }

    /// <summary>
    /// Copies what the segments' positions read through one tap of one channel. Copies whole vectors: what is written beyond a
    /// segment's end, less than a vector of 512 bits, must be overwritten later, as happens when segments come in rising order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyPatchRow(int channel, int rowTap, int columnTap, Segment* segments, int count, T* target)
    {
        int dy = rows.Offsets[rowTap], dx = columns.Offsets[columnTap];
        long tapOffset = (long)channel * rows.Size * columns.Size + (long)dy * columns.Size + dx;
        for (Segment* segment = segments; segment < segments + count; segment++)
        {
            if (segment->Length > Vector256<T>.Count)
                CopySegment<Simd512<T>>(*segment, tapOffset, dy, dx, target + segment->Target);
            else if (segment->Length > Vector128<T>.Count)
                CopySegment<Simd256<T>>(*segment, tapOffset, dy, dx, target + segment->Target);
            else
                CopySegment<Simd128<T>>(*segment, tapOffset, dy, dx, target + segment->Target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopySegment<TVector>(Segment segment, long tapOffset, int dy, int dx, T* target)
        where TVector : struct, ISimd<TVector, T>
    {
        int stride = columns.Stride, size = columns.Size, length = segment.Length, x = segment.X + dx;
        int top = segment.Y + dy, bottom = top + (segment.Rows - 1) * rows.Stride;
        bool inside = x >= 0 && x + (length - 1) * stride < size && top >= 0 && bottom < rows.Size;

        // A vector that begins before the row or ends after it reads a neighbouring row, and a mask removes that; it must not
        // leave the images, though.
        long first = segment.Offset + tapOffset, rowStride = (long)size * rows.Stride;
        long end = first + (segment.Rows - 1) * rowStride + (long)(length + TVector.Count - 1) * stride;
        bool vectorized = stride == 1 || (stride == 2 && sizeof(T) == sizeof(float));
        if (!vectorized || first < 0 || end > _elements)
        {
            CopyElements(segment, first, top, x, target);
            return;
        }

        // The last vectors of the rows go first, because each may overwrite the begin of the row after it.
        for (int i = (length - 1) / TVector.Count * TVector.Count; i >= 0; i -= TVector.Count)
        {
            T* source = data + first + i * stride;
            T* rowTarget = target + i;
            if (inside)
            {
                for (int row = 0; row < segment.Rows; row++, source += rowStride, rowTarget += segment.TargetStride)
                    (stride == 1 ? TVector.Load(source) : TVector.LoadEven32(source)).Store(rowTarget);
                continue;
            }

            int begin = (Math.Max(0, -x) + stride - 1) / stride - i, valid = (Math.Max(0, size - x) + stride - 1) / stride - i;
            TVector mask = Mask<TVector>(begin, valid);
            for (int row = 0; row < segment.Rows; row++, source += rowStride, rowTarget += segment.TargetStride)
            {
                TVector pixels = (uint)(top + row * rows.Stride) >= (uint)rows.Size ? default
                    : (stride == 1 ? TVector.Load(source) : TVector.LoadEven32(source)) & mask;
                pixels.Store(rowTarget);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyElements(Segment segment, long first, int top, int x, T* target)
    {
        for (int row = 0; row < segment.Rows; row++, target += segment.TargetStride)
        {
            int y = top + row * rows.Stride;
            T* source = data + first + (long)row * columns.Size * rows.Stride;
            for (int i = 0; i < segment.Length; i++)
            {
                bool inside = (uint)y < (uint)rows.Size && (uint)(x + i * columns.Stride) < (uint)columns.Size;
                target[i] = inside ? source[i * columns.Stride] : default;
            }
        }
    }

    /// <summary>All bits of elements begin … end−1, none of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mask<TVector>(int begin, int end) where TVector : struct, ISimd<TVector, T>
    {
        const int Bytes = 64;
        byte* bits = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(MaskBits));
        TVector notBefore = TVector.Load((T*)(bits + Bytes) - Math.Clamp(begin, 0, TVector.Count));
        TVector before = TVector.Load((T*)(bits + 2 * Bytes) - Math.Clamp(end, 0, TVector.Count));
        return notBefore & before;
    }

    /// <summary>A vector of zeros, one of ones, one of zeros: a window on it is a mask.</summary>
    private static ReadOnlySpan<byte> MaskBits =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
}

/// <summary>Positions of one image: a piece of one row, or several whole rows.</summary>
/// <param name="Offset">Where the first position's pixel (Y, X) of the group's first channel lies.</param>
/// <param name="Y">The first position's pixel row, before a tap's offset.</param>
/// <param name="X">The first position's pixel column, before a tap's offset.</param>
/// <param name="Target">Where the first position's pixel is copied to.</param>
/// <param name="TargetStride">From one row's target to the next.</param>
/// <param name="Rows">How many rows of positions there are.</param>
/// <param name="Length">How many positions each of them has.</param>
internal readonly record struct Segment(long Offset, int Y, int X, int Target, int TargetStride, int Rows, int Length);
