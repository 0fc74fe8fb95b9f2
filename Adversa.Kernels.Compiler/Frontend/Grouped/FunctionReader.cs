using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>A function as its callers know it.</summary>
/// <param name="Name">Its name in the program.</param>
/// <param name="Result">What it gives.</param>
/// <param name="HasBarrier">Whether it, or what it calls, waits for the group.</param>
internal sealed record FunctionReading(string Name, DataType Result, bool HasBarrier);

/// <summary>
/// The functions that one kernel calls, read when first called, each after those that it calls itself. A method with views or
/// references as parameters becomes a function for each combination of address spaces, which C's pointers have and C#'s lack.
/// </summary>
internal sealed class FunctionReader(ProgramContext program)
{
    private readonly Dictionary<string, FunctionReading?> _known = [];
    private readonly HashSet<IMethodSymbol> _beingRead = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _methods = new(SymbolEqualityComparer.Default);
    private readonly List<GroupedFunction> _functions = [];

    public EquatableArray<GroupedFunction> Functions => new(_functions);

    /// <summary>Marks the kernel itself as being read, so that a call of it is seen as recursion.</summary>
    public void Enter(IMethodSymbol kernel) => _beingRead.Add(kernel);

    /// <summary>The function for a method; null where there is none, which has been complained about.</summary>
    /// <param name="method">The method, constructed.</param>
    /// <param name="spaces">The address space of each parameter; that of a value is Private.</param>
    /// <param name="call">Where it is called.</param>
    public FunctionReading? Of(IMethodSymbol method, IReadOnlyList<AddressSpace> spaces, SyntaxNode call)
    {
        if (_beingRead.Contains(method.OriginalDefinition))
        {
            program.Complain(call, Diagnostics.GroupedRecursion, method.Name);
            return null;
        }

        if (Objection(method) is { } objection)
        {
            program.Complain(call, Diagnostics.GroupedCall, method.Name, objection);
            return null;
        }

        string key = $"{method.ToDisplayString()} {method.Name} {string.Join(" ", spaces)}";
        if (!_known.TryGetValue(key, out FunctionReading? known))
        {
            _beingRead.Add(method.OriginalDefinition);
            _known[key] = known = Read(method, spaces, call);
            _beingRead.Remove(method.OriginalDefinition);
        }

        return known;
    }

    private static string? Objection(IMethodSymbol method)
    {
        if (Declaration.Of(method) is not { } declaration)
            return "its source is not in this project; the language has Grid, Group, Warp, SharedMemory, LocalMemory, Atomic, "
                + "Interop, XMath, and Min, Max, Abs and Clamp of Math for integers";
        if (declaration.Body is null) return "it has no body";
        if (method.ReturnsByRef || method.ReturnsByRefReadonly) return "it returns a reference";
        if (!method.IsStatic && method.ContainingType.TypeKind != TypeKind.Struct) return "it belongs to an object";
        return null;
    }

    private FunctionReading? Read(IMethodSymbol method, IReadOnlyList<AddressSpace> spaces, SyntaxNode call)
    {
        int before = program.Complaints.Count;
        Declaration declaration = Declaration.Of(method)!;
        TypeArguments types = new(method);
        List<Field> parameters = [];
        if (!method.IsStatic && method.MethodKind != MethodKind.Constructor)
            parameters.Add(new(BodyContext.Self, program.Types.Of(method.ContainingType) ?? Primitive.Void));
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (TypeOf(parameter, types, spaces[parameter.Ordinal]) is { } type)
                parameters.Add(new(parameter.Name, type));
            else
                program.Complain(call, Diagnostics.GroupedCall, method.Name,
                    $"its parameter '{parameter.Name}' has type '{parameter.Type.ToDisplayString()}', which kernels lack");
        }

        if (program.Complaints.Count > before) return null;
        if (!program.Sources.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
            program.Sources.Add(method.OriginalDefinition);
        BodyContext context = new(program, types, method, spaces);
        EquatableArray<Statement> body = new StatementReader(context).ReadBody(declaration);
        if (ResultOf(method, types, context) is not { } result)
        {
            program.Complain(call, Diagnostics.GroupedCall, method.Name,
                $"it returns '{method.ReturnType.ToDisplayString()}', which kernels lack");
            return null;
        }

        if (program.Complaints.Count > before) return null;
        string name = program.Names.Add(_methods.Add(method) ? NameOf(method) : $"{NameOf(method)}_{NameOf(parameters)}");
        _functions.Add(new(name, result, new(parameters), body));
        return new(name, result, context.Barriers > 0);
    }

    private DataType? TypeOf(IParameterSymbol parameter, TypeArguments types, AddressSpace space)
    {
        ITypeSymbol type = types.Of(parameter.Type);
        if (Surface.ElementOf(type) is { } element)
        {
            return parameter.RefKind == RefKind.None && program.Types.Of(element) is { } elementType
                ? new ViewType(elementType, space)
                : null;
        }

        DataType? value = program.Types.Of(type);
        return value is null || parameter.RefKind is RefKind.None or RefKind.In ? value : new ReferenceType(value, space);
    }

    private DataType? ResultOf(IMethodSymbol method, TypeArguments types, BodyContext context)
    {
        if (method.MethodKind == MethodKind.Constructor) return program.Types.Of(method.ContainingType);
        ITypeSymbol type = types.Of(method.ReturnType);
        if (Surface.ElementOf(type) is not { } element) return program.Types.Of(type);
        return program.Types.Of(element) is { } elementType && context.ResultSpace is { } space
            ? new ViewType(elementType, space)
            : null;
    }

    /// <summary>The kinds of memory that tell functions of one method apart.</summary>
    private static string NameOf(IEnumerable<Field> parameters) => string.Join("_", parameters
        .Select(parameter => parameter.Type switch
        {
            ViewType view => view.Space.ToString().ToLowerInvariant(),
            ReferenceType reference => reference.Space.ToString().ToLowerInvariant(),
            _ => null,
        })
        .Where(space => space is not null).Distinct());

    /// <summary>A method's name, with that of the struct that it belongs to and those of its type arguments.</summary>
    private static string NameOf(IMethodSymbol method)
    {
        string own = method.MethodKind switch
        {
            MethodKind.Constructor => "new",
            MethodKind.PropertyGet => method.AssociatedSymbol!.Name,
            MethodKind.UserDefinedOperator or MethodKind.Conversion => method.Name.Substring("op_".Length),
            _ => method.Name,
        };
        IEnumerable<string> parts = [own, .. method.TypeArguments.Select(TypeReader.NameOf)];
        if (method.ContainingType.TypeKind == TypeKind.Struct) parts = [TypeReader.NameOf(method.ContainingType), .. parts];
        // An interface's member that is implemented explicitly has the interface's name in its own.
        return string.Join("_", parts.Select(part => part.Substring(part.LastIndexOf('.') + 1)));
    }
}
