using System.CommandLine;
using Adversa.Gan.Training;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa recipes</c>: the settings that come with the program.</summary>
internal static class RecipesCommand
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "print this recipe's file",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command("recipes", "List the recipes that adversa train --recipe can name, or print one.") { Name };
        command.SetAction(Run);
        return command.WithExamples(
            ("adversa recipes", "what there is"),
            ("adversa recipes wgan-gp", "its settings, with comments"),
            ("adversa recipes wgan-gp > mine.json", "to change a copy, for --recipe mine.json"));
    }

    private static int Run(ParseResult arguments)
    {
        if (arguments.GetValue(Name) is { } name) Console.Write(Recipes.Read(name));
        else List();
        return ExitCode.Success;
    }

    private static void List()
    {
        int width = Recipes.Names.Max(name => name.Length);
        foreach (string name in Recipes.Names)
            Console.WriteLine($"{name.PadRight(width)}  {Recipes.Open(name).Description}");
    }
}
