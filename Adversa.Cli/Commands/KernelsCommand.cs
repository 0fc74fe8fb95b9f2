using System.CommandLine;
using System.Globalization;
using System.Text;
using Adversa.Cli.Display;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Ladders;
using Adversa.Tensors.Serialization;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa kernels</c>: the kernels, what each is compiled to, and what each idea in two of them is worth.</summary>
internal static class KernelsCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "the kernel, as adversa kernels list has it" };

    private static readonly Option<string> Target = new Option<string>("--target")
    {
        Description = "csharp: what its author wrote; simd: the CPU's loop over vectors; opencl: OpenCL C; cuda: CUDA C",
        DefaultValueFactory = _ => "csharp",
        HelpName = "LANGUAGE",
    }.AcceptOnlyFromAmong("csharp", "simd", "opencl", "cuda");

    private static readonly Argument<string> LadderName = new("LADDER")
    {
        Description = string.Join(" or ", Ladder.All.Select(ladder => ladder.Name)),
    };

    private static readonly Option<string> OnDevice = CommonOptions.Device("where to run it");
    private static readonly Option<int> Threads = CommonOptions.Threads();

    private static readonly Option<int> Size = new("--size")
    {
        Description = string.Join(", ", Ladder.All.Select(ladder => $"{ladder.Name}: {ladder.SizeMeans}"))
            + "; 0 for one that suits the device",
        HelpName = "N",
    };

    private static readonly Option<string?> Json = new("--json")
    {
        Description = "also write the numbers into a file, as one line of JSON",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var list = new Command("list", "List the kernels that are compiled at build time.");
        list.SetAction(_ => List());
        var show = new Command("show", "Print a kernel as its author wrote it, or as it was compiled.") { Name, Target };
        show.SetAction(Show);
        var ladder = new Command("ladder", "Run a kernel in versions from naive to the library's own, each checked and timed.")
        {
            LadderName, OnDevice, Threads, Size, Json,
        };
        ladder.SetAction(Climb);
        var command = new Command("kernels", "Read the kernels, and see what each idea in them is worth.")
        {
            list.WithExamples(("adversa kernels list", "all of them; so does adversa kernels")),
            show.WithExamples(
                ("adversa kernels show leaky_relu", "in C#, as it was written"),
                ("adversa kernels show leaky_relu --target cuda", "as a GPU gets it")),
            ladder.WithExamples(
                ("adversa kernels ladder matmul --device opencl:0", "on the first OpenCL device"),
                ("adversa kernels ladder conv2d --device cuda:0 --size 512 --json conv2d.json", "larger, and into a file")),
        };
        command.SetAction(_ => List());
        return command.WithExamples(
            ("adversa kernels", "what there is"),
            ("adversa kernels show tanh --target simd", "how the CPU computes one"),
            ("adversa kernels ladder matmul --device opencl:0", "from three nested loops to the library's own"));
    }

    private static int List()
    {
        List<string[]> rows = [["kernel", "kind", "group", "shared", "float64"]];
        rows.AddRange(KernelCatalogue.All.Select(entry => (string[])
        [
            entry.Name, entry.IsPointwise ? "pointwise" : "grouped", entry.GroupSize.ToString(),
            entry.SharedBytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{entry.SharedBytes} B"),
            entry.HasFloat64 ? "yes" : "no",
        ]));
        Console.Write(TextTable.Of(rows, 3));
        return ExitCode.Success;
    }

    private static int Show(ParseResult arguments)
    {
        KernelEntry kernel = KernelCatalogue.Named(arguments.GetRequiredValue(Name));
        string target = arguments.GetRequiredValue(Target);
        KernelLanguage language = target switch
        {
            "simd" => KernelLanguage.Simd,
            "opencl" => KernelLanguage.OpenCl,
            "cuda" => KernelLanguage.Cuda,
            _ => KernelLanguage.CSharp,
        };
        Console.Write(
            kernel.Text(language) ?? throw new ArgumentException($"{kernel.Name}: {target} lacks a function that it needs."));
        return ExitCode.Success;
    }

    private static int Climb(ParseResult arguments)
    {
        Ladder ladder = Ladder.Named(arguments.GetRequiredValue(LadderName));
        using Device device = DeviceList.Open(arguments.GetRequiredValue(OnDevice), arguments.GetValue(Threads));
        LadderResult result = ladder.Run(device, arguments.GetValue(Size));
        var report = new LadderReport(result);
        if (arguments.GetValue(Json) is { } path)
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(report.ToJson() + "\n")));
        Console.WriteLine(report.ToText());
        return result.Rungs.All(rung => rung.IsRight) ? ExitCode.Success : ExitCode.Failure;
    }
}
