using System.Reflection;
using System.Runtime.InteropServices;

namespace Adversa.Kernels.Devices;

/// <summary>
/// The drivers' libraries that devices are bound to, each under one logical name and looked for under the names that it has on
/// different systems. Nothing is loaded before the first call into it.
/// </summary>
internal static class NativeLibraries
{
    /// <summary>The OpenCL loader's logical name.</summary>
    public const string OpenCl = "adversa-opencl";

    private static readonly Dictionary<string, string[]> Names = new()
    {
        [OpenCl] =
        [
            "libOpenCL.so.1", "libOpenCL.so", "OpenCL.dll", "/System/Library/Frameworks/OpenCL.framework/OpenCL",
        ],
    };

    private static readonly Dictionary<string, nint> Loaded = [];

    /// <summary>An assembly has one resolver.</summary>
    static NativeLibraries() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    /// <summary>Whether a library is there. Bindings ask before their first call.</summary>
    /// <param name="name">The logical name.</param>
    public static bool IsAvailable(string name) => Load(name) != 0;

    /// <summary>The names under which a library is looked for.</summary>
    public static string NamesOf(string name) => string.Join(", ", Names[name]);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        Names.ContainsKey(name) ? Load(name) : 0;

    private static nint Load(string name)
    {
        lock (Loaded)
        {
            if (Loaded.TryGetValue(name, out nint library)) return library;
            foreach (string candidate in Names[name])
            {
                if (NativeLibrary.TryLoad(candidate, out library)) break;
            }

            return Loaded[name] = library;
        }
    }
}
