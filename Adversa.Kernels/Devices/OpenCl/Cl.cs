using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>
/// The functions of OpenCL 1.2 that a device needs, under their own names without <c>cl</c>. Objects are bare handles.
/// </summary>
internal static unsafe partial class Cl
{
    private const string Library = NativeLibraries.OpenCl;

    [LibraryImport(Library, EntryPoint = "clGetPlatformIDs")]
    public static partial ClStatus GetPlatformIDs(uint capacity, nint* platforms, uint* count);

    [LibraryImport(Library, EntryPoint = "clGetPlatformInfo")]
    public static partial ClStatus GetPlatformInfo(nint platform, ClPlatformInfo name, nuint size, void* value, nuint* needed);

    [LibraryImport(Library, EntryPoint = "clGetDeviceIDs")]
    public static partial ClStatus GetDeviceIDs(nint platform, ulong types, uint capacity, nint* devices, uint* count);

    [LibraryImport(Library, EntryPoint = "clGetDeviceInfo")]
    public static partial ClStatus GetDeviceInfo(nint device, ClDeviceInfo name, nuint size, void* value, nuint* needed);

    [LibraryImport(Library, EntryPoint = "clCreateContext")]
    public static partial nint CreateContext(
        nint* properties, uint deviceCount, nint* devices, nint notify, nint userData, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clReleaseContext")]
    public static partial ClStatus ReleaseContext(nint context);

    [LibraryImport(Library, EntryPoint = "clCreateCommandQueue")]
    public static partial nint CreateCommandQueue(nint context, nint device, ulong properties, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clReleaseCommandQueue")]
    public static partial ClStatus ReleaseCommandQueue(nint queue);

    [LibraryImport(Library, EntryPoint = "clFlush")]
    public static partial ClStatus Flush(nint queue);

    [LibraryImport(Library, EntryPoint = "clFinish")]
    public static partial ClStatus Finish(nint queue);

    [LibraryImport(Library, EntryPoint = "clCreateBuffer")]
    public static partial nint CreateBuffer(nint context, ulong flags, nuint size, void* host, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clReleaseMemObject")]
    public static partial ClStatus ReleaseMemObject(nint memory);

    [LibraryImport(Library, EntryPoint = "clEnqueueMapBuffer")]
    public static partial byte* EnqueueMapBuffer(
        nint queue, nint buffer, uint isBlocking, ulong flags, nuint offset, nuint size, uint waitCount, nint* waitList,
        nint* finished, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clEnqueueUnmapMemObject")]
    public static partial ClStatus EnqueueUnmapMemObject(
        nint queue, nint memory, void* mapped, uint waitCount, nint* waitList, nint* finished);

    [LibraryImport(Library, EntryPoint = "clEnqueueWriteBuffer")]
    public static partial ClStatus EnqueueWriteBuffer(
        nint queue, nint buffer, uint isBlocking, nuint offset, nuint size, void* source, uint waitCount, nint* waitList,
        nint* finished);

    [LibraryImport(Library, EntryPoint = "clEnqueueReadBuffer")]
    public static partial ClStatus EnqueueReadBuffer(
        nint queue, nint buffer, uint isBlocking, nuint offset, nuint size, void* target, uint waitCount, nint* waitList,
        nint* finished);

    [LibraryImport(Library, EntryPoint = "clWaitForEvents")]
    public static partial ClStatus WaitForEvents(uint count, nint* events);

    [LibraryImport(Library, EntryPoint = "clReleaseEvent")]
    public static partial ClStatus ReleaseEvent(nint finished);

    [LibraryImport(Library, EntryPoint = "clCreateProgramWithSource")]
    public static partial nint CreateProgramWithSource(
        nint context, uint count, byte** texts, nuint* lengths, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clCreateProgramWithBinary")]
    public static partial nint CreateProgramWithBinary(
        nint context, uint deviceCount, nint* devices, nuint* lengths, byte** binaries, ClStatus* binaryStatus, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clBuildProgram", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ClStatus BuildProgram(
        nint program, uint deviceCount, nint* devices, string options, nint notify, nint userData);

    [LibraryImport(Library, EntryPoint = "clGetProgramInfo")]
    public static partial ClStatus GetProgramInfo(nint program, ClProgramInfo name, nuint size, void* value, nuint* needed);

    [LibraryImport(Library, EntryPoint = "clGetProgramBuildInfo")]
    public static partial ClStatus GetProgramBuildInfo(
        nint program, nint device, ClBuildInfo name, nuint size, void* value, nuint* needed);

    [LibraryImport(Library, EntryPoint = "clReleaseProgram")]
    public static partial ClStatus ReleaseProgram(nint program);

    [LibraryImport(Library, EntryPoint = "clCreateKernel", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateKernel(nint program, string name, ClStatus* status);

    [LibraryImport(Library, EntryPoint = "clGetKernelWorkGroupInfo")]
    public static partial ClStatus GetKernelWorkGroupInfo(
        nint kernel, nint device, ClKernelInfo name, nuint size, void* value, nuint* needed);

    [LibraryImport(Library, EntryPoint = "clSetKernelArg")]
    public static partial ClStatus SetKernelArg(nint kernel, uint index, nuint size, void* value);

    [LibraryImport(Library, EntryPoint = "clReleaseKernel")]
    public static partial ClStatus ReleaseKernel(nint kernel);

    [LibraryImport(Library, EntryPoint = "clEnqueueNDRangeKernel")]
    public static partial ClStatus EnqueueNDRangeKernel(
        nint queue, nint kernel, uint dimensions, nuint* offset, nuint* size, nuint* groupSize, uint waitCount, nint* waitList,
        nint* finished);
}

/// <summary>What can be asked of a platform.</summary>
internal enum ClPlatformInfo : uint
{
    Name = 0x0902,
}

/// <summary>What can be asked of a device.</summary>
internal enum ClDeviceInfo : uint
{
    Type = 0x1000,
    MaxComputeUnits = 0x1002,
    MaxWorkGroupSize = 0x1004,
    MaxMemAllocSize = 0x1010,
    SingleFpConfig = 0x101B,
    GlobalMemSize = 0x101F,
    LocalMemSize = 0x1023,
    Available = 0x1027,
    CompilerAvailable = 0x1028,
    Name = 0x102B,
    DriverVersion = 0x102D,
    Version = 0x102F,
    Extensions = 0x1030,
}

/// <summary>What can be asked of a program.</summary>
internal enum ClProgramInfo : uint
{
    BinarySizes = 0x1165,
    Binaries = 0x1166,
}

/// <summary>What can be asked of a program's build.</summary>
internal enum ClBuildInfo : uint
{
    Log = 0x1183,
}

/// <summary>What can be asked of a kernel on a device.</summary>
internal enum ClKernelInfo : uint
{
    WorkGroupSize = 0x11B0,
}
