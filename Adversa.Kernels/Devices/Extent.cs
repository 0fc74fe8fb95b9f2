namespace Adversa.Kernels.Devices;

/// <summary>A number of groups, or of work-items in a group, along each axis.</summary>
public readonly record struct Extent(int X, int Y = 1, int Z = 1)
{
    /// <summary>X·Y·Z.</summary>
    public long Count => (long)X * Y * Z;

    /// <summary>As many groups of so many work-items as hold one for each of <paramref name="count"/> elements.</summary>
    /// <exception cref="ArgumentException">There are too many elements: see <see cref="CheckCount"/>.</exception>
    public static Extent Covering(int count, int groupSize)
    {
        CheckCount(count, groupSize);
        return new Extent(Division.Ceiling(count, groupSize));
    }

    /// <summary>
    /// Throws where a kernel that counts up to <paramref name="count"/> by so much would leave the range of its ints, in which
    /// case it would not end, or write anywhere.
    /// </summary>
    /// <exception cref="ArgumentException">There are too many elements.</exception>
    public static void CheckCount(int count, int step)
    {
        if (count <= int.MaxValue - step + 1) return;
        throw new ArgumentException($"{count:N0} elements: a kernel on a device takes at most {int.MaxValue - step + 1:N0}.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{X}×{Y}×{Z}";
}
