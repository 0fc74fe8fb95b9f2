using System.Text.RegularExpressions;
using Adversa.Kernels;

namespace Adversa.Tests.Architecture;

/// <summary>What the pages point to exists, and the code that they quote is the code that there is.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    private static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path));

    [TestCaseSource(nameof(Pages))]
    public void EveryRelativeLinkResolves(string page)
    {
        string path = Path.Combine(Repository.Root, page), folder = Path.GetDirectoryName(path)!;
        string prose = Code().Replace(File.ReadAllText(path), "");
        string[] broken = [.. Link().Matches(prose).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)))];
        Assert.That(broken, Is.Empty);
    }

    /// <summary>A block behind a line that begins with the command that prints it.</summary>
    [Test]
    public void QuotedKernelsAreWhatTheCompilerEmits()
    {
        Match[] quotes = [.. Directory.EnumerateFiles(Path.Combine(Docs, "kernels"), "*.md")
            .SelectMany(page => Quote().Matches(File.ReadAllText(page)))];
        Assert.That(quotes, Has.Length.AtLeast(4));
        Assert.Multiple(() =>
        {
            foreach (Match quote in quotes)
            {
                KernelEntry kernel = KernelCatalogue.Named(quote.Groups["name"].Value);
                string text = kernel.Text(LanguageOf(quote.Groups["target"].Value))!;
                Assert.That(quote.Groups["code"].Value.TrimEnd(), Is.EqualTo(text.TrimEnd()), quote.Groups["command"].Value);
            }
        });
    }

    private static KernelLanguage LanguageOf(string target) => target switch
    {
        "csharp" => KernelLanguage.CSharp,
        "simd" => KernelLanguage.Simd,
        "opencl" => KernelLanguage.OpenCl,
        "cuda" => KernelLanguage.Cuda,
        _ => throw new ArgumentException($"There is no target '{target}'."),
    };

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(
        @"^`(?<command>adversa kernels show (?<name>\w+) --target (?<target>\w+))`[^\n]*\n\n```\w*\n(?<code>.*?)^```",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Quote();
}
