using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Convolution.Winograd;

/// <summary>
/// The side of x. Along one axis a tile reads six pixels, three of each phase, and takes them to the three frequencies
/// (x₀ − x₁, x₁, x₂ − x₁); the transposed map takes frequencies to (m₀, m₁ − m₀ − m₂, m₂). Windows overlap by two pixels, one of
/// each phase. The rows are done first, on whole lines of pixels, then the columns. Element (frequency, phase) of the operand
/// lies at frequency·frequencyStride + phase·phaseStride, tiles one after the other.
/// </summary>
internal static unsafe class InputTiles
{
    private const int Window = 6;

    /// <summary>Elements of scratch memory for either direction: two sets of six lines of pixels.</summary>
    public static int ScratchElements(in TileShape shape) => 2 * Window * LineElements(shape);

    /// <summary>
    /// From pixels [H·W][lanes] to frequencies. The scratch memory holds zeros beside the image, before and after.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform<T>(
        in TileShape shape, T* pixels, T* frequencies, long frequencyStride, long phaseStride, T* scratch) where T : unmanaged
    {
        int lanes = Vector512<T>.Count, height = shape.Geometry.InHeight, line = LineElements(shape);
        int padding = shape.Geometry.PaddingHeight, margin = shape.Geometry.PaddingWidth * lanes;
        int rowElements = shape.Geometry.InWidth * lanes;
        T* zeros = scratch + Window * line;
        T** rows = stackalloc T*[Window];
        for (int tileRow = 0; tileRow < shape.Rows; tileRow++)
        {
            for (int i = 0; i < Window; i++)
            {
                int y = 4 * tileRow + i - padding;
                rows[i] = (uint)y < (uint)height ? pixels + (long)y * rowElements : zeros;
            }

            for (int phase = 0; phase < 2; phase++)
            {
                T* first = rows[phase], second = rows[2 + phase], third = rows[4 + phase];
                T* target = scratch + phase * line + margin;
                for (int i = 0; i < rowElements; i += lanes)
                {
                    Vector512<T> middle = Vector512.Load(second + i);
                    (Vector512.Load(first + i) - middle).Store(target + i);
                    middle.Store(target + 2 * line + i);
                    (Vector512.Load(third + i) - middle).Store(target + 4 * line + i);
                }
            }

            for (int i = 0; i < Window; i++)
            {
                T* source = scratch + i * line;
                T* target = frequencies + i / 2 * 3 * frequencyStride + i % 2 * 2 * phaseStride;
                for (int tile = 0; tile < shape.Columns; tile++, source += 4 * lanes, target += lanes)
                {
                    StoreDifferences(source, target, frequencyStride);
                    StoreDifferences(source + lanes, target + phaseStride, frequencyStride);
                }
            }

            frequencies += shape.Columns * lanes;
        }
    }

    /// <summary>The transposed map: from frequencies to pixels [H·W][lanes], where overlapping windows add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Adjoint<T>(
        in TileShape shape, T* frequencies, long frequencyStride, long phaseStride, T* pixels, T* scratch) where T : unmanaged
    {
        int lanes = Vector512<T>.Count, line = LineElements(shape);
        T* lines = scratch, before = scratch + Window * line;
        new Span<T>(before, Window * line).Clear();
        for (int tileRow = 0; tileRow <= shape.Rows; tileRow++)
        {
            // Below the last tiles lie the pixels that only their windows reach.
            if (tileRow < shape.Rows) AddUpColumns(shape, frequencies, frequencyStride, phaseStride, lines);
            else new Span<T>(lines, Window * line).Clear();

            for (int phase = 0; phase < 2; phase++)
            {
                T* first = lines + phase * line, second = first + 2 * line, third = first + 4 * line;
                WriteRow(shape, 4 * tileRow + phase, first, before + (4 + phase) * line, null, pixels);
                WriteRow(shape, 4 * tileRow + 2 + phase, second, first, third, pixels);
            }

            frequencies += shape.Columns * lanes;
            T* written = lines;
            lines = before;
            before = written;
        }
    }

    /// <summary>The six lines of pixels that a row of tiles gives something to, from its frequencies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddUpColumns<T>(in TileShape shape, T* frequencies, long frequencyStride, long phaseStride, T* lines)
        where T : unmanaged
    {
        for (int i = 0; i < Window; i++, lines += LineElements(shape))
        {
            T* source = frequencies + i / 2 * 3 * frequencyStride + i % 2 * 2 * phaseStride;
            AddUp(source, frequencyStride, shape.Columns, lines);
            AddUp(source + phaseStride, frequencyStride, shape.Columns, lines + Vector512<T>.Count);
        }
    }

    /// <summary>One phase of one line: pixels 0, 2, 4, … of it from the frequencies of its tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddUp<T>(T* source, long frequencyStride, int tiles, T* line) where T : unmanaged
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> overlap = default;
        for (int tile = 0; tile < tiles; tile++, source += lanes, line += 4 * lanes)
        {
            Vector512<T> first = Vector512.Load(source), third = Vector512.Load(source + 2 * frequencyStride);
            (overlap + first).Store(line);
            (Vector512.Load(source + frequencyStride) - first - third).Store(line + 2 * lanes);
            overlap = third;
        }

        overlap.Store(line);
    }

    /// <summary>Row y of the padded image, if it is part of the image: a + b, or a − b − c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow<T>(in TileShape shape, int y, T* a, T* b, T* c, T* pixels) where T : unmanaged
    {
        y -= shape.Geometry.PaddingHeight;
        if ((uint)y >= (uint)shape.Geometry.InHeight) return;
        int lanes = Vector512<T>.Count, margin = shape.Geometry.PaddingWidth * lanes, count = shape.Geometry.InWidth * lanes;
        T* target = pixels + (long)y * count;
        a += margin;
        b += margin;
        if (c == null)
        {
            for (int i = 0; i < count; i += lanes) (Vector512.Load(a + i) + Vector512.Load(b + i)).Store(target + i);
            return;
        }

        c += margin;
        for (int i = 0; i < count; i += lanes)
            (Vector512.Load(a + i) - Vector512.Load(b + i) - Vector512.Load(c + i)).Store(target + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifferences<T>(T* source, T* target, long stride) where T : unmanaged
    {
        int lanes = Vector512<T>.Count;
        Vector512<T> middle = Vector512.Load(source + 2 * lanes);
        (Vector512.Load(source) - middle).Store(target);
        middle.Store(target + stride);
        (Vector512.Load(source + 4 * lanes) - middle).Store(target + 2 * stride);
    }

    /// <summary>A line of all windows, padding included.</summary>
    private static int LineElements(in TileShape shape) => (4 * shape.Columns + 2) * shape.Lanes;
}
