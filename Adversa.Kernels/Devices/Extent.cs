namespace Adversa.Kernels.Devices;

/// <summary>A number of groups, or of work-items in a group, along each axis.</summary>
public readonly record struct Extent(int X, int Y = 1, int Z = 1)
{
    /// <summary>X·Y·Z.</summary>
    public long Count => (long)X * Y * Z;

    /// <inheritdoc/>
    public override string ToString() => $"{X}×{Y}×{Z}";
}
