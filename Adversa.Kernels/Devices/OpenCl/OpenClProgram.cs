using System.Text;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.OpenCl;

/// <summary>A kernel as a device's driver compiled it.</summary>
internal sealed unsafe class OpenClProgram : IDisposable
{
    private readonly nint _program;

    private OpenClProgram(OpenClDevice device, ProgramSource source, nint program)
    {
        _program = program;
        Kernel = source.Kernel;
        ClStatus status;
        Handle = Cl.CreateKernel(program, source.Form.EntryPoint, &status);
        if (status == ClStatus.Success) return;
        Dispose();
        throw new DeviceException($"{device.Name}: the program of kernel {Kernel} has no function {source.Form.EntryPoint}: {status.Name()}.");
    }

    /// <summary>The kernel that was compiled.</summary>
    public GroupedKernel Kernel { get; }

    /// <summary>The cl_kernel.</summary>
    public nint Handle { get; private set; }

    /// <summary>Loads a program from the cache, or compiles it and stores it there.</summary>
    public static OpenClProgram Build(OpenClDevice device, ProgramSource source, ProgramCache cache)
    {
        OpenClHardware hardware = device.Hardware;
        string options = "-cl-std=CL1.2" + (hardware.HasExactDivision ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
        string key = ProgramCache.Key(
            source.Text(), "OpenCL", options, hardware.Name, hardware.Version, hardware.Driver);
        if (cache.Read(key) is { } binary && Load(device, binary, options) is var loaded and not 0)
            return new OpenClProgram(device, source, loaded);

        nint program = Compile(device, source, options);
        cache.Write(key, BinaryOf(program));
        return new OpenClProgram(device, source, program);
    }

    public void Dispose()
    {
        if (Handle != 0) Cl.ReleaseKernel(Handle);
        Handle = 0;
        Cl.ReleaseProgram(_program);
    }

    /// <summary>The program from its binary; 0 where the driver refuses it, as after an update that kept its number.</summary>
    private static nint Load(OpenClDevice device, byte[] binary, string options)
    {
        nint handle = device.Hardware.Device;
        ClStatus status, binaryStatus;
        nint program;
        fixed (byte* bytes = binary)
        {
            nuint length = (nuint)binary.Length;
            program = Cl.CreateProgramWithBinary(device.Context, 1, &handle, &length, &bytes, &binaryStatus, &status);
        }

        if (program == 0) return 0;
        if (status == ClStatus.Success && Cl.BuildProgram(program, 1, &handle, options, 0, 0) == ClStatus.Success) return program;
        Cl.ReleaseProgram(program);
        return 0;
    }

    private static nint Compile(OpenClDevice device, ProgramSource source, string options)
    {
        nint handle = device.Hardware.Device;
        ReadOnlySpan<byte> text = source.Text();
        ClStatus status;
        nint program;
        fixed (byte* bytes = text)
        {
            nuint length = (nuint)text.Length;
            program = Cl.CreateProgramWithSource(device.Context, 1, &bytes, &length, &status);
        }

        OpenClFailure.Check(status, "clCreateProgramWithSource");
        status = Cl.BuildProgram(program, 1, &handle, options, 0, 0);
        if (status == ClStatus.Success) return program;

        string log = LogOf(program, handle);
        Cl.ReleaseProgram(program);
        throw CompilerLog.Failure(device, source, "OpenCL C", log.Length > 0 ? log : status.Name());
    }

    private static string LogOf(nint program, nint device)
    {
        nuint size = 0;
        if (Cl.GetProgramBuildInfo(program, device, ClBuildInfo.Log, 0, null, &size) != ClStatus.Success) return "";
        byte[] log = new byte[size];
        fixed (byte* first = log)
        {
            if (Cl.GetProgramBuildInfo(program, device, ClBuildInfo.Log, size, first, null) != ClStatus.Success) return "";
        }

        return Encoding.UTF8.GetString(log).TrimEnd('\0').Trim();
    }

    private static byte[] BinaryOf(nint program)
    {
        nuint size = 0;
        OpenClFailure.Check(
            Cl.GetProgramInfo(program, ClProgramInfo.BinarySizes, (nuint)sizeof(nuint), &size, null), "clGetProgramInfo");
        byte[] binary = new byte[size];
        fixed (byte* first = binary)
        {
            byte* bytes = first;
            OpenClFailure.Check(
                Cl.GetProgramInfo(program, ClProgramInfo.Binaries, (nuint)sizeof(byte*), &bytes, null), "clGetProgramInfo");
        }

        return binary;
    }
}
