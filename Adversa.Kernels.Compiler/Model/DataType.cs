using System;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>Where elements lie: a device's memory, a group's, or a work-item's own.</summary>
internal enum AddressSpace
{
    Global,
    Shared,
    Private,
}

/// <summary>A type of the language of grouped kernels.</summary>
internal abstract record DataType;

/// <summary>A number or truth value, by its C# keyword; <see cref="Real"/> is <c>float</c>, the element type.</summary>
internal sealed record Primitive(string Keyword) : DataType
{
    public static readonly Primitive
        Void = new("void"), Bool = new("bool"), Byte = new("byte"), Int = new("int"), UInt = new("uint"),
        Long = new("long"), ULong = new("ulong"), Real = new("float"), Double = new("double");

    public bool IsFloating => this == Real || this == Double;

    public bool IsUnsigned => this == UInt || this == ULong || this == Byte;

    public bool IsLong => this == Long || this == ULong;

    /// <summary>What a type narrower than int becomes when it is computed with.</summary>
    public Primitive Promoted => this == Byte || this == Bool ? Int : this;

    /// <summary>What C makes of two numbers before it computes with them.</summary>
    public static Primitive Common(Primitive left, Primitive right)
    {
        Primitive[] widestFirst = [Double, Real, ULong, Long, UInt];
        return Array.Find(widestFirst, type => left == type || right == type) ?? Int;
    }
}

/// <summary>A struct by its name in <see cref="GroupedProgram.Structs"/>.</summary>
internal sealed record StructType(string Name) : DataType;

/// <summary>Elements in memory.</summary>
internal sealed record ViewType(DataType Element, AddressSpace Space) : DataType;

/// <summary>A variable of the caller's that a function may change.</summary>
internal sealed record ReferenceType(DataType Target, AddressSpace Space) : DataType;

/// <summary>A struct's definition.</summary>
internal sealed record StructDefinition(string Name, EquatableArray<Field> Fields);

/// <summary>A field of a struct.</summary>
internal sealed record Field(string Name, DataType Type);
