namespace Adversa.Kernels.Devices.Ilgpu;

/// <summary>The devices of ILGPU by name: <c>ilgpu:cpu</c>, <c>ilgpu:cuda:0</c>, <c>ilgpu:opencl:0</c>.</summary>
internal static class IlgpuDevices
{
    private const string Processor = "cpu", Pattern = "ilgpu:cpu, ilgpu:cuda:N, ilgpu:opencl:N";

    private static readonly NumberedDevices[] Numbered =
        [new("ilgpu:cuda", IlgpuHardware.FindCuda), new("ilgpu:opencl", IlgpuHardware.FindOpenCl)];

    /// <summary>The kind, for the table of kinds.</summary>
    public static DeviceKind Kind => new("ilgpu", Pattern, List, (selector, _) => Open(selector));

    private static IEnumerable<DeviceEntry> List() =>
    [
        new DeviceEntry($"ilgpu:{Processor}", IlgpuHardware.Processor().Facts, null),
        .. Numbered.SelectMany(kind => kind.List()),
    ];

    private static Device Open(string? selector)
    {
        if (selector is null or Processor) return IlgpuHardware.Processor().Open($"ilgpu:{Processor}");
        string[] parts = selector.Split(':', 2);
        return Numbered.FirstOrDefault(kind => kind.Name == $"ilgpu:{parts[0]}") is { } kind
            ? kind.Open(parts is [_, var number] ? number : null)
            : throw new ArgumentException($"There is no device 'ilgpu:{selector}'; expected {Pattern}.");
    }
}
