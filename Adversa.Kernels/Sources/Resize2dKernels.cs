namespace Adversa.Kernels.Sources;

/// <summary>The sizes of a resizing: those of <see cref="Resize2dArguments"/>.</summary>
internal readonly record struct Resize2dSizes(int Planes, int InHeight, int InWidth, int OutHeight, int OutWidth);

/// <summary>Resizing on a device: one work-item per pixel that is written.</summary>
/// <remarks>
/// Positions are fractions of integers, computed with one division per axis, so that every device reads the same pixels. Doubling
/// both sides moves 5 bytes of float32 per output: a fourth of an input is read (its other readers find it in the cache) and one
/// output written. The adjoints run over inputs, and each input asks which outputs read it: those are a range per axis, found by
/// a division for Nearest, and for Bilinear a range that holds them, tested one by one. So no element has two writers and sums
/// have one order. The next version would keep the positions of a row's pixels in shared memory, since all rows ask for the
/// same ones.
/// </remarks>
internal static class Resize2dKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    /// <summary>Y[i,j] = X[⌊i·in/out⌋, ⌊j·in/out⌋].</summary>
    [Grouped(GroupSize)]
    public static void ResizeNearest(ArrayView<float> x, ArrayView<float> y, Resize2dSizes s)
    {
        int output = Grid.IdxX * GroupSize + Group.IdxX;
        if (output >= s.Planes * s.OutHeight * s.OutWidth) return;
        int plane = output / (s.OutHeight * s.OutWidth);
        int h = Nearest(output / s.OutWidth % s.OutHeight, s.InHeight, s.OutHeight);
        int w = Nearest(output % s.OutWidth, s.InWidth, s.OutWidth);
        y[output] = x[(plane * s.InHeight + h) * s.InWidth + w];
    }

    /// <summary>X = the sum of all outputs that read the pixel.</summary>
    [Grouped(GroupSize)]
    public static void ResizeNearestInputGradient(ArrayView<float> x, ArrayView<float> y, Resize2dSizes s)
    {
        int input = Grid.IdxX * GroupSize + Group.IdxX;
        if (input >= s.Planes * s.InHeight * s.InWidth) return;
        int plane = input / (s.InHeight * s.InWidth);
        int h = input / s.InWidth % s.InHeight;
        int w = input % s.InWidth;
        float sum = 0;
        for (int row = FirstReader(h, s.InHeight, s.OutHeight); row < FirstReader(h + 1, s.InHeight, s.OutHeight); row++)
        {
            for (int column = FirstReader(w, s.InWidth, s.OutWidth); column < FirstReader(w + 1, s.InWidth, s.OutWidth); column++)
                sum += y[(plane * s.OutHeight + row) * s.OutWidth + column];
        }

        x[input] = sum;
    }

    /// <summary>Y = the four pixels around (i+½)·in/out − ½, weighted by their distances along either axis.</summary>
    [Grouped(GroupSize)]
    public static void ResizeBilinear(ArrayView<float> x, ArrayView<float> y, Resize2dSizes s)
    {
        int output = Grid.IdxX * GroupSize + Group.IdxX;
        if (output >= s.Planes * s.OutHeight * s.OutWidth) return;
        int plane = output / (s.OutHeight * s.OutWidth);
        int row = output / s.OutWidth % s.OutHeight;
        int column = output % s.OutWidth;
        int top = Lower(row, s.InHeight, s.OutHeight);
        int left = Lower(column, s.InWidth, s.OutWidth);
        int bottom = Upper(top, s.InHeight);
        int right = Upper(left, s.InWidth);
        float down = Weight(row, s.InHeight, s.OutHeight);
        float across = Weight(column, s.InWidth, s.OutWidth);
        int begin = plane * s.InHeight * s.InWidth;
        float leftSide = x[begin + top * s.InWidth + left] * (1 - down) + x[begin + bottom * s.InWidth + left] * down;
        float rightSide = x[begin + top * s.InWidth + right] * (1 - down) + x[begin + bottom * s.InWidth + right] * down;
        y[output] = leftSide * (1 - across) + rightSide * across;
    }

    /// <summary>X = the sum of all outputs that read the pixel, each with its weight.</summary>
    [Grouped(GroupSize)]
    public static void ResizeBilinearInputGradient(ArrayView<float> x, ArrayView<float> y, Resize2dSizes s)
    {
        int input = Grid.IdxX * GroupSize + Group.IdxX;
        if (input >= s.Planes * s.InHeight * s.InWidth) return;
        int plane = input / (s.InHeight * s.InWidth);
        int h = input / s.InWidth % s.InHeight;
        int w = input % s.InWidth;
        int lastColumn = LatestReader(w, s.InWidth, s.OutWidth);
        float sum = 0;
        for (int row = EarliestReader(h, s.InHeight, s.OutHeight); row <= LatestReader(h, s.InHeight, s.OutHeight); row++)
        {
            float down = WeightOf(h, row, s.InHeight, s.OutHeight);
            if (down == 0) continue;
            float inRow = 0;
            for (int column = EarliestReader(w, s.InWidth, s.OutWidth); column <= lastColumn; column++)
                inRow += y[(plane * s.OutHeight + row) * s.OutWidth + column] * WeightOf(w, column, s.InWidth, s.OutWidth);
            sum += inRow * down;
        }

        x[input] = sum;
    }

    /// <summary>⌊i·input/output⌋.</summary>
    private static int Nearest(int i, int input, int output) => (int)((uint)i * (uint)input / (uint)output);

    /// <summary>The first i with ⌊i·input/output⌋ ≥ p: ⌈p·output/input⌉.</summary>
    private static int FirstReader(int p, int input, int output) =>
        (int)(((uint)p * (uint)output + (uint)input - 1) / (uint)input);

    /// <summary>max(0, (2i+1)·input − output): the position (i+½)·input/output − ½ over the denominator 2·output.</summary>
    private static uint Numerator(int i, int input, int output)
    {
        uint centre = (2 * (uint)i + 1) * (uint)input;
        return centre > (uint)output ? centre - (uint)output : 0;
    }

    private static int Lower(int i, int input, int output) => (int)(Numerator(i, input, output) / (2 * (uint)output));

    private static int Upper(int lower, int input) => lower + 1 < input ? lower + 1 : lower;

    /// <summary>The share of the upper pixel.</summary>
    private static float Weight(int i, int input, int output) =>
        (float)(Numerator(i, input, output) % (2 * (uint)output)) / (float)(2 * (uint)output);

    /// <summary>The share of pixel p in output i; both neighbours can be p at the border.</summary>
    private static float WeightOf(int p, int i, int input, int output)
    {
        int lower = Lower(i, input, output);
        float weight = Weight(i, input, output);
        float share = 0;
        if (lower == p) share += 1 - weight;
        if (Upper(lower, input) == p) share += weight;
        return share;
    }

    /// <summary>No output before this one reads pixel p.</summary>
    private static int EarliestReader(int p, int input, int output)
    {
        if (p == 0) return 0;
        int earliest = (int)((2 * (uint)p - 1) * (uint)output / (2 * (uint)input)) - 1;
        return earliest > 0 ? earliest : 0;
    }

    /// <summary>No output behind this one reads pixel p.</summary>
    private static int LatestReader(int p, int input, int output)
    {
        int latest = (int)((2 * (uint)p + 3) * (uint)output / (2 * (uint)input)) + 1;
        return latest < output ? latest : output - 1;
    }
}
