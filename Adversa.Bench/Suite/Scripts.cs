namespace Adversa.Bench.Suite;

/// <summary>The repository's scripts, which run the peers.</summary>
internal static class Scripts
{
    /// <summary>Why there may be none.</summary>
    public const string WhyNot = "its script lies in the repository, and this program does not";

    /// <summary>Their folder, beside the solution that this program was built in; null outside of it.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Adversa.sln"))) folder = folder.Parent;
        return folder is null ? null : Path.Combine(folder.FullName, "scripts");
    }
}
