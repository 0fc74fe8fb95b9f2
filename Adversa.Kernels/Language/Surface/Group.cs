namespace Adversa.Kernels.Language;

/// <summary>Where a work-item stands in its group. Exists on devices alone.</summary>
public static class Group
{
    /// <summary>The work-item's position along x.</summary>
    public static int IdxX => throw OnDevicesAlone.Error();

    /// <summary>The work-item's position along y.</summary>
    public static int IdxY => throw OnDevicesAlone.Error();

    /// <summary>The work-item's position along z.</summary>
    public static int IdxZ => throw OnDevicesAlone.Error();

    /// <summary>The group's size along x.</summary>
    public static int DimX => throw OnDevicesAlone.Error();

    /// <summary>The group's size along y.</summary>
    public static int DimY => throw OnDevicesAlone.Error();

    /// <summary>The group's size along z.</summary>
    public static int DimZ => throw OnDevicesAlone.Error();

    /// <summary>Waits until every work-item of the group is here, and what they wrote to shared memory can be read.</summary>
    public static void Barrier() => throw OnDevicesAlone.Error();
}
