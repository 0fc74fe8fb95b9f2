using System.CommandLine;
using Adversa.Bench.Operations;
using Adversa.Bench.Steps;
using Adversa.Bench.Suite;

namespace Adversa.Bench;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Benchmarks of Adversa.")
        {
            StepCommand.Create(),
            OperationsCommand.Create(),
            SuiteCommand.Create(),
        };
        return root.Parse(arguments).Invoke();
    }
}
