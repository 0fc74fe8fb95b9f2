using System.Collections.Immutable;
using System.Linq;
using Adversa.Kernels.Compiler.Frontend.Grouped;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Compiler.Targets.Grouped;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler;

/// <summary>
/// The build-time compiler of grouped kernels: each method marked [Grouped] is read into a <see cref="GroupedProgram"/> per
/// variant, which knows neither C# syntax nor any target, and is written as OpenCL C and CUDA C, with the C# that launches it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GroupedGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that gives one program per variant.</summary>
    internal const string ProgramStep = "Programs";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GroupedReading> readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            Variant.Attribute, static (node, _) => node is MethodDeclarationSyntax, GroupedKernelReader.Read)
            .SelectMany(static (readings, _) => readings);

        // A function that several kernels call is complained about once.
        var complaints = readings.Collect().Select(static (all, _) => Complaints(all));
        context.RegisterSourceOutput(complaints, static (output, all) =>
        {
            foreach (Complaint complaint in all) output.ReportDiagnostic(complaint.ToDiagnostic());
        });

        IncrementalValuesProvider<GroupedProgram> programs = readings
            .Where(static reading => reading.Program is not null)
            .Select(static (reading, _) => reading.Program!)
            .WithTrackingName(ProgramStep);
        IncrementalValueProvider<EquatableArray<string>> names = programs.Collect().Select(static (all, _) => NamesOf(all));
        context.RegisterSourceOutput(programs.Combine(names).Combine(Language.IsIlgpu(context)), static (output, all) =>
        {
            ((GroupedProgram program, EquatableArray<string> names), bool isIlgpu) = all;
            if (names.Count(name => name == program.Field) == 1)
                output.AddSource($"{program.Source}.{program.Name}.g.cs", GroupedEmitter.Emit(program, isIlgpu));
        });
        context.RegisterSourceOutput(names, static (output, names) =>
        {
            var unique = names.GroupBy(static name => name).Where(static group => group.Count() == 1)
                .Select(static group => group.Key);
            if (names.Count > 0) output.AddSource("Grouped.All.g.cs", GroupedEmitter.EmitList(unique));
        });
    }

    private static EquatableArray<Complaint> Complaints(ImmutableArray<GroupedReading> readings) => new(
        readings.SelectMany(static reading => reading.Complaints)
            .Concat(readings.Select(static reading => reading.Name).GroupBy(static name => name.Arguments[0])
                .Where(static group => group.Count() > 1).SelectMany(static group => group))
            .Distinct());

    private static EquatableArray<string> NamesOf(ImmutableArray<GroupedProgram> programs) =>
        new(programs.Select(static program => program.Field).OrderBy(static name => name, System.StringComparer.Ordinal));
}
