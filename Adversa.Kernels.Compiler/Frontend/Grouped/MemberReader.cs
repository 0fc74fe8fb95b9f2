using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Reads variables, fields and properties.</summary>
internal sealed class MemberReader(BodyContext context, GroupedExpressionReader expressions)
{
    public Expression Read(ILocalReferenceOperation local)
    {
        if (local.ConstantValue.HasValue)
        {
            var declarator = local.Local.DeclaringSyntaxReferences[0].GetSyntax() as VariableDeclaratorSyntax;
            return Constant(local, declarator?.Initializer?.Value);
        }

        return local.Local.IsRef ? expressions.Complain(local) : new Variable(local.Local.Name);
    }

    public Expression Read(IParameterReferenceOperation parameter) =>
        parameter.Parameter.RefKind is RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter
            ? new Referenced(parameter.Parameter.Name)
            : new Variable(parameter.Parameter.Name);

    public Expression Read(IFieldReferenceOperation field)
    {
        if (field.ConstantValue.HasValue)
        {
            if (NumberReader.MathConstant(field.Field) is { } digits) return digits;
            var declarator = field.Field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax;
            return Constant(field, declarator?.Initializer?.Value);
        }

        if (field.Instance is null)
            return context.Program.Complain(field.Syntax, Diagnostics.StaticField, field.Syntax.ToString());
        return Member(field, field.Instance, field.Field.Name);
    }

    public Expression Read(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (Surface.NameOf(property.ContainingType) is { } type && ReadSurface(reference, type) is { } known) return known;

        ITypeSymbol? receiver = reference.ConstrainedToType ?? reference.Instance?.Type;
        if (context.TypeArguments.Of(property, receiver) is not { } member) return expressions.Complain(reference);
        if (reference.Instance is not null && IsStored(member)) return Member(reference, reference.Instance, member.Name);
        if (member.GetMethod is null || property.IsIndexer) return expressions.Complain(reference);
        return expressions.Calls.ReadProperty(reference, member);
    }

    private Expression? ReadSurface(IPropertyReferenceOperation reference, string type)
    {
        switch (type, reference.Property.Name)
        {
            case ("Grid" or "Group", { Length: 4 } member) when member.StartsWith("Idx") || member.StartsWith("Dim"):
                return new Position(type, member);
            case ("ArrayView", "Length"):
                return expressions.Views.LengthOf(reference.Instance!, reference);
            case ("ArrayView", "IntLength"):
                Expression length = expressions.Views.LengthOf(reference.Instance!, reference);
                return NumberReader.Retyped(length, Primitive.Int) ?? length;
            case ("ArrayView", _) when reference.Property.IsIndexer:
                if (context.ElementOf(reference.Instance!.Type) is null) return expressions.Complain(reference);
                return new Element(expressions.Read(reference.Instance), expressions.ReadInto(reference.Arguments[0].Value));
            default:
                return null;
        }
    }

    private Expression Member(IOperation whole, IOperation instance, string field) =>
        context.TypeOf(instance.Type) is StructType && context.TypeOf(whole.Type) is not null
            ? new Member(expressions.Read(instance), field)
            : expressions.Complain(whole);

    /// <summary>Whether a property is a field, and no more.</summary>
    private static bool IsStored(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => field.AssociatedSymbol is { } owner && owner.Equals(property, SymbolEqualityComparer.Default));

    /// <summary>A constant: as its author wrote it where that is a number, or has digits that its value lacks.</summary>
    private Expression Constant(IOperation operation, SyntaxNode? initializer)
    {
        DataType? type = context.TypeOf(operation.Type);
        if (initializer is null || context.Program.OperationOf(initializer) is not { } value)
            return NumberReader.Constant(operation.ConstantValue.Value, type) ?? expressions.Complain(operation);
        IOperation bare = value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : value;
        if (bare is not ILiteralOperation && type is not Primitive { IsFloating: true })
            return NumberReader.Constant(operation.ConstantValue.Value, type) ?? expressions.Complain(operation);
        Expression read = expressions.Read(value);
        Expression number = type is Primitive primitive ? NumberReader.Retyped(read, primitive) ?? read : read;
        return number is Binary or Conditional ? new Parenthesized(number) : number;
    }
}
