using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Finds out where a view's elements lie, and how many there are.</summary>
internal sealed class ViewReader(BodyContext context, GroupedExpressionReader expressions)
{
    /// <summary>Where the elements of a view, or the variable behind a reference, lie.</summary>
    public AddressSpace SpaceOf(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return context.SpaceOf(local.Local);
            case IParameterReferenceOperation parameter:
                return context.SpaceOf(parameter.Parameter.OriginalDefinition);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } view }:
                return SpaceOf(view);
            case IFieldReferenceOperation { Instance: { } owner }:
                return SpaceOf(owner);
            case IInvocationOperation { TargetMethod.Name: "SubView", Instance: { } whole }:
                return SpaceOf(whole);
            case IInvocationOperation call when context.ElementOf(call.Type) is not null:
                return expressions.Calls.FunctionOf(call)?.Result is ViewType result ? result.Space : AddressSpace.Private;
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                AddressSpace space = SpaceOf(conditional.WhenTrue);
                if (space != SpaceOf(otherwise)) Complain(operation);
                return space;
            case IConversionOperation conversion:
                return SpaceOf(conversion.Operand);
            case IDeclarationExpressionOperation declaration:
                return SpaceOf(declaration.Expression);
            default:
                return AddressSpace.Private;
        }
    }

    /// <summary>How many elements a view has.</summary>
    public Expression LengthOf(IOperation view, IOperation whole) =>
        KnownLengthOf(view) ?? context.Program.Complain(whole.Syntax, Diagnostics.UnknownLength, view.Syntax.ToString());

    /// <summary>How many elements a view has, where that is a constant.</summary>
    public Expression? KnownLengthOf(IOperation view) => view switch
    {
        ILocalReferenceOperation local => context.LengthOf(local.Local),
        IInvocationOperation { TargetMethod.Name: "SubView", Arguments: { Length: 2 } arguments } =>
            expressions.ReadInto(arguments[1].Value) is var length && Constants.Evaluate(length) is not null ? length : null,
        IConversionOperation conversion => KnownLengthOf(conversion.Operand),
        _ => null,
    };

    /// <summary>Complains of a view that may lie in more than one place.</summary>
    public void Complain(IOperation operation) =>
        context.Program.Complain(operation.Syntax, Diagnostics.AmbiguousSpace, operation.Syntax.ToString());
}
