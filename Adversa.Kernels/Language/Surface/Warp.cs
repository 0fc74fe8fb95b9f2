namespace Adversa.Kernels.Language;

/// <summary>Work-items that run in step and can read each other's registers. OpenCL 1.2 has no word for them.</summary>
public static class Warp
{
    /// <summary>Work-items per warp.</summary>
    public static int WarpSize => throw OnDevicesAlone.Error();

    /// <summary>The work-item's position in its warp.</summary>
    public static int LaneIdx => throw OnDevicesAlone.Error();

    /// <summary>The value of the work-item <paramref name="delta"/> lanes further on. All lanes of the warp call it.</summary>
    public static float ShuffleDown(float value, int delta) => throw OnDevicesAlone.Error();

    /// <summary>
    /// The value of the lane whose number differs by <paramref name="mask"/> (exclusive or). All lanes of the warp call it.
    /// </summary>
    public static float ShuffleXor(float value, int mask) => throw OnDevicesAlone.Error();
}
