using System.Runtime.InteropServices;
using System.Text;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Kernels.Devices.Cuda;

/// <summary>Compiles CUDA C. NVRTC needs no device and no context, and may be called by several threads.</summary>
internal static unsafe class NvrtcCompiler
{
    /// <summary>The first version that tells what it supports, and that makes machine code.</summary>
    private static readonly Version FirstWithList = new(11, 2);

    /// <summary>What every older version (11.0 and 11.1) supports.</summary>
    private static readonly int[] SupportedByOlder = [50, 52, 53, 60, 61, 62, 70, 72, 75, 80];

    private delegate NvrtcResult SizeOf(nint program, nuint* size);

    private delegate NvrtcResult BytesOf(nint program, byte* bytes);

    /// <summary>The library's version.</summary>
    public static Version Version
    {
        get
        {
            int major, minor;
            Check(Nvrtc.Version(&major, &minor), "nvrtcVersion");
            return new Version(major, minor);
        }
    }

    /// <summary>The compute capabilities that programs can be compiled for: 86 for 8.6.</summary>
    public static IReadOnlyCollection<int> Supported
    {
        get
        {
            if (Version < FirstWithList) return SupportedByOlder;
            int count;
            Check(Nvrtc.GetNumSupportedArchs(&count), "nvrtcGetNumSupportedArchs");
            int[] supported = new int[count];
            fixed (int* first = supported) Check(Nvrtc.GetSupportedArchs(first), "nvrtcGetSupportedArchs");
            return supported;
        }
    }

    /// <summary>What is compiled for a device of some compute capability; null where the device is too old for it.</summary>
    public static NvrtcTarget? TargetOf(int capability) =>
        NvrtcTarget.Choose(capability, Supported, makesBinaries: Version >= FirstWithList);

    /// <summary>What a program is compiled with. Quotients and square roots are right to the last bit by default.</summary>
    public static string[] OptionsFor(NvrtcTarget target, GroupedForm form) =>
    [
        $"--gpu-architecture={target.Architecture}", "--std=c++17", .. form.Contracts ? Array.Empty<string>() : ["--fmad=false"],
    ];

    /// <summary>Compiles a program to what its target says: machine code, or PTX that ends with a zero.</summary>
    /// <exception cref="DeviceException">It does not compile; the message has kernel, offending line and NVRTC's log.</exception>
    public static byte[] Compile(CudaDevice device, ProgramSource source, string[] options)
    {
        byte[] text = [.. source.Text(), 0];
        nint program;
        fixed (byte* first = text)
            Check(Nvrtc.CreateProgram(&program, first, $"{source.Kernel}.cu", 0, null, null), "nvrtcCreateProgram");
        try
        {
            NvrtcResult result = Nvrtc.CompileProgram(program, options.Length, options);
            if (result != NvrtcResult.Success)
            {
                string target = $"CUDA C (NVRTC {Version}, {string.Join(' ', options)})", log = LogOf(program);
                throw CompilerLog.Failure(device, source, target, log.Length > 0 ? log : Text(result));
            }

            return device.Hardware.Target.IsBinary
                ? Read(program, Nvrtc.GetCUBINSize, Nvrtc.GetCUBIN)
                : Read(program, Nvrtc.GetPTXSize, Nvrtc.GetPTX);
        }
        finally
        {
            Check(Nvrtc.DestroyProgram(&program), "nvrtcDestroyProgram");
        }
    }

    private static string LogOf(nint program) =>
        Encoding.UTF8.GetString(Read(program, Nvrtc.GetProgramLogSize, Nvrtc.GetProgramLog)).TrimEnd('\0').Trim();

    private static byte[] Read(nint program, SizeOf sizeOf, BytesOf bytesOf)
    {
        nuint size;
        Check(sizeOf(program, &size), "reading what NVRTC made");
        byte[] bytes = new byte[size];
        fixed (byte* first = bytes) Check(bytesOf(program, first), "reading what NVRTC made");
        return bytes;
    }

    private static void Check(NvrtcResult result, string call)
    {
        if (result != NvrtcResult.Success) throw new DeviceException($"NVRTC: {call} failed: {Text(result)}.");
    }

    private static string Text(NvrtcResult result) =>
        Marshal.PtrToStringUTF8(Nvrtc.GetErrorString(result)) ?? $"NVRTC error {(int)result}";
}
