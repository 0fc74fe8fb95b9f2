using System.CommandLine;
using Adversa.Bench.Operations;
using Adversa.Bench.Steps;

namespace Adversa.Bench;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Benchmarks of Adversa.")
        {
            StepCommand.Create(),
            OperationsCommand.Create(),
        };
        return root.Parse(arguments).Invoke();
    }
}
