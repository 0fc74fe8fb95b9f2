using System.Globalization;

namespace Adversa.Gan.Training;

/// <summary>
/// Where a run keeps what it makes: <c>config.json</c>, <c>metrics.jsonl</c>, <c>samples/step-00000500.png</c> and
/// <c>checkpoints/step-00000500.safetensors</c>.
/// </summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The resolved settings.</summary>
    public string Config => System.IO.Path.Combine(Path, "config.json");

    /// <summary>One line of JSON per step.</summary>
    public string Metrics => System.IO.Path.Combine(Path, "metrics.jsonl");

    private string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>A new run's folder: the given one, or the first free of runs/NAME, runs/NAME-2, ….</summary>
    /// <exception cref="IOException">The given folder holds a run already, or cannot be made.</exception>
    public static RunFolder Create(string? path, string name)
    {
        path ??= Enumerable.Range(1, int.MaxValue)
            .Select(number => System.IO.Path.Combine("runs", number == 1 ? name : $"{name}-{number}"))
            .First(candidate => !Directory.Exists(candidate));
        var folder = new RunFolder(path);
        if (File.Exists(folder.Config))
            throw new IOException($"{path}: holds a run already; go on with it by --resume {path}, or name another folder.");
        Directory.CreateDirectory(folder.Checkpoints);
        Directory.CreateDirectory(System.IO.Path.Combine(path, "samples"));
        return folder;
    }

    /// <summary>The folder of a run that was started before.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no run.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(path);
        return File.Exists(folder.Config)
            ? folder
            : throw new DirectoryNotFoundException(
                $"{path}: found no config.json, expected the folder of a run; runs are made by adversa train.");
    }

    /// <summary>The picture of a step.</summary>
    public string Sample(int step) => System.IO.Path.Combine(Path, "samples", $"step-{step:D8}.png");

    /// <summary>The checkpoint of a step.</summary>
    public string Checkpoint(int step) => System.IO.Path.Combine(Checkpoints, $"step-{step:D8}.safetensors");

    /// <summary>The checkpoint of the largest step; null before the first.</summary>
    public string? LatestCheckpoint()
    {
        if (!Directory.Exists(Checkpoints)) return null;
        return Directory.EnumerateFiles(Checkpoints, "step-*.safetensors").Where(HasStep).Max(StringComparer.Ordinal);

        static bool HasStep(string file)
        {
            ReadOnlySpan<char> step = System.IO.Path.GetFileNameWithoutExtension(file.AsSpan())["step-".Length..];
            return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
