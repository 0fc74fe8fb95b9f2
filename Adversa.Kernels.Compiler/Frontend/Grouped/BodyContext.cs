using System.Collections.Generic;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>What the readers of one body share.</summary>
internal sealed class BodyContext
{
    /// <summary>The name of a struct's own value in its methods.</summary>
    public const string Self = "self";

    private readonly Dictionary<ISymbol, AddressSpace> _spaces = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Expression> _lengths = new(SymbolEqualityComparer.Default);

    /// <param name="program">The kernel.</param>
    /// <param name="types">What the method's type parameters stand for.</param>
    /// <param name="method">The method whose body it is.</param>
    /// <param name="spaces">The address space of each parameter.</param>
    public BodyContext(ProgramContext program, TypeArguments types, IMethodSymbol method, IReadOnlyList<AddressSpace> spaces)
    {
        (Program, TypeArguments, Method) = (program, types, method);
        foreach (IParameterSymbol parameter in method.OriginalDefinition.Parameters)
            _spaces[parameter] = spaces[parameter.Ordinal];
    }

    public ProgramContext Program { get; }

    public TypeArguments TypeArguments { get; }

    public IMethodSymbol Method { get; }

    /// <summary>Whether the body is the kernel's own.</summary>
    public bool IsKernel { get; set; }

    /// <summary>How many waits for the group have been read.</summary>
    public int Barriers { get; set; }

    /// <summary>Where the view lies that the function gives.</summary>
    public AddressSpace? ResultSpace { get; set; }

    /// <summary>A type of the body without type parameters, or null where kernels lack it.</summary>
    public DataType? TypeOf(ITypeSymbol? type) => type is null ? null : Program.Types.Of(TypeArguments.Of(type));

    /// <summary>The element type of a view, or null where the type is no view or kernels lack the elements.</summary>
    public DataType? ElementOf(ITypeSymbol? type) =>
        type is not null && Surface.ElementOf(TypeArguments.Of(type)) is { } element ? Program.Types.Of(element) : null;

    /// <summary>Where the elements of a view variable lie, or what a reference stands for.</summary>
    public AddressSpace SpaceOf(ISymbol variable) =>
        _spaces.TryGetValue(variable, out AddressSpace space) ? space : AddressSpace.Private;

    public void SetSpace(ISymbol variable, AddressSpace space) => _spaces[variable] = space;

    /// <summary>How many elements a view variable has, where that is known.</summary>
    public Expression? LengthOf(ISymbol variable) => _lengths.TryGetValue(variable, out Expression? length) ? length : null;

    public void SetLength(ISymbol variable, Expression length) => _lengths[variable] = length;
}
