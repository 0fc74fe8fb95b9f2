namespace Adversa.Bench.Suite;

/// <summary>A Python that can import PyTorch, and the scripts that it runs.</summary>
/// <param name="Program">Its path, or its name where the system looks for it.</param>
/// <param name="ScriptFolder">The repository's folder of scripts.</param>
internal sealed record PythonWithTorch(string Program, string ScriptFolder)
{
    /// <summary>Where Debian's package puts PyTorch stands last: another Python may come first in the path.</summary>
    private static readonly string[] Usual = ["python3", "/usr/bin/python3"];

    /// <summary>Looks for one.</summary>
    /// <param name="program">The one to take; null for the first of the usual ones.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The Python, or why there is none.</returns>
    public static async Task<(PythonWithTorch? Python, string? WhyNot)> FindAsync(string? program, CancellationToken cancellation)
    {
        if (Scripts.Folder is not { } scripts) return (null, Scripts.WhyNot);
        string whyNot = "";
        foreach (string candidate in program is null ? Usual : [program])
        {
            try
            {
                ChildResult child = await new ChildProcess(candidate, "-c", "import torch").RunAsync(cancellation);
                if (child.ExitCode == 0) return (new PythonWithTorch(candidate, scripts), null);
                whyNot = $"{candidate}: {child.LastWords}";
            }
            catch (IOException error)
            {
                whyNot = error.Message;
            }
        }

        return (null, $"{whyNot}; install PyTorch (Debian: python3-torch), or name a Python that has it by --python");
    }

    /// <summary>A script with arguments.</summary>
    public ChildProcess Script(string name, IEnumerable<string> arguments) =>
        new(Program, [Path.Combine(ScriptFolder, name), .. arguments]);
}
