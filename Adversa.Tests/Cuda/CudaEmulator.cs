using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Adversa.Kernels.Devices.Cuda;

namespace Adversa.Tests.Cuda;

/// <summary>
/// The emulator of the CUDA driver and of NVRTC (Emulator/emulator.h), compiled when it is first asked for. From then on it is
/// this process's CUDA. It stays out of the way where there is a driver: there the tests on a CUDA device run on the true one.
/// </summary>
internal static unsafe class CudaEmulator
{
    private static readonly Lazy<string?> Start = new(TryStart);
    private static EmulatorControl* _control;

    /// <summary>Why the emulator is not used; null where it is. Asking starts it.</summary>
    public static string? WhyNot => Start.Value;

    /// <summary>What tests set and read.</summary>
    public static ref EmulatorControl Control => ref *_control;

    /// <summary>Skips the test where the emulator is not used.</summary>
    public static void Require()
    {
        if (WhyNot is { } reason) Assert.Ignore($"no emulator of CUDA: {reason}");
    }

    private static string? TryStart()
    {
        if (!OperatingSystem.IsLinux()) return "it is written for Linux";
        if (CudaLibraries.DriverNames.Any(name => NativeLibrary.TryLoad(name, out _))) return "there is a CUDA driver";
        string folder = Path.Combine(AppContext.BaseDirectory, "Cuda", "Emulator");
        string library = Path.Combine(folder, "libcudaemulator.so");
        if (IsOlderThanItsSources(library))
        {
            if (Compile(folder, library) is { } whyNot) return whyNot;
        }

        Environment.SetEnvironmentVariable(CudaLibraries.DriverVariable, library);
        Environment.SetEnvironmentVariable(CudaLibraries.CompilerVariable, library);
        _control = (EmulatorControl*)NativeLibrary.GetExport(NativeLibrary.Load(library), "emulator_control");
        return null;
    }

    private static bool IsOlderThanItsSources(string library) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(library)!)
            .Any(source => File.GetLastWriteTimeUtc(source) > File.GetLastWriteTimeUtc(library));

    /// <summary>Compiles beside the sources, and moves the result to its place when it is whole.</summary>
    private static string? Compile(string folder, string library)
    {
        string whole = $"{library}.{Environment.ProcessId}";
        string[] arguments =
        [
            "-std=c++17", "-O2", "-shared", "-fPIC", "-U_FORTIFY_SOURCE", "driver.cpp", "compiler.cpp", "-o", whole, "-ldl",
        ];
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo("g++", arguments) { WorkingDirectory = folder, RedirectStandardError = true })!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"The emulator does not compile:\n{errors}");
        }
        catch (Win32Exception)
        {
            return "there is no g++";
        }

        File.Move(whole, library, overwrite: true);
        return null;
    }
}

/// <summary>The same struct as Control in Emulator/emulator.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EmulatorControl
{
    public int DeviceCount, DriverVersion, NvrtcVersion, Capability;

    /// <summary>What the next launch ends with, once it runs.</summary>
    public int NextLaunch;

    /// <summary>What the next module that is loaded ends with.</summary>
    public int NextLoad;

    /// <summary>What every call ends with since a kernel broke its context.</summary>
    public int Loss;

    public int Compilations, Launches, Contexts, Modules, Streams, Events;
    public long MemoryLimit, DeviceBytes, PinnedBytes;

    /// <summary>What tests change, as it was at first.</summary>
    public void Reset() =>
        (DeviceCount, DriverVersion, NvrtcVersion, Capability, NextLaunch, NextLoad, Loss, MemoryLimit) =
        (2, 12040, 12040, 75, 0, 0, 0, 1L << 32);
}
