using System.CommandLine;

namespace Adversa.Cli.Commands;

/// <summary>Options that several commands have; each command gets its own.</summary>
internal static class CommonOptions
{
    /// <summary><c>--device</c>; the purpose says what the command does there.</summary>
    public static Option<string> Device(string purpose) => new("--device")
    {
        Description = $"{purpose}; see adversa devices",
        DefaultValueFactory = _ => "cpu",
        HelpName = "DEVICE",
    };

    /// <summary><c>--threads</c>.</summary>
    public static Option<int> Threads() => new("--threads")
    {
        Description = "CPU threads, 0 for one per core",
        HelpName = "N",
    };
}
