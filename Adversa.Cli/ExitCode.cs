namespace Adversa.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It was asked for something possible, and it failed: a disk, a file, a loss that is no number.</summary>
    public const int Failure = 1;

    /// <summary>It was asked for something that does not exist or does not go together.</summary>
    public const int WrongUse = 2;

    /// <summary>Ctrl-C or SIGTERM, after everything was saved: 128 + SIGINT, as shells expect.</summary>
    public const int Interrupted = 130;
}

/// <summary>The user asked for something that does not go together; the message says what to do.</summary>
internal sealed class WrongUseException(string message) : Exception(message);
