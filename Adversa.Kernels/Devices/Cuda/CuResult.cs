using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices.Cuda;

/// <summary>CUresult: those that the program tells apart. The driver knows the names of all.</summary>
internal enum CuResult
{
    Success = 0,
    OutOfMemory = 2,
    Deinitialized = 4,
    StubLibrary = 34,
    DeviceUnavailable = 46,
    NoDevice = 100,
    InvalidImage = 200,
    InvalidContext = 201,
    NoBinaryForGpu = 209,
    EccUncorrectable = 214,
    InvalidPtx = 218,
    NvlinkUncorrectable = 220,
    UnsupportedPtxVersion = 222,
    Contained = 226,
    IllegalAddress = 700,
    LaunchTimeout = 702,
    ContextIsDestroyed = 709,
    Assert = 710,
    HardwareStackError = 714,
    IllegalInstruction = 715,
    MisalignedAddress = 716,
    InvalidAddressSpace = 717,
    InvalidPc = 718,
    LaunchFailed = 719,
    Unknown = 999,
}

/// <summary>How a result reads in a message, and what it tells about the device.</summary>
internal static unsafe class CuResults
{
    /// <summary>Name and words of the driver: <c>CUDA_ERROR_LAUNCH_FAILED (unspecified launch failure)</c>.</summary>
    public static string Text(this CuResult result)
    {
        nint name, sentence;
        if (Cu.GetErrorName(result, &name) != CuResult.Success || Cu.GetErrorString(result, &sentence) != CuResult.Success)
            return $"CUDA error {(int)result}";
        return $"{Marshal.PtrToStringUTF8(name)} ({Marshal.PtrToStringUTF8(sentence)})";
    }

    /// <summary>
    /// Whether the context is beyond use: a kernel broke it, or the device is gone. Every later call returns the same result, and
    /// memory's contents are lost.
    /// </summary>
    public static bool MeansLost(this CuResult result) => result is
        CuResult.Deinitialized or CuResult.DeviceUnavailable or CuResult.InvalidContext or CuResult.EccUncorrectable
        or CuResult.NvlinkUncorrectable or CuResult.Contained or CuResult.IllegalAddress or CuResult.LaunchTimeout
        or CuResult.ContextIsDestroyed or CuResult.Assert or CuResult.HardwareStackError or CuResult.IllegalInstruction
        or CuResult.MisalignedAddress or CuResult.InvalidAddressSpace or CuResult.InvalidPc or CuResult.LaunchFailed
        or CuResult.Unknown;

    /// <summary>Whether the driver cannot use what a compiler made: it is for another device, or the compiler is newer.</summary>
    public static bool MeansForeignImage(this CuResult result) => result is
        CuResult.InvalidImage or CuResult.NoBinaryForGpu or CuResult.InvalidPtx or CuResult.UnsupportedPtxVersion;

    /// <summary>Throws unless the call succeeded.</summary>
    public static void Check(this CuResult result, string call)
    {
        if (result != CuResult.Success) throw new DeviceException($"CUDA: {call} failed: {result.Text()}.");
    }
}
