using System.Reflection;
using System.Runtime.InteropServices;
using Adversa.Kernels.Devices.Cuda;

namespace Adversa.Kernels.Devices;

/// <summary>
/// The drivers' libraries that devices are bound to, each under one logical name and looked for under the names that it has on
/// different systems. Nothing is loaded before the first call into it.
/// </summary>
internal static class NativeLibraries
{
    /// <summary>The OpenCL loader's logical name.</summary>
    public const string OpenCl = "adversa-opencl";

    /// <summary>The CUDA driver's logical name.</summary>
    public const string Cuda = "adversa-cuda";

    /// <summary>The logical name of NVRTC, which compiles CUDA C.</summary>
    public const string Nvrtc = "adversa-nvrtc";

    /// <summary>The names under which the OpenCL loader is looked for.</summary>
    public static readonly string[] OpenClNames =
    [
        "libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll", "/System/Library/Frameworks/OpenCL.framework/OpenCL",
    ];

    private static readonly Dictionary<string, Func<nint>> Loaders = new()
    {
        [OpenCl] = () => LoadFirst(OpenClNames),
        [Cuda] = CudaLibraries.LoadDriver,
        [Nvrtc] = CudaLibraries.LoadCompiler,
    };

    private static readonly Dictionary<string, nint> Loaded = [];

    /// <summary>An assembly has one resolver.</summary>
    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Whether a library is there. Bindings ask before their first call.</summary>
    /// <param name="name">The logical name.</param>
    public static bool IsAvailable(string name) => Load(name) != 0;

    /// <summary>Loads the first library that is there; 0 where none is.</summary>
    public static nint LoadFirst(IEnumerable<string> candidates)
    {
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint library)) return library;
        }

        return 0;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        Loaders.ContainsKey(name) ? Load(name) : 0;

    private static nint Load(string name)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(name, out nint library) && (library = Loaders[name]()) != 0) Loaded[name] = library;
            return library;
        }
    }
}
