using System.Text;
using System.Text.Json;
using Adversa.Tensors.Serialization;

namespace Adversa.Bench.Reports;

/// <summary>Where a report goes: <c>NAME.md</c> for people and <c>NAME.json</c> for programs, each written whole.</summary>
internal sealed class ReportFolder
{
    private readonly string _path;

    /// <summary>Makes the folder, and makes sure that it takes files, before time is spent on what goes there.</summary>
    /// <exception cref="IOException">It cannot be made or written to; the message says why.</exception>
    public ReportFolder(string path)
    {
        _path = path;
        try
        {
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".{Guid.NewGuid():N}.tmp");
            using var file = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.NotWritten(path, e);
        }
    }

    /// <summary>Writes a report in both forms, and returns their paths.</summary>
    public IReadOnlyList<string> Write<T>(string name, string markdown, T content)
    {
        string forPeople = Path.Combine(_path, $"{name}.md"), forPrograms = Path.Combine(_path, $"{name}.json");
        AtomicFile.Write(forPeople, stream => stream.Write(Encoding.UTF8.GetBytes(markdown)));
        AtomicFile.Write(forPrograms, stream =>
        {
            JsonSerializer.Serialize(stream, content, ReportJson.Options);
            stream.Write("\n"u8);
        });
        return [forPeople, forPrograms];
    }
}
