using System.Runtime.InteropServices;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.Cuda;

/// <summary>A kernel as NVRTC compiled it, loaded by the driver.</summary>
internal sealed unsafe class CudaProgram : IDisposable
{
    private const int LogCapacity = 8192;

    private readonly nint _module;

    private CudaProgram(CudaDevice device, ProgramSource source, nint module)
    {
        _module = module;
        Kernel = source.Kernel;
        nint function;
        CuResult result = Cu.ModuleGetFunction(&function, module, source.Form.EntryPoint);
        Function = function;
        if (result == CuResult.Success) return;
        Dispose();
        device.Check(result, $"finding {source.Form.EntryPoint} in the program of kernel {Kernel}");
    }

    /// <summary>The kernel that was compiled.</summary>
    public GroupedKernel Kernel { get; }

    /// <summary>The CUfunction.</summary>
    public nint Function { get; }

    /// <summary>Loads a program from the cache, or compiles it and stores it there. The device's context is current.</summary>
    public static CudaProgram Build(CudaDevice device, ProgramSource source, ProgramCache cache)
    {
        CudaHardware hardware = device.Hardware;
        string[] options = NvrtcCompiler.OptionsFor(hardware.Target, source.Form);
        string key = ProgramCache.Key(
            source.Text(), CudaHardware.Kind, string.Join(' ', options), hardware.Name, hardware.Driver);
        if (cache.Read(key) is { } stored && Load(stored, out nint module).Result == CuResult.Success)
            return new CudaProgram(device, source, module);

        byte[] image = NvrtcCompiler.Compile(device, source, options);
        (CuResult result, string log) = Load(image, out module);
        if (result.MeansForeignImage())
        {
            throw new DeviceException(
                $"{device.Name} ({device.Description}): the driver does not take kernel {source.Kernel} as NVRTC " +
                $"{NvrtcCompiler.Version} compiled it for {hardware.Target.Architecture}: {result.Text()}. Update the driver, " +
                $"or name an NVRTC of version {CudaHardware.DriverVersion} or older in {CudaLibraries.CompilerVariable}.\n{log}");
        }

        device.Check(result, $"loading kernel {source.Kernel}");
        cache.Write(key, image);
        return new CudaProgram(device, source, module);
    }

    /// <summary>What a lost device answers does not matter.</summary>
    public void Dispose() => Cu.ModuleUnload(_module);

    /// <summary>Loads machine code, or PTX, which the driver compiles first; its compiler's errors are the log.</summary>
    private static (CuResult Result, string Log) Load(byte[] image, out nint module)
    {
        byte* log = stackalloc byte[LogCapacity];
        log[0] = 0;
        CuJitOption* options = stackalloc[] { CuJitOption.ErrorLogBuffer, CuJitOption.ErrorLogBufferBytes };
        void** values = stackalloc void*[] { log, (void*)(LogCapacity - 1) };
        nint loaded = 0;
        CuResult result;
        fixed (byte* first = image) result = Cu.ModuleLoadDataEx(&loaded, first, 2, options, values);
        module = loaded;
        return (result, Marshal.PtrToStringUTF8((nint)log) ?? "");
    }
}
