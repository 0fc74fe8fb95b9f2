using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Cpu.Gemm;

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

    /// <summary>Positions in one image.</summary>
    public int Positions => rows.Positions * columns.Positions;

    /// <summary>Positions in all images.</summary>
    public int AllPositions => images * Positions;

    /// <summary>Taps in one channel.</summary>
    public int Taps => rows.Offsets.Length * columns.Offsets.Length;

    /// <summary>Taps in all channels of a group.</summary>
    public int AllTaps => channels * Taps;

    /// <summary>Cuts positions into pieces, at most one per position.</summary>
    /// <returns>How many pieces there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Cut(int group, int position, int count, Piece* pieces)
    {
        (int image, int rest) = Math.DivRem(position, Positions);
        (int row, int column) = Math.DivRem(rest, columns.Positions);
        long plane = (long)rows.Size * columns.Size;
        int pieceCount = 0;
        for (int done = 0; done < count; pieceCount++, column = 0)
        {
            int length = Math.Min(count - done, columns.Positions - column);
            int y = row * rows.Stride, x = column * columns.Stride;
            long offset = ((long)image * groups + group) * channels * plane + (long)y * columns.Size + x;
            pieces[pieceCount] = new Piece(offset, y, x, done, length);
            done += length;
            if (++row < rows.Positions) continue;
            row = 0;
            image++;
        }

        return pieceCount;
    }

    /// <summary>
    /// Copies what the pieces' positions read through one tap of one channel. Copies whole vectors: what is written beyond a
    /// piece's end, less than a vector of 512 bits, must be overwritten later, as happens when pieces come in rising order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyPatchRow(int channel, int rowTap, int columnTap, Piece* pieces, int count, T* target)
    {
        int dy = rows.Offsets[rowTap], dx = columns.Offsets[columnTap];
        long tapOffset = (long)channel * rows.Size * columns.Size + (long)dy * columns.Size + dx;
        for (Piece* piece = pieces; piece < pieces + count; piece++)
        {
            T* pieceTarget = target + piece->Target;
            if ((uint)(piece->Y + dy) >= (uint)rows.Size)
                new Span<T>(pieceTarget, piece->Length).Clear();
            else if (piece->Length > Vector256<T>.Count)
                CopyPiece<Vector512<T>, Simd512<T>>(piece->Offset + tapOffset, piece->X + dx, piece->Length, pieceTarget);
            else if (piece->Length > Vector128<T>.Count)
                CopyPiece<Vector256<T>, Simd256<T>>(piece->Offset + tapOffset, piece->X + dx, piece->Length, pieceTarget);
            else
                CopyPiece<Vector128<T>, Simd128<T>>(piece->Offset + tapOffset, piece->X + dx, piece->Length, pieceTarget);
        }
    }

    /// <summary>target[i] = the pixel at x + i·stride of the row whose pixel x lies at data + offset, 0 outside of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyPiece<TVector, TSimd>(long offset, int x, int length, T* target) where TSimd : struct, ISimd<T, TVector>
    {
        int stride = columns.Stride, size = columns.Size;
        bool vectorized = stride == 1 || (stride == 2 && sizeof(T) == sizeof(float));

        // A vector that begins before the row or ends after it reads a neighbouring row, and the mask removes that; it must
        // not leave the images, though.
        if (!vectorized || offset < 0 || offset + (length + TSimd.Count - 1) * stride > _elements)
        {
            for (int i = 0; i < length; i++, x += stride) target[i] = (uint)x < (uint)size ? data[offset + i * stride] : default;
            return;
        }

        T* source = data + offset;
        bool inside = x >= 0 && x + (length - 1) * stride < size;
        int begin = inside ? 0 : (Math.Max(0, -x) + stride - 1) / stride;
        int end = inside ? 0 : (Math.Max(0, size - x) + stride - 1) / stride;
        for (int i = 0; i < length; i += TSimd.Count)
        {
            TVector pixels = stride == 1 ? TSimd.Load(source + i) : TSimd.LoadEven32(source + 2 * i);
            if (!inside) pixels = TSimd.And(pixels, Mask<TVector, TSimd>(begin - i, end - i));
            TSimd.Store(pixels, target + i);
        }
    }

    /// <summary>All bits of elements begin … end−1, none of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mask<TVector, TSimd>(int begin, int end) where TSimd : struct, ISimd<T, TVector>
    {
        const int Bytes = 64;
        byte* bits = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(MaskBits));
        TVector notBefore = TSimd.Load((T*)(bits + Bytes) - Math.Clamp(begin, 0, TSimd.Count));
        TVector before = TSimd.Load((T*)(bits + 2 * Bytes) - Math.Clamp(end, 0, TSimd.Count));
        return TSimd.And(notBefore, before);
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

/// <summary>Positions side by side in one row of one image.</summary>
/// <param name="Offset">Where the first position's pixel (Y, X) of the group's first channel lies.</param>
/// <param name="Y">The first position's pixel row, before a tap's offset.</param>
/// <param name="X">The first position's pixel column, before a tap's offset.</param>
/// <param name="Target">The first position's number among all that were cut.</param>
/// <param name="Length">How many positions there are.</param>
internal readonly record struct Piece(long Offset, int Y, int X, int Target, int Length);
