namespace Adversa.Bench.Suite;

/// <summary>
/// Adversa as the single file that <c>dotnet publish Adversa.Cli -r …</c> makes, on the CPU: how soon it has made its first step.
/// It tells its times to people, so that only the process's own is known.
/// </summary>
internal sealed class PublishedSide(string file, int threads) : Side(Title)
{
    private const string Title = "Adversa, single file";

    /// <summary>The file where it is given and there; nothing where it is not given.</summary>
    public static IEnumerable<SideEntry> Find(string? file, int threads)
    {
        if (file is null) yield break;
        yield return File.Exists(file)
            ? SideEntry.Of(new PublishedSide(Path.GetFullPath(file), threads))
            : SideEntry.Absent(Title, $"{file}: no such file");
    }

    public override bool Runs(Workload workload) => workload.IsColdStart;

    public override ChildProcess Command(Workload workload) => new(file, ["step", .. StepArguments(workload, threads)]);

    public override Measurement Read(ChildResult child, Workload workload) => new(child.WallTime.TotalMilliseconds, null);
}
