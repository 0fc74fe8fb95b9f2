using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>What a method's type parameters, and those of the types around it, stand for in one call.</summary>
internal sealed class TypeArguments
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _types = new(SymbolEqualityComparer.Default);

    /// <summary>The type arguments of a method that is constructed from types without parameters.</summary>
    public TypeArguments(IMethodSymbol method)
    {
        Add(method.TypeParameters, method.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            Add(type.TypeParameters, type.TypeArguments);
    }

    /// <summary>The type with type arguments in place of type parameters.</summary>
    public ITypeSymbol Of(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => _types.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type,
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } generic => Of(generic),
        _ => type,
    };

    /// <summary>
    /// The method that a call means, constructed. <paramref name="receiver"/> is the type that a static abstract member is
    /// called on, or that of the value that an interface's member is called on.
    /// </summary>
    public IMethodSymbol? Of(IMethodSymbol method, ITypeSymbol? receiver)
    {
        IMethodSymbol? member = OfMember(method, receiver) as IMethodSymbol;
        if (member is null || !method.IsGenericMethod) return member;
        return member.OriginalDefinition.Equals(member, SymbolEqualityComparer.Default) || member.IsGenericMethod
            ? member.ConstructedFrom.Construct([.. method.TypeArguments.Select(Of)])
            : member;
    }

    /// <summary>The property that a reference means.</summary>
    public IPropertySymbol? Of(IPropertySymbol property, ITypeSymbol? receiver) =>
        OfMember(property, receiver) as IPropertySymbol;

    private ISymbol? OfMember(ISymbol member, ITypeSymbol? receiver)
    {
        INamedTypeSymbol declaring = (INamedTypeSymbol)Of(member.ContainingType);
        ISymbol declared = declaring.Equals(member.ContainingType, SymbolEqualityComparer.Default)
            ? member
            : declaring.GetMembers(member.Name)
                .First(other => other.OriginalDefinition.Equals(member.OriginalDefinition, SymbolEqualityComparer.Default));
        if (declaring.TypeKind != TypeKind.Interface || receiver is null) return declared;
        ISymbol definition = declared is IMethodSymbol { IsGenericMethod: true } generic ? generic.ConstructedFrom : declared;
        return Of(receiver).FindImplementationForInterfaceMember(definition);
    }

    private INamedTypeSymbol Of(INamedTypeSymbol type)
    {
        if (type.ContainingType is { IsGenericType: true } outer && Of(outer) is INamedTypeSymbol around
            && !around.Equals(outer, SymbolEqualityComparer.Default))
        {
            type = around.GetTypeMembers(type.Name, type.Arity)[0] is var nested && type.Arity == 0
                ? nested
                : nested.Construct([.. type.TypeArguments]);
        }

        return type.Arity == 0 ? type : type.ConstructedFrom.Construct([.. type.TypeArguments.Select(Of)]);
    }

    private void Add(IEnumerable<ITypeParameterSymbol> parameters, IEnumerable<ITypeSymbol> arguments)
    {
        foreach (var (parameter, argument) in parameters.Zip(arguments, (parameter, argument) => (parameter, argument)))
            _types[parameter] = argument;
    }
}
