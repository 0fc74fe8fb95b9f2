using System;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Compiler.Targets.Grouped;

namespace Adversa.Kernels.Compiler.Targets.Ilgpu;

/// <summary>A grouped kernel in C# for one element type: a view is ILGPU's, wherever its elements lie.</summary>
internal sealed record IlgpuForm(ElementType Element) : CForm(CDialect.CSharp, Element)
{
    /// <summary>What names a form's method, behind the construction of the form.</summary>
    public static string Initializer(string method) => $"{{ IlgpuMethod = static () => ((System.Delegate){method}).Method }}";

    public override string Type(DataType type) => type switch
    {
        ViewType view => $"ArrayView<{Type(view.Element)}>",
        ReferenceType reference => "ref " + Type(reference.Target),
        _ => base.Type(type),
    };

    public override string Stored(DataType type) => Type(type);

    public override string Array(string name, DataType element, string length, AddressSpace space)
    {
        string memory = space switch
        {
            AddressSpace.Shared => "SharedMemory",
            AddressSpace.Private => "LocalMemory",
            _ => throw new InvalidOperationException($"a kernel allocates no {space} memory"),
        };
        return $"ArrayView<{Type(element)}> {name} = {memory}.Allocate<{Type(element)}>({length});";
    }
}
