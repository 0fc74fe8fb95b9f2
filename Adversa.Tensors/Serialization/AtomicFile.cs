namespace Adversa.Tensors.Serialization;

/// <summary>
/// Files that are either the old one or the new one, never half of each: whoever loses power, fills the disk or presses
/// Ctrl+C in the middle of a checkpoint still has the previous checkpoint.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Runs <paramref name="write"/> on a temporary file beside <paramref name="path"/>, flushes it to the disk and renames it
    /// over <paramref name="path"/>. On any failure the temporary file is deleted and the old file is as it was. A symbolic
    /// link at <paramref name="path"/> is replaced, not followed.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; the message names it, the cause and what to do.</exception>
    /// <remarks>Whatever else <paramref name="write"/> throws passes through unchanged.</remarks>
    public static void Write(string path, Action<Stream> write)
    {
        // In the same folder: a rename is atomic only within one file system.
        string full = Path.GetFullPath(path);
        string temporary = Path.Combine(Path.GetDirectoryName(full) ?? full, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
            try
            {
                using (stream)
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }
                File.Move(temporary, full, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(path, error);
        }
    }

    /// <summary>The error of a file or folder that cannot be written, in one line: its path, the cause and what to do.</summary>
    public static IOException NotWritten(string path, Exception error) =>
        new($"{path}: not written ({error.Message.ReplaceLineEndings(" ")}): {WhatToDo(error)}", error);

    private static string WhatToDo(Exception error) => error switch
    {
        DirectoryNotFoundException => "create the folder first",
        UnauthorizedAccessException => "allow writing to this folder or choose another one",
        _ => ErrorNumber(error) switch
        {
            NoSpace or WindowsDiskFull or WindowsHandleDiskFull => "the disk is full; free some space or choose another disk",
            ReadOnlyFileSystem or WindowsWriteProtect => "the disk is read-only; choose another one",
            _ => "whatever was there before is unchanged; correct the cause and try again",
        },
    };

    // The runtime puts errno into HResult on Unix and 0x8007xxxx on Windows; the numbers below are distinct across both.
    private static int ErrorNumber(Exception error) => error.HResult & 0xFFFF;

    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsWriteProtect = 19;
    private const int WindowsHandleDiskFull = 39;
    private const int WindowsDiskFull = 112;
}
