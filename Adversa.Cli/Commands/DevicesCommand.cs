using System.CommandLine;
using System.Globalization;
using Adversa.Kernels.Devices;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa devices</c>: where kernels can run, and what is missing where they cannot.</summary>
internal static class DevicesCommand
{
    private static readonly string[] Titles = ["device", "hardware", "driver", "units", "memory", "float64"];

    public static Command Create()
    {
        var command = new Command("devices", "List the devices that --device can name.");
        command.SetAction(_ =>
        {
            IReadOnlyList<DeviceEntry> entries = DeviceList.List();
            WriteTable([Titles, .. entries.Where(entry => entry.Facts is not null).Select(entry => Row(entry, entry.Facts!))]);
            foreach (DeviceEntry entry in entries.Where(entry => entry.WhyNot is not null))
                Console.WriteLine($"{entry.Name}: {entry.WhyNot}");
            return ExitCode.Success;
        });
        return command.WithHelp(
            WriteVariables,
            ("adversa devices", "what there is"),
            ("adversa train --device opencl:0", "how to choose one; cpu is the default"),
            ("adversa train --device cpu --threads 1", "how to choose the number of threads"));
    }

    private static void WriteVariables(TextWriter output)
    {
        output.WriteLine("Compiled kernels are kept under ~/.cache/adversa/kernels (Windows: %LOCALAPPDATA%).");
        output.WriteLine("ADVERSA_KERNEL_CACHE names another folder, or is 'off'.");
        output.WriteLine("ADVERSA_CUDA and ADVERSA_NVRTC name the CUDA driver and NVRTC where they are not found.");
        output.WriteLine();
    }

    private static string[] Row(DeviceEntry entry, DeviceFacts facts) =>
    [
        entry.Name, facts.Hardware, facts.Driver, facts.ComputeUnits.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{facts.MemoryBytes / (double)(1 << 30):F1} GiB"),
        facts.HasFloat64 ? "yes" : "no",
    ];

    private static void WriteTable(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Titles.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
