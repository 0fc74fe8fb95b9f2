namespace Adversa.Kernels.Devices.Cuda;

/// <summary>
/// Where the CUDA driver and NVRTC lie. The driver has one name per system. NVRTC belongs to a toolkit, of which there may be
/// several or none: its file's name carries the toolkit's major version, and it lies where the toolkit, a Python package or a
/// distribution put it.
/// </summary>
internal static class CudaLibraries
{
    /// <summary>Names the driver's file, for unusual installations.</summary>
    public const string DriverVariable = "ADVERSA_CUDA";

    /// <summary>Names NVRTC's file, for unusual installations.</summary>
    public const string CompilerVariable = "ADVERSA_NVRTC";

    /// <summary>The driver's names; the third is where Windows keeps it for its Linux subsystem.</summary>
    public static readonly string[] DriverNames = ["libcuda.so.1", "nvcuda.dll", "/usr/lib/wsl/lib/libcuda.so.1"];

    /// <summary>NVRTC's names by major version. Those of 11 stopped counting at 11.2.</summary>
    private static readonly (int Major, string[] Names)[] Compilers =
    [
        (13, ["libnvrtc.so.13", "nvrtc64_130_0.dll"]),
        (12, ["libnvrtc.so.12", "nvrtc64_120_0.dll"]),
        (11,
        [
            "libnvrtc.so.11.2", "libnvrtc.so.11.1", "libnvrtc.so.11.0",
            "nvrtc64_112_0.dll", "nvrtc64_111_0.dll", "nvrtc64_110_0.dll",
        ]),
    ];

    private static readonly string[] FoldersOfToolkit = ["lib64", "lib", "bin", Path.Combine("bin", "x64")];

    /// <summary>Loads the driver; 0 where there is none.</summary>
    public static nint LoadDriver() => NativeLibraries.LoadFirst(Named(DriverVariable) is { } file ? [file] : DriverNames);

    /// <summary>Loads NVRTC; 0 where there is none.</summary>
    public static nint LoadCompiler()
    {
        string[] candidates = Named(CompilerVariable) is { } file
            ? [file]
            : [.. CompilerCandidates(CudaHardware.DriverVersion.Major, FoldersOfCompiler().Where(Directory.Exists).ToList())];
        return NativeLibraries.LoadFirst(candidates.Where(HasCompanions));
    }

    /// <summary>
    /// Where NVRTC may be: under its bare name, which the system's loader looks for (<c>LD_LIBRARY_PATH</c>, <c>PATH</c>), then
    /// in each folder. A driver runs what an NVRTC of its own major version or an older one made: these come first, newest first.
    /// </summary>
    /// <param name="driverMajor">The newest major version that the driver knows.</param>
    /// <param name="folders">Folders to look into.</param>
    public static IEnumerable<string> CompilerCandidates(int driverMajor, IReadOnlyCollection<string> folders) =>
        from compiler in Compilers.OrderBy(compiler => compiler.Major > driverMajor).ThenByDescending(compiler => compiler.Major)
        from folder in folders.Prepend("")
        from name in compiler.Names
        select Path.Combine(folder, name);

    /// <summary>The file that a variable names; null where it names none.</summary>
    public static string? Named(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } file ? file : null;

    private static IEnumerable<string> FoldersOfCompiler()
    {
        string?[] roots =
        [
            Environment.GetEnvironmentVariable("CUDA_PATH"), Environment.GetEnvironmentVariable("CUDA_HOME"), "/usr/local/cuda",
            .. Toolkits("/usr/local"), "/opt/cuda", Environment.GetEnvironmentVariable("CONDA_PREFIX"),
        ];
        return from root in roots
               where !string.IsNullOrEmpty(root)
               from folder in FoldersOfToolkit
               select Path.Combine(root, folder);
    }

    private static IEnumerable<string> Toolkits(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "cuda-*").OrderDescending(StringComparer.Ordinal) : [];

    /// <summary>
    /// NVRTC loads a second library, its built-in functions, by bare name, and does not look beside itself. Whoever loads NVRTC
    /// by its path loads the other one first, which is found by name from then on.
    /// </summary>
    /// <returns>Whether NVRTC is worth trying.</returns>
    private static bool HasCompanions(string candidate)
    {
        if (Path.GetDirectoryName(candidate) is not { Length: > 0 } folder) return true;
        if (!File.Exists(candidate)) return false;
        foreach (string pattern in (string[])["libnvrtc-builtins.so.*", "nvrtc-builtins64_*.dll"])
            NativeLibraries.LoadFirst(Directory.EnumerateFiles(folder, pattern));
        return true;
    }
}
