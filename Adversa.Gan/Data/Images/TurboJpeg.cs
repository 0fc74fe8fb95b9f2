using System.Reflection;
using System.Runtime.InteropServices;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// The part of libjpeg-turbo's TurboJPEG interface that reads a picture, in the form that versions 1.4 to 3 share. The library
/// is looked for when the first JPEG is read, and nothing fails where it is missing.
/// </summary>
internal static partial class TurboJpeg
{
    /// <summary>TJPF_RGB: three bytes a pixel.</summary>
    public const int Rgb = 0;

    /// <summary>TJPF_GRAY: one byte a pixel.</summary>
    public const int Grey = 6;

    /// <summary>TJCS_GRAY: the file stores no colour.</summary>
    public const int GreySpace = 2;

    /// <summary>TJCS_CMYK, and after it TJCS_YCCK: the inks of print, which do not decode into RGB.</summary>
    public const int InkSpace = 3;

    /// <summary>TJFLAG_LIMITSCANS: a small file of very many scans is an error, not hours of work.</summary>
    public const int LimitScans = 32768;

    private const string Name = "turbojpeg";

    /// <summary>What the library's file is called on Linux, macOS (also where Homebrew keeps it to itself) and Windows.</summary>
    private static readonly string[] Files =
    [
        "libturbojpeg.so.0", "libturbojpeg.dylib", "/opt/homebrew/opt/jpeg-turbo/lib/libturbojpeg.dylib",
        "/usr/local/opt/jpeg-turbo/lib/libturbojpeg.dylib", "turbojpeg.dll",
    ];

    private static readonly nint Module = Load();

    static TurboJpeg() => NativeLibrary.SetDllImportResolver(
        typeof(TurboJpeg).Assembly, static (name, _, _) => name == Name ? Module : 0);

    /// <summary>Whether the system has the library.</summary>
    public static bool IsInstalled => Module != 0;

    /// <summary>A decompressor, to be destroyed after use; 0 where memory is short.</summary>
    [LibraryImport(Name, EntryPoint = "tjInitDecompress")]
    public static partial nint Create();

    /// <summary>Frees a decompressor.</summary>
    [LibraryImport(Name, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint decompressor);

    /// <summary>Reads size and colour space; negative if that fails.</summary>
    [LibraryImport(Name, EntryPoint = "tjDecompressHeader3")]
    public static partial int ReadHeader(
        nint decompressor, ReadOnlySpan<byte> file, CULong length, out int width, out int height, out int subsampling,
        out int colourSpace);

    /// <summary>Decodes into rows of <paramref name="pitch"/> bytes from the top; negative for errors and for warnings.</summary>
    [LibraryImport(Name, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(
        nint decompressor, ReadOnlySpan<byte> file, CULong length, Span<byte> target, int width, int pitch, int height,
        int pixelFormat, int flags);

    /// <summary>What went wrong last; the text stays the library's.</summary>
    [LibraryImport(Name, EntryPoint = "tjGetErrorStr2")]
    private static partial nint LastError(nint decompressor);

    /// <summary>What went wrong last, in one line.</summary>
    public static string Complaint(nint decompressor) =>
        (Marshal.PtrToStringUTF8(LastError(decompressor)) ?? "").ReplaceLineEndings(" ").Trim();

    private static nint Load()
    {
        Assembly here = typeof(TurboJpeg).Assembly;
        foreach (string file in Files)
            if (NativeLibrary.TryLoad(file, here, searchPath: null, out nint module))
                return module;
        return 0;
    }
}
