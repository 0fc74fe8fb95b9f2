namespace Adversa.Kernels.Devices;

/// <summary>A number of groups, or of work-items in a group, along each axis.</summary>
public readonly record struct Extent(int X, int Y = 1, int Z = 1)
{
    /// <summary>X·Y·Z.</summary>
    public long Count => (long)X * Y * Z;

    /// <summary>As many groups of so many work-items as hold one for each of <paramref name="count"/> elements.</summary>
    public static Extent Covering(int count, int groupSize) => new(Division.Ceiling(count, groupSize));

    /// <inheritdoc/>
    public override string ToString() => $"{X}×{Y}×{Z}";
}
