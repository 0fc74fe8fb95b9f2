using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>The functions that one kernel calls, read when first called, each after those that it calls itself.</summary>
internal sealed class FunctionLibrary(Compilation compilation, List<Complaint> complaints)
{
    private readonly Dictionary<IMethodSymbol, string?> _names = new(SymbolEqualityComparer.Default);
    private readonly UniqueNames _unique = new([]);
    private readonly HashSet<IMethodSymbol> _beingRead = new(SymbolEqualityComparer.Default);
    private readonly List<Function> _functions = [];

    public EquatableArray<Function> Functions => new(_functions);

    /// <summary>Marks the kernel itself as being read, so that a call of it is seen as recursion.</summary>
    public void Enter(IMethodSymbol kernel) => _beingRead.Add(kernel);

    /// <summary>The name under which a kernel calls the method, or null where it cannot.</summary>
    public string? NameOf(IMethodSymbol method, InvocationExpressionSyntax call)
    {
        method = method.OriginalDefinition;
        if (_beingRead.Contains(method)) return Complain(call, Diagnostics.Recursion, method.Name);
        if (Objection(method) is { } objection) return Complain(call, Diagnostics.Call, method.Name, objection);
        if (!_names.TryGetValue(method, out string? name)) _names[method] = name = Add(method);
        return name;
    }

    private static string? Objection(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty) return "its source is not in this project; use XMath or write it here";
        if (!method.IsStatic || method.IsGenericMethod || method.ContainingType.IsGenericType)
            return "it is not a static, non-generic method";
        if (Declaration(method) is not { } declaration || (declaration.Body is null && declaration.ExpressionBody is null))
            return "it is not a method with a body";
        if (KernelTypes.Of(method.ReturnType) is null) return "it returns neither float nor bool";
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || KernelTypes.Of(parameter.Type) is null)
                return $"its parameter '{parameter.Name}' is not a plain float or bool";
        }

        return null;
    }

    private static MethodDeclarationSyntax? Declaration(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences[0].GetSyntax() as MethodDeclarationSyntax;

    private string? Add(IMethodSymbol method)
    {
        MethodDeclarationSyntax declaration = Declaration(method)!;
        int before = complaints.Count;
        _beingRead.Add(method);
        var body = new BodyReader(compilation.GetSemanticModel(declaration.SyntaxTree), this, complaints).Read(declaration);
        _beingRead.Remove(method);
        if (complaints.Count > before) return null;

        string name = _unique.Add(method.Name); // overloads, and methods of different classes, share one
        EquatableArray<FunctionParameter> parameters = new(
            method.Parameters.Select(parameter => new FunctionParameter(parameter.Name, KernelTypes.Of(parameter.Type)!.Value)));
        _functions.Add(new(name, parameters, KernelTypes.Of(method.ReturnType)!.Value, body, MethodText.Of(declaration)));
        return name;
    }

    private string? Complain(InvocationExpressionSyntax call, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        complaints.Add(Complaint.At(call.GetLocation(), descriptor, arguments));
        return null;
    }
}
