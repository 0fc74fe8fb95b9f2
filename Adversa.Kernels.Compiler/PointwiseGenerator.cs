using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Adversa.Kernels.Compiler.Frontend;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Compiler.Targets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler;

/// <summary>
/// The build-time compiler of pointwise kernels. It runs inside the C# compiler: each method marked [Pointwise] is read into a
/// <see cref="Kernel"/>, a small tree that knows neither C# syntax nor any target, and each target's emitter writes it out.
/// The steps give values that can be compared, so that an edit elsewhere in the project recompiles no kernel.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PointwiseGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that gives one kernel per marked method.</summary>
    internal const string KernelStep = "Kernels";

    private const string Attribute = "Adversa.Kernels.Language.PointwiseAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Reading> readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute, static (node, _) => node is MethodDeclarationSyntax, KernelReader.Read);
        IncrementalValuesProvider<(string Name, Complaint Complaint)> names = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute, static (node, _) => node is MethodDeclarationSyntax, static (method, _) => NameOf(method));

        IncrementalValueProvider<EquatableArray<string>> duplicates = names.Collect().Select(static (all, _) => Duplicates(all));
        context.RegisterSourceOutput(names.Combine(duplicates), static (output, pair) =>
        {
            if (pair.Right.Contains(pair.Left.Name)) output.ReportDiagnostic(pair.Left.Complaint.ToDiagnostic());
        });

        // A function that several kernels call is complained about once.
        var complaints = readings.SelectMany(static (reading, _) => reading.Complaints).Collect();
        context.RegisterSourceOutput(complaints, static (output, all) =>
        {
            foreach (Complaint complaint in all.Distinct()) output.ReportDiagnostic(complaint.ToDiagnostic());
        });

        IncrementalValuesProvider<Kernel> kernels = readings
            .Where(static reading => reading.Kernel is not null)
            .Select(static (reading, _) => reading.Kernel!)
            .WithTrackingName(KernelStep);
        context.RegisterSourceOutput(kernels.Combine(duplicates).Combine(Language.IsIlgpu(context)), static (output, all) =>
        {
            ((Kernel kernel, EquatableArray<string> duplicates), bool isIlgpu) = all;
            if (duplicates.Contains(KernelName.Of(kernel.Method))) return;
            output.AddSource($"{kernel.Source}.{kernel.Method}.g.cs", PointwiseEmitter.EmitKernel(kernel));
            output.AddSource($"{kernel.Source}.{kernel.Method}.Programs.g.cs", PointwiseEmitter.EmitPrograms(kernel, isIlgpu));
        });

        IncrementalValueProvider<EquatableArray<string>> methods =
            kernels.Select(static (kernel, _) => kernel.Method).Collect().Select(static (all, _) =>
                new EquatableArray<string>(all.OrderBy(static method => method, StringComparer.Ordinal)));
        context.RegisterSourceOutput(methods.Combine(duplicates), static (output, pair) =>
        {
            List<string> unique = [.. pair.Left.Where(method => !pair.Right.Contains(KernelName.Of(method)))];
            if (unique.Count > 0) output.AddSource("Pointwise.All.g.cs", PointwiseEmitter.EmitList(unique));
        });
    }

    private static (string Name, Complaint Complaint) NameOf(GeneratorAttributeSyntaxContext method)
    {
        string name = KernelName.Of(method.TargetSymbol.Name);
        Location location = ((MethodDeclarationSyntax)method.TargetNode).Identifier.GetLocation();
        return (name, Complaint.At(location, Diagnostics.DuplicateName, name));
    }

    private static EquatableArray<string> Duplicates(ImmutableArray<(string Name, Complaint Complaint)> names) =>
        new(names.GroupBy(static pair => pair.Name).Where(static group => group.Count() > 1).Select(static group => group.Key));
}
