using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>What reading one marked method gave: a kernel, or the reasons why it is none.</summary>
internal sealed record Reading(Kernel? Kernel, EquatableArray<Complaint> Complaints);

/// <summary>Turns a method marked [Pointwise] into a <see cref="Kernel"/>.</summary>
internal static class KernelReader
{
    private const int MaxOperands = 8;
    private const string ScalarAttribute = "Adversa.Kernels.Language.ScalarAttribute";

    public static Reading Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        var declaration = (MethodDeclarationSyntax)context.TargetNode;
        List<Complaint> complaints = [];
        CheckSignature(method, declaration, complaints);
        EquatableArray<KernelParameter> parameters = new(
            method.Parameters.Select(parameter => new KernelParameter(parameter.Name, RoleOf(parameter))));
        CheckOperands(method, declaration, parameters, complaints);
        cancellation.ThrowIfCancellationRequested();

        var functions = new FunctionLibrary(context.SemanticModel.Compilation, complaints);
        functions.Enter(method);
        var body = new BodyReader(context.SemanticModel, functions, complaints).Read(declaration);
        if (complaints.Count == 0 && !Writes(method, declaration, context.SemanticModel))
            complaints.Add(Complaint.At(declaration.Identifier.GetLocation(), Diagnostics.WritesNothing, method.Name));
        // A body of which nothing could be read is one that the C# compiler rejects.
        if (complaints.Count > 0 || body.Count == 0) return new(null, new(complaints));
        return new(
            new(method.Name, method.ContainingType.Name, Documentation.Summary(method, cancellation), parameters,
                !method.ReturnsVoid, body, functions.Functions, MethodText.Of(declaration)),
            new(complaints));
    }

    private static void CheckSignature(IMethodSymbol method, MethodDeclarationSyntax declaration, List<Complaint> complaints)
    {
        if (!method.IsStatic || method.IsGenericMethod)
            complaints.Add(Complaint.At(declaration.Identifier.GetLocation(), Diagnostics.MustBeStatic, method.Name));

        if (!method.ReturnsVoid && method.ReturnType.SpecialType != SpecialType.System_Single)
        {
            complaints.Add(Complaint.At(declaration.ReturnType.GetLocation(), Diagnostics.ParameterType,
                method.Name, method.ReturnType.ToDisplayString(), "a pointwise kernel returns float or void"));
        }

        foreach (ParameterSyntax syntax in declaration.ParameterList.Parameters)
        {
            IParameterSymbol parameter = method.Parameters[declaration.ParameterList.Parameters.IndexOf(syntax)];
            bool isScalar = IsScalar(parameter);
            if (parameter.Type.SpecialType != SpecialType.System_Single)
                Complain("a pointwise kernel's parameters are float or ref float");
            else if (parameter.RefKind is not (RefKind.None or RefKind.Ref) || (isScalar && parameter.RefKind != RefKind.None))
                Complain(isScalar ? "a [Scalar] parameter cannot be written" : "use 'ref' for a tensor that is written in place");

            void Complain(string advice) => complaints.Add(Complaint.At(syntax.GetLocation(), Diagnostics.ParameterType,
                parameter.Name, $"{Modifier(parameter)}{parameter.Type.ToDisplayString()}", advice));
        }
    }

    private static void CheckOperands(IMethodSymbol method, MethodDeclarationSyntax declaration,
        EquatableArray<KernelParameter> parameters, List<Complaint> complaints)
    {
        Location name = declaration.Identifier.GetLocation();
        int scalars = parameters.Count(parameter => parameter.Role == Role.Scalar);
        int tensors = parameters.Count - scalars + (method.ReturnsVoid ? 0 : 1);
        if (tensors > MaxOperands) complaints.Add(TooMany(tensors, "tensor operands"));
        if (scalars > MaxOperands) complaints.Add(TooMany(scalars, "scalars"));

        Complaint TooMany(int count, string what) =>
            Complaint.At(name, Diagnostics.TooManyOperands, method.Name, count.ToString(), what, MaxOperands.ToString());
    }

    private static bool Writes(IMethodSymbol method, MethodDeclarationSyntax declaration, SemanticModel model)
    {
        if (declaration.Body is null && declaration.ExpressionBody is null) return false;
        return !method.ReturnsVoid || declaration.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => model.GetSymbolInfo(assignment.Left).Symbol is IParameterSymbol { RefKind: RefKind.Ref });
    }

    private static Role RoleOf(IParameterSymbol parameter) =>
        IsScalar(parameter) ? Role.Scalar : parameter.RefKind == RefKind.Ref ? Role.ReadWrite : Role.Read;

    private static bool IsScalar(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == ScalarAttribute);

    private static string Modifier(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None ? "" : parameter.RefKind.ToString().ToLowerInvariant() + " ";
}
