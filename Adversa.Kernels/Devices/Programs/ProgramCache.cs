using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Adversa.Kernels.Devices.Programs;

/// <summary>
/// Compiled programs on disk, so that a kernel is compiled once per device and driver. A file is named after the hash of all that
/// decides its content, and holds a hash of its content: what is cut short or damaged counts as not there. The cache is a
/// convenience: where its folder cannot be read or written, programs are compiled anew.
/// </summary>
/// <param name="folder">The folder, made when it is first written to; null for no cache.</param>
internal sealed class ProgramCache(string? folder)
{
    /// <summary>Moves the cache to another folder, or turns it <c>off</c>.</summary>
    public const string Variable = "ADVERSA_KERNEL_CACHE";

    /// <summary>Counts up when what is stored, or what its name is made of, changes its meaning.</summary>
    private const int FormatVersion = 1;

    private const int HeaderSize = sizeof(int) + SHA256.HashSizeInBytes;

    /// <summary>Where the programs lie; null for no cache.</summary>
    public string? Folder { get; } = folder;

    /// <summary>The user's cache, or where <see cref="Variable"/> says.</summary>
    public static ProgramCache OfUser() => new(Environment.GetEnvironmentVariable(Variable) switch
    {
        "off" => null,
        { Length: > 0 } path => path,
        _ => FolderOfUser(),
    });

    /// <summary>The key of a program.</summary>
    /// <param name="text">The source text.</param>
    /// <param name="circumstances">Everything else that decides the result: options, device, driver, platform.</param>
    public static string Key(ReadOnlySpan<byte> text, params ReadOnlySpan<string> circumstances)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string circumstance in circumstances) AppendPart(hash, Encoding.UTF8.GetBytes(circumstance));
        AppendPart(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The program stored under a key; null where there is none that is whole.</summary>
    public byte[]? Read(string key)
    {
        if (Folder is null) return null;
        try
        {
            byte[] file = File.ReadAllBytes(PathOf(key));
            return IsWhole(file) ? file[HeaderSize..] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing there, or nothing that may be read: the caller compiles.
            return null;
        }
    }

    /// <summary>Stores a program. Another process that stores the same one meanwhile does no harm.</summary>
    public void Write(string key, ReadOnlySpan<byte> program)
    {
        if (Folder is null) return;
        string path = PathOf(key), temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Folder);
            using (FileStream stream = new(temporary, FileMode.CreateNew))
            {
                stream.Write(Header(program));
                stream.Write(program);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written to, a full disk: the next process compiles again.
            Remove(temporary);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be written needs not be removed.
        }
    }

    private static string? FolderOfUser()
    {
        string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string cache = Path.IsPathFullyQualified(xdg ?? "") ? xdg!
            : OperatingSystem.IsWindows() ? local
            : home.Length > 0 ? Path.Combine(home, ".cache")
            : "";
        return cache.Length > 0 ? Path.Combine(cache, "adversa", "kernels") : null;
    }

    private static byte[] Header(ReadOnlySpan<byte> program)
    {
        byte[] header = new byte[HeaderSize];
        BinaryPrimitives.WriteInt32LittleEndian(header, FormatVersion);
        SHA256.HashData(program, header.AsSpan(sizeof(int)));
        return header;
    }

    private static bool IsWhole(ReadOnlySpan<byte> file) =>
        file.Length > HeaderSize && file[..HeaderSize].SequenceEqual(Header(file[HeaderSize..]));

    /// <summary>The length in front keeps "ab","c" apart from "a","bc".</summary>
    private static void AppendPart(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private string PathOf(string key) => Path.Combine(Folder!, $"{key}.bin");
}
