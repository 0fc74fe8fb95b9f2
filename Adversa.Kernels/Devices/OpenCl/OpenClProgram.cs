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
        try
        {
            device.Check(status, $"finding function {source.Form.EntryPoint} of kernel {Kernel}");
            CheckGroupSize(device);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The kernel that was compiled.</summary>
    public GroupedKernel Kernel { get; }

    /// <summary>The cl_kernel.</summary>
    public nint Handle { get; private set; }

    /// <summary>Loads a program from the cache, or compiles it and stores it there.</summary>
    /// <exception cref="DeviceException">It does not compile, or the device cannot run it in groups of its size.</exception>
    public static OpenClProgram Build(OpenClDevice device, ProgramSource source, ProgramCache cache)
    {
        OpenClHardware hardware = device.Hardware;
        string options = "-cl-std=CL1.2" + (hardware.HasExactDivision ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
        string key = ProgramCache.Key(
            source.Text(), OpenClHardware.Kind, options, hardware.Name, hardware.Version, hardware.Driver);
        if (cache.Read(key) is { } binary && Load(device, binary, options) is var loaded and not 0)
            return new OpenClProgram(device, source, loaded);

        nint program = Compile(device, source, options);
        cache.Write(key, BinaryOf(program));
        return new OpenClProgram(device, source, program);
    }

    /// <summary>Gives kernel and program back.</summary>
    public void Dispose()
    {
        if (Handle != 0) Cl.ReleaseKernel(Handle); // else the program has no such kernel
        Cl.ReleaseProgram(_program);
        Handle = 0;
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

        device.Check(status, $"compiling {source.Kernel}");
        status = Cl.BuildProgram(program, 1, &handle, options, 0, 0);
        if (status == ClStatus.Success) return program;

        string log = LogOf(program, device.Hardware.Device);
        Cl.ReleaseProgram(program);
        throw CompilerLog.Failure(device, source, "OpenCL C", log.Length > 0 ? log : status.Name());
    }

    private static string LogOf(nint program, nint device) => ClQueries.Text(
        (size, value, needed) => Cl.GetProgramBuildInfo(program, device, ClBuildInfo.Log, size, value, needed),
        "clGetProgramBuildInfo");

    private static byte[] BinaryOf(nint program)
    {
        ClQuery Query(ClProgramInfo info) => (size, value, needed) => Cl.GetProgramInfo(program, info, size, value, needed);

        byte[] binary = new byte[ClQueries.Number<nuint>(Query(ClProgramInfo.BinarySizes), "clGetProgramInfo")];
        fixed (byte* first = binary)
        {
            // One pointer per device, through which the driver writes.
            byte* bytes = first;
            ClQueries.Check(Query(ClProgramInfo.Binaries)((nuint)sizeof(byte*), &bytes, null), "clGetProgramInfo");
        }

        return binary;
    }

    /// <summary>A kernel that needs many registers may run in smaller groups than the device has otherwise.</summary>
    private void CheckGroupSize(OpenClDevice device)
    {
        nuint largest = ClQueries.Number<nuint>(
            (size, value, needed) =>
                Cl.GetKernelWorkGroupInfo(Handle, device.Hardware.Device, ClKernelInfo.WorkGroupSize, size, value, needed),
            "clGetKernelWorkGroupInfo");
        if ((nuint)Kernel.GroupSize.Count > largest)
        {
            throw new DeviceException(
                $"{device.Name} ({device.Description}): kernel {Kernel} needs groups of {Kernel.GroupSize.Count} work-items; " +
                $"the device can run it with at most {largest}.");
        }
    }
}
