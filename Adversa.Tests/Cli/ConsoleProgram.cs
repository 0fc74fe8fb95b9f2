using Adversa.Cli;

namespace Adversa.Tests.Cli;

/// <summary>Runs command lines inside the test's own process. A console is one for all: such tests are not parallel.</summary>
internal static class ConsoleProgram
{
    /// <summary>The exit code and what was printed.</summary>
    public static (int ExitCode, string Output, string Error) Invoke(params string[] arguments)
    {
        TextWriter output = Console.Out, error = Console.Error;
        using StringWriter newOutput = new(), newError = new();
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            return (CommandLine.Run(arguments), newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>Expects success, and gives what was printed.</summary>
    public static string Succeed(params string[] arguments)
    {
        (int exitCode, string output, string error) = Invoke(arguments);
        Assert.That(exitCode, Is.EqualTo(ExitCode.Success), error);
        return output;
    }

    /// <summary>Expects an exit code and one line on standard error that holds all words.</summary>
    public static void Expect(int exitCode, string[] arguments, params string[] words)
    {
        (int found, _, string error) = Invoke(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(exitCode), error);
            Assert.That(error, Does.StartWith("adversa: "));
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
            foreach (string word in words) Assert.That(error, Does.Contain(word));
        });
    }
}
