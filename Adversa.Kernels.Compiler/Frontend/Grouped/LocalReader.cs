using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Reads declarations of local variables, and the memory that some of them stand for.</summary>
internal sealed class LocalReader(BodyContext context, GroupedExpressionReader expressions)
{
    public IEnumerable<Statement> Read(IVariableDeclarationGroupOperation group, bool isTopOfKernel) =>
        group.Declarations.SelectMany(declaration => declaration.Declarators)
            .SelectMany(declarator => Read(declarator, isTopOfKernel));

    private IEnumerable<Statement> Read(IVariableDeclaratorOperation declarator, bool isTopOfKernel)
    {
        ILocalSymbol local = declarator.Symbol;
        // A constant is written as its number wherever it occurs.
        if (local.IsConst || local.Type.TypeKind == TypeKind.Error) return [];
        if (local.IsRef) return ComplainOfType(declarator, local);
        IOperation? value = declarator.GetVariableInitializer()?.Value;
        if (value is IInvocationOperation { TargetMethod: { Name: "Allocate", ContainingType: var type } } call
            && Surface.NameOf(type) is "SharedMemory" or "LocalMemory")
        {
            return ReadMemory(local, call, isShared: Surface.NameOf(type) == "SharedMemory", isTopOfKernel);
        }

        if (context.ElementOf(local.Type) is { } element) return ReadView(declarator, local, element, value);
        if (context.TypeOf(local.Type) is not { } dataType) return ComplainOfType(declarator, local);
        return [new Local(local.Name, dataType, value is null ? null : expressions.ReadInto(value))];
    }

    private IEnumerable<Statement> ReadView(
        IVariableDeclaratorOperation declarator, ILocalSymbol local, DataType element, IOperation? value)
    {
        if (value is null)
        {
            context.Program.Complain(declarator.Syntax, Diagnostics.AmbiguousSpace, local.Name);
            return [];
        }

        AddressSpace space = expressions.Views.SpaceOf(value);
        context.SetSpace(local, space);
        if (expressions.Views.KnownLengthOf(value) is { } length) context.SetLength(local, length);
        return [new Local(local.Name, new ViewType(element, space), expressions.Read(value))];
    }

    private IEnumerable<Statement> ReadMemory(ILocalSymbol local, IInvocationOperation call, bool isShared, bool isTopOfKernel)
    {
        if (call.Arguments.Length != 1 || context.ElementOf(local.Type) is not { } element) return ComplainOfType(call, local);
        IOperation extent = call.Arguments[0].Value;
        Expression length = expressions.ReadInto(extent);
        if (isShared && !isTopOfKernel)
            Complain(call, "stands at the top of the kernel itself");
        else if (length is not Unreadable && Constants.Evaluate(length) is null or < 1)
            Complain(extent, "has a constant size of at least 1");

        AddressSpace space = isShared ? AddressSpace.Shared : AddressSpace.Private;
        context.SetSpace(local, space);
        context.SetLength(local, length);
        return [new LocalArray(local.Name, element, length, Constants.Evaluate(length) ?? 0, space)];

        void Complain(IOperation operation, string rule) =>
            context.Program.Complain(operation.Syntax, Diagnostics.Memory, call.Syntax.ToString(), rule);
    }

    private IEnumerable<Statement> ComplainOfType(IOperation operation, ILocalSymbol local)
    {
        string type = (local.IsRef ? "ref " : "") + local.Type.ToDisplayString();
        context.Program.Complain(operation.Syntax, Diagnostics.GroupedType, local.Name, type);
        return [];
    }
}
