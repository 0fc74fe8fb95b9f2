using System.CommandLine;

namespace Adversa.Bench.Suite;

/// <summary>The options of <c>suite</c>.</summary>
internal sealed class SuiteOptions
{
    private const string Program = "dotnet run -c Release --project Adversa.Bench --";
    private const int Rounds = 5, QuickRounds = 3;

    private readonly Option<bool> _quick = new("--quick") { Description = "few rounds of few steps: at most 3 minutes" };

    private readonly Option<int?> _rounds = new("--rounds")
    {
        Description = $"how often every side runs each workload; {Rounds} if not given, at most {QuickRounds} if quick",
        HelpName = "N",
    };

    private readonly Option<string> _filter = new("--filter")
    {
        Description = "only workloads whose name contains this: dcgan, wgan-gp, sngan, generator, cold start, operations",
        DefaultValueFactory = _ => "",
        HelpName = "TEXT",
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "CPU threads of every side",
        DefaultValueFactory = _ => 2,
        HelpName = "N",
    };

    private readonly Option<string> _devices = new("--devices")
    {
        Description = "Adversa's devices beside the CPU: opencl:0,cuda:0,…",
        DefaultValueFactory = _ => "",
        HelpName = "LIST",
    };

    private readonly Option<string?> _python = Path("--python", "the Python that has PyTorch; else python3, or Debian's");

    private readonly Option<string?> _onnxRuntime = Path(
        "--onnxruntime", "the folder where npm installed onnxruntime-node; else where Node looks by itself (NODE_PATH)");

    private readonly Option<string?> _published = Path(
        "--published", "the single file that dotnet publish Adversa.Cli makes: how soon that starts");

    private readonly Option<string> _output = new("--output")
    {
        Description = "the folder of the reports",
        DefaultValueFactory = _ => System.IO.Path.Combine("docs", "benchmarks"),
        HelpName = "FOLDER",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
            [_quick, _rounds, _filter, _threads, _devices, _python, _onnxRuntime, _published, _output];
        foreach (Option option in options) command.Options.Add(option);
    }

    /// <summary>What the command was given.</summary>
    public SuiteSettings Settings(ParseResult arguments)
    {
        bool quick = arguments.GetValue(_quick);
        string devices = arguments.GetRequiredValue(_devices);
        return new SuiteSettings(
            string.Join(' ', arguments.Tokens.Select(token => Quoted(token.Value)).Prepend(Program)),
            quick, arguments.GetValue(_rounds) ?? (quick ? QuickRounds : Rounds), arguments.GetRequiredValue(_filter),
            arguments.GetValue(_threads),
            devices.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            arguments.GetValue(_python), arguments.GetValue(_onnxRuntime), arguments.GetValue(_published),
            arguments.GetRequiredValue(_output));
    }

    private static string Quoted(string argument) =>
        argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;

    private static Option<string?> Path(string name, string description) =>
        new(name) { Description = description, HelpName = "PATH" };
}
