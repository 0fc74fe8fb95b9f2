using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>A program in one target's language for one element type: its types, and how many bytes they have.</summary>
/// <param name="Dialect">The target.</param>
/// <param name="Element">What <c>float</c> is read as.</param>
internal record CForm(CDialect Dialect, ElementType Element)
{
    /// <summary>A type's name.</summary>
    public virtual string Type(DataType type) => type switch
    {
        Primitive primitive => Keyword(primitive),
        StructType structure => structure.Name,
        ViewType view => $"{Space(view.Space)}{Stored(view.Element)}*",
        ReferenceType reference => $"{Space(reference.Space)}{Stored(reference.Target)}*",
        _ => throw new System.InvalidOperationException($"unknown type {type}"),
    };

    /// <summary>The name of a type in memory that the host or other work-items see, where OpenCL has no <c>bool</c>.</summary>
    public virtual string Stored(DataType type) => Type(type == Primitive.Bool ? Primitive.Byte : type);

    /// <summary>A statement that makes memory for elements.</summary>
    public virtual string Array(string name, DataType element, string length, AddressSpace space) =>
        $"{(space == AddressSpace.Shared ? Dialect.SharedDeclaration + " " : "")}{Stored(element)} {name}[{length}];";

    /// <summary>The bytes of a value, and what its address is a multiple of.</summary>
    public (long Size, long Alignment) Layout(DataType type, EquatableArray<StructDefinition> structs)
    {
        if (type is not StructType structure)
        {
            long size = type is Primitive { IsLong: true } || Type(type) == "double" ? 8
                : type == Primitive.Byte || type == Primitive.Bool ? 1 : 4;
            return (size, size);
        }

        long end = 0, alignment = 1;
        foreach (Field field in structs.First(definition => definition.Name == structure.Name).Fields)
        {
            (long fieldSize, long fieldAlignment) = Layout(field.Type, structs);
            end = RoundUp(end, fieldAlignment) + fieldSize;
            alignment = System.Math.Max(alignment, fieldAlignment);
        }

        return (RoundUp(end, alignment), alignment);
    }

    public static long RoundUp(long value, long multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>What <c>float</c> and <c>double</c> are.</summary>
    public string Keyword(Primitive primitive) => primitive == Primitive.Real ? Element.Name : Dialect.Type(primitive.Keyword);

    /// <summary>What the names of XMath's functions for double end with in a program that has them for float too.</summary>
    public string MathSuffix(Primitive type) => type == Primitive.Double && Element == ElementType.Float32 ? "_double" : "";

    private string Space(AddressSpace space) => space switch
    {
        AddressSpace.Global => Dialect.Global,
        AddressSpace.Shared => Dialect.Shared,
        _ => "",
    };
}
