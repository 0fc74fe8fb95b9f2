using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Adversa.Autograd.Verification;
using Adversa.Kernels.Devices;
using Adversa.Tensors.Serialization;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa check</c>: the table of differentiable functions, run on a device.</summary>
internal static class CheckCommand
{
    private static readonly Option<string> OnDevice = CommonOptions.Device("what to check");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    private static readonly Option<string?> Json = new("--json")
    {
        Description = "also write every check into a file",
        HelpName = "FILE",
    };

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
            Functions, OnDevice, Threads, Json,
        };
        command.SetAction(Run);
        return command.WithExamples(
            ("adversa check", "all functions on the CPU; exit code 0 if all are right"),
            ("adversa check Conv2d BatchNorm", "two of them"),
            ("adversa check --device opencl --json check.json", "all on another device, and into a file"));
    }

    private static int Run(ParseResult arguments)
    {
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        string[] functions = arguments.GetRequiredValue(Functions);
        List<FunctionResult> results = [];
        foreach (FunctionResult result in FunctionVerification.Run(device, functions.Length == 0 ? null : functions))
        {
            results.Add(result);
            CheckResult? worst = result.Checks.MaxBy(check => check.Error / check.Tolerance);
            string? detail = worst?.ToString() ?? result.Exception?.Message;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(result.Passed ? "ok    " : "FAILED")}  {result.Function,-28} {result.Cases,3} cases  {detail}"));
        }

        int failed = results.Count(result => !result.Passed);
        Console.WriteLine($"{results.Count - failed} functions right, {failed} wrong on {device} ({device.Description})");
        if (arguments.GetValue(Json) is { } path) AtomicFile.Write(path, stream => Write(stream, device, results));
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Write(Stream stream, Device device, List<FunctionResult> results)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("device", device.Name);
        json.WriteString("device_description", device.Description);
        json.WriteNumber("right", results.Count(result => result.Passed));
        json.WriteNumber("wrong", results.Count(result => !result.Passed));
        json.WriteStartArray("functions");
        foreach (FunctionResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("function", result.Function);
            json.WriteBoolean("passed", result.Passed);
            json.WriteNumber("cases", result.Cases);
            if (result.Exception is { } exception) json.WriteString("exception", exception.Message);
            json.WriteStartArray("checks");
            foreach (CheckResult check in result.Checks)
            {
                json.WriteStartObject();
                json.WriteString("check", check.Check.ToString());
                json.WriteString("error", check.Error.ToString("0.0e+0", CultureInfo.InvariantCulture));
                json.WriteString("allowed", check.Tolerance.ToString("0.0e+0", CultureInfo.InvariantCulture));
                json.WriteString("where", check.Where);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
