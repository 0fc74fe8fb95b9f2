namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>Turns a status into an exception.</summary>
internal static class OpenClFailure
{
    /// <summary>Throws unless the call succeeded.</summary>
    public static void Check(ClStatus status, string call)
    {
        if (status != ClStatus.Success) throw new DeviceException($"OpenCL: {call} failed: {status.Name()}.");
    }
}
