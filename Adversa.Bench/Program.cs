using System.CommandLine;
using Adversa.Bench.Operations;
using Adversa.Bench.Steps;
using Adversa.Bench.Suite;
using Adversa.Kernels.Devices;

namespace Adversa.Bench;

internal static class Program
{
    private const int Failure = 1, WrongUse = 2;

    /// <summary>Runs a command; an error that a person can do something about is one line on standard error.</summary>
    internal static int Main(string[] arguments)
    {
        var root = new RootCommand("Benchmarks of Adversa.")
        {
            StepCommand.Create(),
            OperationsCommand.Create(),
            SuiteCommand.Create(),
        };
        try
        {
            // Ctrl-C is the commands' own business: they keep what is measured.
            return root.Parse(arguments).Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e) when (e is ArgumentException or IOException or DeviceException or NotSupportedException)
        {
            Console.Error.WriteLine($"Adversa.Bench: {e.Message.Split('\n')[0].TrimEnd()}");
            return e is ArgumentException ? WrongUse : Failure;
        }
    }
}
