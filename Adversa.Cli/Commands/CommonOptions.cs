using System.CommandLine;

namespace Adversa.Cli.Commands;

/// <summary>Arguments and options that several commands have; each command gets its own.</summary>
internal static class CommonOptions
{
    /// <summary>The run that samples are drawn from.</summary>
    public static Argument<string> Run() => new("RUN") { Description = "a run's folder, or a checkpoint file" };

    /// <summary><c>--seed</c>; the purpose says what follows from it.</summary>
    public static Option<ulong> Seed(string purpose) => new("--seed")
    {
        Description = purpose,
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

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
