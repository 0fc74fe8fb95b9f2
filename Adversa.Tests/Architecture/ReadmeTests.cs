using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Tests.Architecture;

/// <summary>What the README shows compiles, runs and exists.</summary>
[NonParallelizable]
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Test]
    public void TheProgramCompilesAndRuns()
    {
        string output = Run(Compile(CodeBlock().Match(Readme).Groups["code"].Value));
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain("tanh'(0.5) = 0.7864, tanh''(0.5) = -0.7269"));
            Assert.That(output, Does.Match(@"step 300: 0\.0"));
            Assert.That(output, Does.Contain("step-00000020.png"));
        });
    }

    [Test]
    public void EveryPictureExists()
    {
        string[] missing = [.. Picture().Matches(Readme).Select(match => match.Groups["path"].Value)
            .Where(path => !File.Exists(Path.Combine(Repository.Root, path)))];
        Assert.That(missing, Is.Empty);
    }

    private static Assembly Compile(string code)
    {
        const string usings = "global using System; global using System.Linq; global using System.Collections.Generic;";
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "ReadmeProgram", [CSharpSyntaxTree.ParseText(usings), CSharpSyntaxTree.ParseText(code)], references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var assembly = new MemoryStream();
        IEnumerable<Diagnostic> errors = compilation.Emit(assembly).Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.That(errors, Is.Empty);
        return Assembly.Load(assembly.ToArray());
    }

    private static string Run(Assembly program)
    {
        using var folder = new TemporaryFolder();
        string before = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        try
        {
            Environment.CurrentDirectory = Directory.CreateDirectory(folder["work"]).FullName;
            Console.SetOut(output);
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
        }

        return output.ToString();
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"!\[[^]]*\]\((?<path>[^)]+)\)")]
    private static partial Regex Picture();
}
