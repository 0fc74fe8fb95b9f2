using System.CommandLine;
using Adversa.Gan.Benchmarks;

namespace Adversa.Cli.Commands;

/// <summary>What a command that times training steps is asked for: <c>adversa step</c>, and the benchmarks' own.</summary>
internal sealed class StepOptions
{
    private readonly Option<string> _model = new("--model")
    {
        Description = $"what is trained: {string.Join(" or ", StepBenchmark.Models)}",
        DefaultValueFactory = _ => "dcgan",
        HelpName = "NAME",
    };

    private readonly Option<int> _size = Number("--size", "pixels along each side", 64);
    private readonly Option<int> _channels = Number("--channels", "channels of an image", 3);
    private readonly Option<int> _features = Number("--features", "channels of the layers next to the image", 64);
    private readonly Option<int> _batch = Number("--batch", "images per step", 64);
    private readonly Option<int> _steps = Number("--steps", "timed steps", 5);
    private readonly Option<int> _warmUp = Number("--warm-up", "steps before them that are not timed", 2);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _size, _channels, _features, _batch, _steps, _warmUp])
            command.Options.Add(option);
    }

    /// <summary>What the command was given.</summary>
    public StepSettings Settings(ParseResult arguments) => new(
        arguments.GetRequiredValue(_model), arguments.GetValue(_size), arguments.GetValue(_channels),
        arguments.GetValue(_features), arguments.GetValue(_batch), arguments.GetValue(_steps), arguments.GetValue(_warmUp));

    private static Option<int> Number(string name, string description, int initial) =>
        new(name) { Description = description, DefaultValueFactory = _ => initial, HelpName = "N" };
}
