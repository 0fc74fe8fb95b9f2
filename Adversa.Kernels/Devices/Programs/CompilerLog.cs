using System.Text;
using System.Text.RegularExpressions;

namespace Adversa.Kernels.Devices.Programs;

/// <summary>What a driver's compiler says about a program that it refuses.</summary>
internal static partial class CompilerLog
{
    /// <summary>
    /// One line with the first error and the line of the program that it is about, then the compiler's whole log.
    /// </summary>
    /// <param name="device">Where it was to run.</param>
    /// <param name="source">What was compiled.</param>
    /// <param name="target">The language's name.</param>
    /// <param name="log">What the compiler wrote.</param>
    public static DeviceException Failure(GpuDevice device, ProgramSource source, string target, string log)
    {
        string what = $"{device.Name} ({device.Description}): kernel {source.Kernel} does not compile as {target}";
        Match error = ErrorAtLine.Match(log);
        if (!error.Success) return new DeviceException($"{what}: {FirstLine(log)}\n{log}");

        int line = int.Parse(error.Groups["line"].ValueSpan);
        string[] lines = Encoding.UTF8.GetString(source.Text()).Split('\n');
        string offending = line >= 1 && line <= lines.Length ? $": {lines[line - 1].Trim()}" : "";
        return new DeviceException($"{what}; line {line}, {error.Groups["message"].Value.Trim()}{offending}\n{log}");
    }

    /// <summary>
    /// Clang's <c>file:12:5: error: text</c>, which most OpenCL drivers print, NVRTC's <c>file(12): error: text</c>, and PoCL's
    /// <c>error: file:12:5: text</c>.
    /// </summary>
    [GeneratedRegex(
        @"(error:\s*\S*:(?<line>\d+):\d+:|[:(](?<line>\d+)(:\d+|\))\s*:\s*(fatal )?error\s*:?)\s*(?<message>.*)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorAtLine { get; }

    private static string FirstLine(string log) =>
        log.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "the compiler gave no reason";
}
