using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>What reading one variant of a marked method gave: a program, or the reasons why it is none.</summary>
/// <param name="Name">The variant's name, and where it stands, for the complaint that another has it too.</param>
/// <param name="Program">The program.</param>
/// <param name="Complaints">The reasons.</param>
internal sealed record GroupedReading(Complaint Name, GroupedProgram? Program, EquatableArray<Complaint> Complaints);

/// <summary>Turns a method marked [Grouped] into one <see cref="GroupedProgram"/> for each of its variants.</summary>
internal static class GroupedKernelReader
{
    private const int MaxParameters = 14; // What ILGPU's launchers take.
    private const int MaxGroup = 1024;

    public static EquatableArray<GroupedReading> Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        List<GroupedReading> readings = [];
        foreach (AttributeData attribute in context.Attributes)
        {
            cancellation.ThrowIfCancellationRequested();
            readings.Add(Read(context, new Variant((IMethodSymbol)context.TargetSymbol, attribute), cancellation));
        }

        return new(readings);
    }

    private static GroupedReading Read(GeneratorAttributeSyntaxContext context, Variant variant, CancellationToken cancellation)
    {
        IMethodSymbol definition = (IMethodSymbol)context.TargetSymbol;
        var declaration = (MethodDeclarationSyntax)context.TargetNode;
        Complaint name = Complaint.At(declaration.Identifier.GetLocation(), Diagnostics.GroupedDuplicate, variant.Name);
        ProgramContext program = new(context.SemanticModel.Compilation) { IsFloat32Only = variant.IsFloat32Only };

        if (!CheckSignature(definition, declaration, variant, program)) return new(name, null, new(program.Complaints));
        program.Names.Add(variant.Name);
        IMethodSymbol method = variant.Method!;
        TypeArguments types = new(method);
        List<GroupedParameter> parameters = ReadParameters(method, declaration, types, program);
        program.Functions.Enter(definition);
        program.Sources.Add(definition);
        BodyContext body = new(program, types, method, [.. method.Parameters.Select(SpaceOf)]) { IsKernel = true };
        EquatableArray<Statement> statements = new StatementReader(body).ReadBody(Declaration.Of(definition)!);
        if (!program.RunsEverywhere) CheckFallback(definition, declaration, variant, program);
        if (program.Complaints.Count > 0 || !program.IsReadable) return new(name, null, new(program.Complaints));

        GroupedProgram read = new(
            variant.Name, variant.Field, definition.ContainingType.Name, Documentation.Summary(definition, cancellation),
            variant.Group, variant.IsFloat32Only, variant.FallbackField, new(parameters), program.Types.Structs,
            program.Constructed, program.Functions.Functions, statements, program.MathCalls, program.Types.NeedsFloat64,
            program.InOpenCl, program.InCuda, program.CudaCapability, FullName(method), program.Text);
        return new(name, read, new([]));
    }

    private static bool CheckSignature(
        IMethodSymbol method, MethodDeclarationSyntax declaration, Variant variant, ProgramContext program)
    {
        int before = program.Complaints.Count;
        Location name = declaration.Identifier.GetLocation();
        bool hasBody = declaration.Body is not null || declaration.ExpressionBody is not null;
        if (!method.IsStatic || !method.ReturnsVoid || method.ContainingType.IsGenericType || !hasBody)
            Complain(Diagnostics.GroupedSignature);
        GroupSize group = variant.Group;
        if (group is { X: < 1 } or { Y: < 1 } or { Z: < 1 } || (long)group.X * group.Y * group.Z > MaxGroup)
            Complain(Diagnostics.GroupSize, $"{group.X}×{group.Y}");
        if (variant.Method is null)
        {
            Complain(Diagnostics.TypeArguments, $"{method.Arity} type parameters",
                variant.TypeArguments.Count == 0 ? "none" : string.Join(", ", variant.TypeArguments.Select(type => type.Name)));
        }

        if (method.Parameters.Length > MaxParameters)
            Complain(Diagnostics.TooManyParameters, method.Parameters.Length.ToString(), "parameters", MaxParameters.ToString());
        return program.Complaints.Count == before;

        void Complain(DiagnosticDescriptor descriptor, params string[] arguments) =>
            program.Complaints.Add(Complaint.At(name, descriptor, [method.Name, .. arguments]));
    }

    private static List<GroupedParameter> ReadParameters(
        IMethodSymbol method, MethodDeclarationSyntax declaration, TypeArguments types, ProgramContext program)
    {
        List<GroupedParameter> parameters = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ParameterSyntax syntax = declaration.ParameterList.Parameters[parameter.Ordinal];
            ITypeSymbol type = types.Of(parameter.Type);
            DataType? value = Surface.ElementOf(type) is { } element
                ? program.Types.Of(element) is { } known ? new ViewType(known, AddressSpace.Global) : null
                : program.Types.Of(type);
            if (value is null || parameter.RefKind != RefKind.None)
                program.Complain(syntax, Diagnostics.GroupedType, parameter.Name, $"{syntax.Modifiers} {type.ToDisplayString()}");
            else if (!program.IsFloat32Only && RealIn(value, program.Types) is { } real)
                program.Complain(syntax, Diagnostics.RealField, parameter.Name, real);
            else
                parameters.Add(new(parameter.Name, value, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)));
        }

        return parameters;
    }

    /// <summary>The name of a float in a struct.</summary>
    private static string? RealIn(DataType type, TypeReader types)
    {
        if (type is not StructType structure) return null;
        foreach (Field field in types.Definition(structure).Fields)
        {
            if (field.Type == Primitive.Real) return field.Name;
            if (RealIn(field.Type, types) is { } inner) return inner;
        }

        return null;
    }

    private static void CheckFallback(
        IMethodSymbol method, MethodDeclarationSyntax declaration, Variant variant, ProgramContext program)
    {
        string? problem = variant.Fallback is null ? "uses a function that a target or a device lacks"
            : variant.FallbackMethod is null ? $"has the fallback '{variant.Fallback}', which is no grouped kernel here"
            : !HasSameParameters(variant.FallbackMethod, method) ? $"has the fallback '{variant.Fallback}' with other parameters"
            : null;
        if (problem is null) return;
        program.Complaints.Add(Complaint.At(declaration.Identifier.GetLocation(), Diagnostics.Fallback, method.Name, problem));
    }

    private static bool HasSameParameters(IMethodSymbol one, IMethodSymbol other) =>
        one.Parameters.Select(parameter => parameter.Type.ToDisplayString())
            .SequenceEqual(other.Parameters.Select(parameter => parameter.Type.ToDisplayString()));

    private static string FullName(IMethodSymbol method)
    {
        SymbolDisplayFormat format = SymbolDisplayFormat.FullyQualifiedFormat;
        string types = string.Join(", ", method.TypeArguments.Select(type => type.ToDisplayString(format)));
        return $"{method.ContainingType.ToDisplayString(format)}.{method.Name}" + (types.Length > 0 ? $"<{types}>" : "");
    }

    private static AddressSpace SpaceOf(IParameterSymbol parameter) =>
        Surface.ElementOf(parameter.Type) is null ? AddressSpace.Private : AddressSpace.Global;
}
