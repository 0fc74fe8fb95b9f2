using System.ComponentModel;
using System.Diagnostics;

namespace Adversa.Bench.Suite;

/// <summary>How a process ended, what it printed, and how long it took from its start to its end.</summary>
internal readonly record struct ChildResult(int ExitCode, string Output, string Error, TimeSpan WallTime)
{
    /// <summary>What it said last when it failed: for instance the exception that a Python script ended with.</summary>
    public string LastWords =>
        Error.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? $"ended with {ExitCode}";
}

/// <summary>A program with its arguments.</summary>
/// <param name="Program">Its path, or its name where the system looks for it.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record ChildProcess(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>What is set in its environment beside what it inherits.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs it to its end. If that is not waited for, it is killed with all that it started.</summary>
    /// <exception cref="IOException">There is no such program, or it cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ChildResult> RunAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Program, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Environment) start.Environment[name] = value;
        long begin = Stopwatch.GetTimestamp();
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await EndOfAsync(process, cancellation);
        TimeSpan wallTime = Stopwatch.GetElapsedTime(begin);
        return new ChildResult(process.ExitCode, await output, await error, wallTime);
    }

    /// <summary>The same with this process's own output; gives the exit code.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<int> ShowAsync(CancellationToken cancellation)
    {
        using Process process = Start(new ProcessStartInfo(Program, Arguments));
        await EndOfAsync(process, cancellation);
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            // The exception's own message names the working directory, too, which is no part of a report.
            throw new IOException($"{start.FileName}: {new Win32Exception(error.NativeErrorCode).Message}", error);
        }
    }

    private static async Task EndOfAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        // Ctrl-C on a terminal ends the child, too, which may be the first to go.
        cancellation.ThrowIfCancellationRequested();
    }
}
