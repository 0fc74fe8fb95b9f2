using System.Text;
using System.Text.Json;
using Adversa.Tensors.Serialization;

namespace Adversa.Gan.Training;

/// <summary>
/// <c>metrics.jsonl</c>: one line of JSON per step, numbers by name. Opening it at a step drops the lines of later steps, so that
/// a resumed run does not tell a step twice.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private readonly FileStream _file;

    private MetricsLog(FileStream file) => _file = file;

    /// <summary>Opens the log to go on behind <paramref name="step"/>.</summary>
    public static MetricsLog Open(string path, int step)
    {
        string[] kept = File.Exists(path)
            ? [.. File.ReadLines(path).TakeWhile(line => StepOf(line) is { } found && found <= step)]
            : [];
        AtomicFile.Write(path, stream =>
        {
            foreach (string line in kept) stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        });
        return new MetricsLog(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read));
    }

    /// <summary>Adds the line of a step.</summary>
    public void Write(int step, ReadOnlySpan<(string Name, double Value)> numbers)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            foreach ((string name, double value) in numbers)
            {
                if (double.IsFinite(value)) json.WriteNumber(name, Math.Round(value, 6));
                else json.WriteString(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        try
        {
            line.WriteTo(_file);
            _file.Flush();
        }
        catch (IOException e)
        {
            throw AtomicFile.NotWritten(_file.Name, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The step of a line; null for one that was cut off in the middle.</summary>
    private static int? StepOf(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.GetProperty("step").GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
