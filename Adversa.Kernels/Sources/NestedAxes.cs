namespace Adversa.Kernels.Sources;

/// <summary>
/// Three axes, one in the other, that an index counts through: index = (outer·Middle + middle)·Inner + inner. Taps of a window
/// are such (channel, row, column), and so are the pixels of a batch (image, row, column).
/// </summary>
/// <param name="Middle">The size of the middle axis.</param>
/// <param name="Inner">The size of the innermost axis.</param>
internal readonly record struct NestedAxes(Divisor Middle, Divisor Inner)
{
    /// <summary>Axes of these sizes. Empty ones count as 1: nobody asks for an index of theirs.</summary>
    public static NestedAxes Of(int middle, int inner) => new(Divisor.Of(Math.Max(1, middle)), Divisor.Of(Math.Max(1, inner)));

    /// <summary>The place of an index on each axis.</summary>
    public NestedIndex Split(int index)
    {
        int outerAndMiddle = Inner.Quotient(index);
        int outer = Middle.Quotient(outerAndMiddle);
        return new NestedIndex(outer, outerAndMiddle - outer * Middle.Value, index - outerAndMiddle * Inner.Value);
    }
}

/// <summary>A place on three nested axes; also a distance in memory for a step along each.</summary>
internal readonly record struct NestedIndex(int Outer, int Middle, int Inner)
{
    /// <summary>The distance in memory of this place, with these steps.</summary>
    public int Offset(NestedIndex steps) => Outer * steps.Outer + Middle * steps.Middle + Inner * steps.Inner;
}
