using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Adversa.Cli.Commands;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;

namespace Adversa.Cli;

/// <summary>Runs a parsed command line: every error becomes one line on standard error and an exit code.</summary>
internal static class CommandLine
{
    private const string TraceVariable = "ADVERSA_TRACE";

    /// <summary>Parses and runs; gives the process's exit code.</summary>
    public static int Run(params string[] arguments)
    {
        ParseResult parsed = Root().Parse(arguments is [] ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not HelpWithExamples)
        {
            Command command = parsed.CommandResult.Command;
            string name = command is RootCommand ? "adversa" : $"adversa {command.Name}";
            string error = parsed.UnmatchedTokens is [var unknown, ..]
                ? $"'{unknown}' is no command or option"
                : parsed.Errors[0].Message.TrimEnd('.');
            return Report($"{error}; see {name} --help.", ExitCode.WrongUse);
        }

        try
        {
            // Ctrl-C is the training's own business: it finishes its step and saves.
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e)
        {
            return Report(e is AggregateException { InnerException: { } inner } ? inner : e);
        }
    }

    private static Command Root() => new RootCommand("Adversa trains generative adversarial networks and samples from them.")
    {
        TrainCommand.Create(),
        RecipesCommand.Create(),
        SampleCommand.Create(),
        ClassifierCommand.Create(),
        EvaluateCommand.Create(),
        CheckCommand.Create(),
        StepCommand.Create(),
        DevicesCommand.Create(),
        KernelsCommand.Create(),
    }.WithExamples(
        ("adversa train", "train on the built-in shapes, about two minutes"),
        ("adversa train --data mnist/ --steps 2000", "train on your own images"),
        ("adversa train --recipe wgan-gp", "another kind of GAN; adversa recipes lists them"),
        ("adversa sample runs/dcgan-shapes-32 --count 16 --out grid.png", "draw new images"));

    /// <summary>Adds examples to what <c>--help</c> prints for a command.</summary>
    public static Command WithExamples(this Command command, params (string CommandLine, string Meaning)[] examples) =>
        command.WithHelp(_ => { }, examples);

    /// <summary>Adds a part of its own and examples to what <c>--help</c> prints for a command.</summary>
    public static Command WithHelp(
        this Command command, Action<TextWriter> writePart, params (string CommandLine, string Meaning)[] examples)
    {
        HelpOption? help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null) command.Options.Add(help = new HelpOption());
        help.Action = new HelpWithExamples(writePart, examples);
        return command;
    }

    private static int Report(Exception e)
    {
        switch (e)
        {
            case WrongUseException or ArgumentException or FileNotFoundException or DirectoryNotFoundException:
                return Report(Message(e), ExitCode.WrongUse);
            case IOException or UnauthorizedAccessException or InvalidDataException or NonFiniteException or OutOfMemoryException
                or DeviceException:
                return Report(Message(e), ExitCode.Failure);
            default:
                if (Environment.GetEnvironmentVariable(TraceVariable) is not (null or "")) Console.Error.WriteLine(e);
                return Report(
                    $"{e.GetType().Name}: {Message(e)} (this is a defect of adversa; {TraceVariable}=1 shows where)",
                    ExitCode.Failure);
        }
    }

    private static int Report(string message, int exitCode)
    {
        Console.Error.WriteLine($"adversa: {message}");
        return exitCode;
    }

    /// <summary>The message's first line, without the parameter's name that .NET appends for programmers.</summary>
    private static string Message(Exception e)
    {
        string line = e.Message.Split('\n')[0].TrimEnd();
        return e is ArgumentException { ParamName: { } name }
            ? line.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
            : line;
    }

    private sealed class HelpWithExamples(Action<TextWriter> writePart, (string CommandLine, string Meaning)[] examples)
        : SynchronousCommandLineAction
    {
        private readonly HelpAction _help = new();

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = _help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            writePart(output);
            output.WriteLine("Examples:");
            int width = examples.Max(example => example.CommandLine.Length);
            foreach ((string commandLine, string meaning) in examples)
                output.WriteLine($"  {commandLine.PadRight(width)}  # {meaning}");
            output.WriteLine();
            return exitCode;
        }
    }
}
