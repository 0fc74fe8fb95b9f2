using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>One [Grouped] attribute of a method: the group's size, and what stands for the method's type parameters.</summary>
internal sealed class Variant
{
    public const string Attribute = "Adversa.Kernels.Language.GroupedAttribute";

    public Variant(IMethodSymbol method, AttributeData attribute)
    {
        // What is no number, the C# compiler complains about.
        TypedConstant size = attribute.ConstructorArguments.FirstOrDefault();
        int x = size.Kind == TypedConstantKind.Primitive ? (int)size.Value! : 0;
        Group = new(x, Named(attribute, "GroupSizeY") as int? ?? 1, 1);
        IsFloat32Only = Named(attribute, "IsFloat32Only") as bool? ?? false;
        Fallback = Named(attribute, "Fallback") as string;
        TypeArguments = attribute.ConstructorArguments.LastOrDefault() is { Kind: TypedConstantKind.Array, IsNull: false } types
            ? [.. types.Values.Select(type => type.Value).OfType<ITypeSymbol>()]
            : [];
        if (Fits(method)) Method = method.IsGenericMethod ? method.Construct([.. TypeArguments]) : method;
        FallbackMethod = Fallback is null ? null : method.ContainingType.GetMembers(Fallback).OfType<IMethodSymbol>()
            .FirstOrDefault(other => !other.Equals(method, SymbolEqualityComparer.Default) && IsGrouped(other));
        Name = NameOf(method.Name, TypeArguments);
        Field = FieldOf(method.Name, TypeArguments);
    }

    public GroupSize Group { get; }

    public bool IsFloat32Only { get; }

    public string? Fallback { get; }

    /// <summary>The kernel that <see cref="Fallback"/> names; null where there is none.</summary>
    public IMethodSymbol? FallbackMethod { get; }

    /// <summary>The field of the fallback, which has this variant's type arguments where it has type parameters.</summary>
    public string? FallbackField =>
        FallbackMethod is { } method ? FieldOf(method.Name, method.IsGenericMethod ? TypeArguments : []) : null;

    public IReadOnlyList<ITypeSymbol> TypeArguments { get; }

    /// <summary>The method with its type arguments; null where they do not fit.</summary>
    public IMethodSymbol? Method { get; }

    public string Name { get; }

    public string Field { get; }

    /// <summary>The field of <c>Grouped</c> that holds a kernel.</summary>
    public static string FieldOf(string method, IReadOnlyList<ITypeSymbol> arguments) => NameOf(method + "Kernel", arguments);

    /// <summary>
    /// The method's name with the structs among its type arguments, which say what the variant is; where there are none, with the
    /// numbers' names in the base library: <c>Fill_UInt32</c>.
    /// </summary>
    private static string NameOf(string method, IReadOnlyList<ITypeSymbol> arguments)
    {
        List<ITypeSymbol> structs = [.. arguments.Where(argument => argument.SpecialType == SpecialType.None)];
        IEnumerable<string> names = structs.Count > 0
            ? structs.Select(TypeReader.NameOf)
            : arguments.Select(argument => argument.Name);
        return string.Join("_", new[] { method }.Concat(names));
    }

    private static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static bool IsGrouped(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute);

    private bool Fits(IMethodSymbol method) =>
        method.Arity == TypeArguments.Count && method.TypeParameters.Zip(TypeArguments, Fits).All(fits => fits);

    private static bool Fits(ITypeParameterSymbol parameter, ITypeSymbol argument) =>
        argument.IsUnmanagedType && parameter.ConstraintTypes.All(constraint =>
            constraint.TypeKind != TypeKind.Interface || argument.AllInterfaces.Any(type => IsOf(type, constraint)));

    private static bool IsOf(ITypeSymbol type, ITypeSymbol definition) =>
        type.OriginalDefinition.Equals(definition.OriginalDefinition, SymbolEqualityComparer.Default);
}
