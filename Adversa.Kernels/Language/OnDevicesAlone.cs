namespace Adversa.Kernels.Language;

/// <summary>What a kernel's method meets where it is called as plain C#.</summary>
internal static class OnDevicesAlone
{
    public static NotSupportedException Error() =>
        new("This exists on devices alone: a grouped kernel is launched on a GpuDevice, not called.");
}
