namespace Adversa.Kernels.Devices.Programs;

/// <summary>A kernel's text for one target and element type, ready to be compiled: the device has what it needs.</summary>
/// <param name="Kernel">The kernel, or its fallback.</param>
/// <param name="Form">The kernel's form for the element type.</param>
/// <param name="Text">The text in the target's language.</param>
internal sealed record ProgramSource(GroupedKernel Kernel, GroupedForm Form, KernelText Text)
{
    /// <summary>
    /// Chooses what runs on a device: the kernel, or its fallback where the device lacks an intrinsic function.
    /// </summary>
    /// <param name="device">The device.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="type">The element type.</param>
    /// <exception cref="DeviceException">The kernel needs what the device has not.</exception>
    public static ProgramSource Choose(GpuDevice device, GroupedKernel kernel, DType type)
    {
        for (GroupedKernel? candidate = kernel; candidate is not null; candidate = candidate.Fallback)
        {
            GroupedForm form = candidate.Form(type);
            if (device.TextOf(form) is not { } text) continue;
            CheckFits(device, candidate, form);
            return new ProgramSource(candidate, form, text);
        }

        throw new DeviceException(
            $"{device.Name} ({device.Description}): there is no version of kernel {kernel} for this kind of device.");
    }

    private static void CheckFits(GpuDevice device, GroupedKernel kernel, GroupedForm form)
    {
        string? lack =
            form.NeedsFloat64 && !device.HasFloat64 ? "float64, which the device does not have; use float32, or --device cpu"
            : kernel.GroupSize.Count > device.MaxGroupSize
                ? $"groups of {kernel.GroupSize.Count} work-items; the device has at most {device.MaxGroupSize}"
            : form.SharedBytes > device.MaxSharedBytes
                ? $"{form.SharedBytes:N0} bytes of shared memory; the device has {device.MaxSharedBytes:N0}"
            : null;
        if (lack is not null) throw new DeviceException($"{device.Name} ({device.Description}): kernel {kernel} needs {lack}.");
    }
}
