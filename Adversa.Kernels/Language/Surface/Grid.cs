namespace Adversa.Kernels.Language;

/// <summary>Where a group stands in its launch. Exists on devices alone.</summary>
public static class Grid
{
    /// <summary>The group's position along x.</summary>
    public static int IdxX => throw OnDevicesAlone.Error();

    /// <summary>The group's position along y.</summary>
    public static int IdxY => throw OnDevicesAlone.Error();

    /// <summary>The group's position along z.</summary>
    public static int IdxZ => throw OnDevicesAlone.Error();

    /// <summary>The number of groups along x.</summary>
    public static int DimX => throw OnDevicesAlone.Error();

    /// <summary>The number of groups along y.</summary>
    public static int DimY => throw OnDevicesAlone.Error();

    /// <summary>The number of groups along z.</summary>
    public static int DimZ => throw OnDevicesAlone.Error();
}
