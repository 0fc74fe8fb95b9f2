using System.Collections.Immutable;
using Adversa.Kernels.Compiler;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adversa.Tests.Compiler;

/// <summary>Runs the kernel compiler on source texts.</summary>
internal static class GeneratorHost
{
    private static readonly CSharpParseOptions Options =
        CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.Parse);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
            .Append(typeof(XMath).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of files, each in a class K of its own namespace-free file with the language imported.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        // Emitted code uses what Adversa.Kernels keeps internal and shows to this assembly.
        "Adversa.Tests", sources.Select((source, i) => Parse(source, $"File{i}.cs")), References,
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Options, path);

    /// <summary>Wraps a member of a kernel class; the member starts at line 3, column 1.</summary>
    public static string Class(string member) => $"using Adversa.Kernels.Language;\nstatic class K {{\n{member}\n}}\n";

    /// <summary>A driver that records what each step did.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator? generator = null, params string[] symbols) =>
        CSharpGeneratorDriver.Create(
            [(generator ?? new PointwiseGenerator()).AsSourceGenerator()], parseOptions: Options.WithPreprocessorSymbols(symbols),
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Run(params string[] sources) =>
        Driver().RunGenerators(Compile(sources)).GetRunResult().Results.Single();

    public static GeneratorRunResult RunGrouped(params string[] sources) =>
        Driver(new GroupedGenerator()).RunGenerators(Compile(sources)).GetRunResult().Results.Single();

    /// <summary>The emitted text of that name.</summary>
    public static string Text(this GeneratorRunResult result, string file) =>
        result.GeneratedSources.Single(source => source.HintName == file).SourceText.ToString();

    /// <summary>What the compiler reads a pointwise kernel as, before any target writes it.</summary>
    public static Kernel Read(string source) =>
        (Kernel)Run(source).TrackedSteps[PointwiseGenerator.KernelStep].Single().Outputs.Single().Value;
}
