using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>The types of one kernel; collects the structs among them, each after those that are its fields.</summary>
internal sealed class TypeReader(UniqueNames names)
{
    private readonly Dictionary<ITypeSymbol, StructType?> _structs = new(SymbolEqualityComparer.Default);
    private readonly List<StructDefinition> _definitions = [];

    public EquatableArray<StructDefinition> Structs => new(_definitions);

    /// <summary>Whether <c>double</c> occurred.</summary>
    public bool NeedsFloat64 { get; private set; }

    /// <summary>The language's type for a C# type that is no view, or null where there is none.</summary>
    public DataType? Of(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying }) return Of(underlying);
        if (type?.SpecialType == SpecialType.System_Double) NeedsFloat64 = true;
        return type?.SpecialType switch
        {
            SpecialType.System_Void => Primitive.Void,
            SpecialType.System_Boolean => Primitive.Bool,
            SpecialType.System_Byte => Primitive.Byte,
            SpecialType.System_Int32 => Primitive.Int,
            SpecialType.System_UInt32 => Primitive.UInt,
            SpecialType.System_Int64 => Primitive.Long,
            SpecialType.System_UInt64 => Primitive.ULong,
            SpecialType.System_Single => Primitive.Real,
            SpecialType.System_Double => Primitive.Double,
            SpecialType.None when type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsTupleType: false } named
                && Surface.NameOf(named) is null => StructOf(named),
            _ => null,
        };
    }

    /// <summary>The definition of a struct that was read.</summary>
    public StructDefinition Definition(StructType type) => _definitions.First(definition => definition.Name == type.Name);

    /// <summary>A struct's fields, in the order in which they lie in memory.</summary>
    public static IEnumerable<IFieldSymbol> FieldsOf(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    /// <summary>A field's name, or that of the property that it belongs to.</summary>
    public static string NameOf(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private StructType? StructOf(INamedTypeSymbol type)
    {
        if (_structs.TryGetValue(type, out StructType? known)) return known;
        _structs[type] = null;
        if (!type.IsUnmanagedType || type.DeclaringSyntaxReferences.IsEmpty) return null;

        List<Field> fields = [];
        foreach (IFieldSymbol field in FieldsOf(type))
        {
            if (Of(field.Type) is not { } fieldType) return null;
            fields.Add(new(NameOf(field), fieldType));
        }

        string name = names.Add(NameOf(type));
        _definitions.Add(new(name, new(fields)));
        return _structs[type] = new(name);
    }

    /// <summary>A type's name with those of its type arguments: <c>Pair_int</c>.</summary>
    public static string NameOf(ITypeSymbol type) => type is INamedTypeSymbol { Arity: > 0 } generic
        ? string.Join("_", new[] { type.Name }.Concat(generic.TypeArguments.Select(NameOf)))
        : type.SpecialType == SpecialType.None ? type.Name : type.ToDisplayString();
}
