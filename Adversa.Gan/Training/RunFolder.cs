using System.Globalization;
using Adversa.Tensors.Serialization;

namespace Adversa.Gan.Training;

/// <summary>
/// Where a run keeps what it makes: <c>config.json</c>, <c>metrics.jsonl</c>, <c>samples/step-00000500.png</c> and
/// <c>checkpoints/step-00000500.safetensors</c>.
/// </summary>
public sealed class RunFolder
{
    private const string Superseded = ".superseded";

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The resolved settings.</summary>
    public string Config => System.IO.Path.Combine(Path, "config.json");

    /// <summary>One line of JSON per step.</summary>
    public string Metrics => System.IO.Path.Combine(Path, "metrics.jsonl");

    private string Samples => System.IO.Path.Combine(Path, "samples");

    private string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>A new run's folder: the given one, or the first free of runs/NAME, runs/NAME-2, …. Nothing is made yet.</summary>
    /// <exception cref="ArgumentException">The given folder holds a run with a checkpoint.</exception>
    public static RunFolder New(string? path, string name)
    {
        path ??= Enumerable.Range(1, int.MaxValue)
            .Select(number => System.IO.Path.Combine("runs", number == 1 ? name : $"{name}-{number}"))
            .First(candidate => !Directory.Exists(candidate));
        var folder = new RunFolder(path);
        return folder.LatestCheckpoint() is null
            ? folder
            : throw new ArgumentException(
                $"{path}: holds a run already; go on with it by --resume {path}, or name another folder.");
    }

    /// <summary>The folder of a run that was started before, by its path or by the path of one of its checkpoints.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no run.</exception>
    public static RunFolder Open(string path)
    {
        string? run = File.Exists(path) ? System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(path)) : path;
        var folder = new RunFolder(run is "" or null ? "." : run);
        return File.Exists(folder.Config)
            ? folder
            : throw new DirectoryNotFoundException(
                $"{path}: found no config.json, expected the folder of a run; runs are made by adversa train.");
    }

    /// <summary>
    /// Makes the folders, writes the settings, deletes what an earlier process left half written, and renames what lies behind
    /// the step that the run goes on from: it belongs to another continuation, and must not be taken for this one's.
    /// </summary>
    /// <param name="options">The settings.</param>
    /// <param name="step">Where the run goes on.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; the message says what to do.</exception>
    public void Prepare(TrainingOptions options, int step)
    {
        try
        {
            foreach (string folder in (string[])[Checkpoints, Samples])
            {
                Directory.CreateDirectory(folder);
                foreach (string unfinished in Directory.EnumerateFiles(folder, ".*.tmp")) File.Delete(unfinished);
                foreach (string later in Directory.GetFiles(folder, "step-*").Where(file => StepOf(file) > step))
                    File.Move(later, later + Superseded, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.NotWritten(Path, e);
        }

        TrainingOptionsFile.Write(Config, options);
    }

    /// <summary>The picture of a step.</summary>
    public string Sample(int step) => System.IO.Path.Combine(Samples, $"step-{step:D8}.png");

    /// <summary>The checkpoint of a step.</summary>
    public string Checkpoint(int step) => System.IO.Path.Combine(Checkpoints, $"step-{step:D8}.safetensors");

    /// <summary>The checkpoint of the largest step; null before the first.</summary>
    /// <param name="before">Only checkpoints of smaller steps than this one's.</param>
    public string? LatestCheckpoint(string? before = null)
    {
        if (!Directory.Exists(Checkpoints)) return null;
        return Directory.EnumerateFiles(Checkpoints, "step-*.safetensors").Where(file => StepOf(file) is not null)
            .Where(file => before is null || StringComparer.Ordinal.Compare(file, before) < 0).Max(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>The step in a file's name; null for other names, as those of superseded files.</summary>
    private static int? StepOf(string file)
    {
        ReadOnlySpan<char> step = System.IO.Path.GetFileNameWithoutExtension(file.AsSpan())["step-".Length..];
        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
