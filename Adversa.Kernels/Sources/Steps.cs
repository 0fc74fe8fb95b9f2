namespace Adversa.Kernels.Sources;

/// <summary>
/// One number for each of up to eight axes, innermost first: an <see cref="Axes"/> as a kernel on a device can take it, by value
/// and without a loop.
/// </summary>
internal readonly record struct Steps(int N0, int N1, int N2, int N3, int N4, int N5, int N6, int N7)
{
    /// <summary>The numbers of the axes, and <paramref name="missing"/> for those that there are not.</summary>
    public static Steps Of(Axes axes, int missing)
    {
        return new(At(0), At(1), At(2), At(3), At(4), At(5), At(6), At(7));

        int At(int fromInside) => fromInside < axes.Rank ? axes[axes.Rank - 1 - fromInside] : missing;
    }

    /// <summary>
    /// Where element number <paramref name="index"/>, in row-major order, of an array with these sizes lies, if its axes step so
    /// far. Axes that the index does not reach cost nothing: along one axis there is no division.
    /// </summary>
    public static int Offset(int index, Steps sizes, Steps strides)
    {
        if (index < sizes.N0) return index * strides.N0;
        int rest = index / sizes.N0;
        int offset = (index - rest * sizes.N0) * strides.N0;
        offset += Next(ref rest, sizes.N1) * strides.N1;
        if (rest == 0) return offset;
        offset += Next(ref rest, sizes.N2) * strides.N2;
        if (rest == 0) return offset;
        offset += Next(ref rest, sizes.N3) * strides.N3;
        if (rest == 0) return offset;
        offset += Next(ref rest, sizes.N4) * strides.N4;
        offset += Next(ref rest, sizes.N5) * strides.N5;
        offset += Next(ref rest, sizes.N6) * strides.N6;
        return offset + rest * strides.N7;
    }

    /// <summary>
    /// Splits the position along an axis of this size off an index; what is left is the index of the outer axes.
    /// </summary>
    private static int Next(ref int index, int size)
    {
        int outer = index / size;
        int position = index - outer * size;
        index = outer;
        return position;
    }
}
