namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>What OpenCL functions return (cl.h of OpenCL 1.2, and cl_ext.h for the loader's own).</summary>
internal enum ClStatus
{
    Success = 0,
    DeviceNotFound = -1,
    DeviceNotAvailable = -2,
    CompilerNotAvailable = -3,
    MemObjectAllocationFailure = -4,
    OutOfResources = -5,
    OutOfHostMemory = -6,
    ProfilingInfoNotAvailable = -7,
    MemCopyOverlap = -8,
    BuildProgramFailure = -11,
    MapFailure = -12,
    MisalignedSubBufferOffset = -13,
    ExecStatusErrorForEventsInWaitList = -14,
    CompileProgramFailure = -15,
    LinkerNotAvailable = -16,
    LinkProgramFailure = -17,
    InvalidValue = -30,
    InvalidDeviceType = -31,
    InvalidPlatform = -32,
    InvalidDevice = -33,
    InvalidContext = -34,
    InvalidQueueProperties = -35,
    InvalidCommandQueue = -36,
    InvalidHostPtr = -37,
    InvalidMemObject = -38,
    InvalidBinary = -42,
    InvalidBuildOptions = -43,
    InvalidProgram = -44,
    InvalidProgramExecutable = -45,
    InvalidKernelName = -46,
    InvalidKernelDefinition = -47,
    InvalidKernel = -48,
    InvalidArgIndex = -49,
    InvalidArgValue = -50,
    InvalidArgSize = -51,
    InvalidKernelArgs = -52,
    InvalidWorkDimension = -53,
    InvalidWorkGroupSize = -54,
    InvalidWorkItemSize = -55,
    InvalidGlobalOffset = -56,
    InvalidEventWaitList = -57,
    InvalidEvent = -58,
    InvalidOperation = -59,
    InvalidBufferSize = -61,
    InvalidGlobalWorkSize = -63,
    PlatformNotFoundKhr = -1001,
}

/// <summary>How a status reads in a message, and what it tells about the device.</summary>
internal static class ClStatuses
{
    /// <summary>The status by its name in cl.h: <c>CL_OUT_OF_RESOURCES</c>.</summary>
    public static string Name(this ClStatus status)
    {
        string name = status.ToString();
        if (char.IsAsciiDigit(name[^1])) return $"OpenCL error {name}";
        IEnumerable<string> letters = name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{c}");
        return "CL_" + string.Concat(letters).ToUpperInvariant();
    }

    /// <summary>Whether the device has no memory for what was asked.</summary>
    public static bool IsOutOfMemory(this ClStatus status) =>
        status is ClStatus.MemObjectAllocationFailure or ClStatus.OutOfHostMemory or ClStatus.InvalidBufferSize;

    /// <summary>Whether nothing can be done on this queue any more: the device is gone, or a kernel broke it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="isWaiting">
    /// Whether a wait returned it. Drivers report a kernel that ran wild as CL_OUT_OF_RESOURCES of the wait behind it; a launch
    /// with the same status needs more registers than there are.
    /// </param>
    public static bool MeansLost(this ClStatus status, bool isWaiting) => status switch
    {
        ClStatus.DeviceNotAvailable or ClStatus.InvalidCommandQueue or ClStatus.InvalidContext or ClStatus.InvalidDevice => true,
        // CL_INVALID_… are wrong calls; drivers add numbers of their own far below.
        (> ClStatus.InvalidValue and < ClStatus.Success) or < ClStatus.PlatformNotFoundKhr =>
            isWaiting && !status.IsOutOfMemory(),
        _ => false,
    };
}
