using System.CommandLine;
using System.Globalization;
using Adversa.Autograd.Verification;
using Adversa.Kernels.Devices;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa check</c>: the table of differentiable functions, run on a device.</summary>
internal static class CheckCommand
{
    private static readonly Option<string> OnDevice = CommonOptions.Device("what to check");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    private static readonly Argument<string[]> Functions = new("FUNCTION")
    {
        Description = "only these functions",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create()
    {
        var command = new Command(
            "check", "Check every differentiable function on a device against finite differences, first and second order.")
        {
            Functions, OnDevice, Threads,
        };
        command.SetAction(Run);
        return command.WithExamples(
            ("adversa check", "all functions on the CPU; exit code 0 if all are right"),
            ("adversa check Conv2d BatchNorm", "two of them"));
    }

    private static int Run(ParseResult arguments)
    {
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        string[] functions = arguments.GetRequiredValue(Functions);
        int passed = 0, failed = 0;
        foreach (FunctionResult result in FunctionVerification.Run(device, functions.Length == 0 ? null : functions))
        {
            CheckResult? worst = result.Checks.MaxBy(check => check.Error / check.Tolerance);
            string? detail = worst?.ToString() ?? result.Exception?.Message;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(result.Passed ? "ok    " : "FAILED")}  {result.Function,-28} {result.Cases,3} cases  {detail}"));
            if (!result.Passed) failed++;
            else passed++;
        }

        Console.WriteLine($"{passed} functions right, {failed} wrong on {device} ({device.Description})");
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
