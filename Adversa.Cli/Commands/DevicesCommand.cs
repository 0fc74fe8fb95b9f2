using System.CommandLine;
using Adversa.Kernels.Devices;

namespace Adversa.Cli.Commands;

/// <summary><c>adversa devices</c>: where kernels can run.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "List the devices that --device can name.");
        command.SetAction(_ =>
        {
            Device device = DeviceList.Default;
            Console.WriteLine($"{device.Name}  {device.Description} (default)");
            return ExitCode.Success;
        });
        return command.WithExamples(
            ("adversa devices", "what there is"),
            ("adversa train --device cpu --threads 1", "how to choose one"));
    }
}
