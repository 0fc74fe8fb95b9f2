namespace Adversa.Bench.Suite;

/// <summary>
/// Adversa as the single file that <c>dotnet publish Adversa.Cli -r …</c> makes, on the CPU: how soon it has made its first step.
/// </summary>
internal sealed class PublishedSide(string file, int threads) : Side(Title), IDisposable
{
    private const string Title = "Adversa, single file";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adversa-step-");

    private string Json => Path.Combine(_folder.FullName, "step.json");

    /// <summary>The file where it is given and there; nothing where it is not given.</summary>
    public static IEnumerable<SideEntry> Find(string? file, int threads)
    {
        if (file is null) yield break;
        yield return File.Exists(file)
            ? SideEntry.Of(new PublishedSide(Path.GetFullPath(file), threads))
            : SideEntry.Absent(Title, $"{file}: no such file");
    }

    public override bool Runs(Workload workload) => workload.IsColdStart;

    public override ChildProcess Command(Workload workload) =>
        new(file, ["step", .. StepArguments(workload, threads), "--json", Json]);

    /// <summary>It talks to people on its output, and to programs in a file.</summary>
    public override Measurement Read(ChildResult child, Workload workload) =>
        base.Read(child with { Output = File.ReadAllText(Json) }, workload);

    public void Dispose() => _folder.Delete(recursive: true);
}
