using Adversa.Cli;

namespace Adversa.Tests.Cli;

/// <summary>
/// The program's answer to a command line. It captures the console, of which there is one: tests that ask for it are not
/// parallel.
/// </summary>
internal readonly record struct Invocation(int ExitCode, string Output, string Error)
{
    public static Invocation Of(params string[] arguments) => Capture(() => CommandLine.Run(arguments));

    /// <summary>What a program's entry point gives back and prints.</summary>
    public static Invocation Capture(Func<int> run)
    {
        TextWriter output = Console.Out, error = Console.Error;
        using StringWriter newOutput = new(), newError = new();
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            int exitCode = run();
            return new Invocation(exitCode, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
