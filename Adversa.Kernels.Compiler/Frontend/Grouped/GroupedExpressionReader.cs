using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Turns C# expressions into those of the language of grouped kernels.</summary>
internal sealed class GroupedExpressionReader
{
    private readonly BodyContext _context;
    private readonly MemberReader _members;

    public GroupedExpressionReader(BodyContext context)
    {
        _context = context;
        Operators = new(context, this);
        Views = new(context, this);
        Calls = new(context, this);
        _members = new(context, this);
    }

    public OperatorReader Operators { get; }

    public ViewReader Views { get; }

    public CallReader Calls { get; }

    /// <summary>Reads an expression as its own type.</summary>
    public Expression Read(IOperation operation)
    {
        Expression expression = ReadBare(operation);
        // What the author set apart stays apart, though the tree needs no parentheses.
        bool isSetApart = operation is { IsImplicit: false, Syntax.Parent: ParenthesizedExpressionSyntax };
        return isSetApart && expression is Binary or Conditional ? new Parenthesized(expression) : expression;
    }

    /// <summary>
    /// Reads an expression for a place whose type makes C convert as C# does: a variable, a parameter, a result.
    /// </summary>
    public Expression ReadInto(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Operand: var bare }
        && !bare.ConstantValue.HasValue && _context.TypeOf(operation.Type) is Primitive
            ? Read(bare)
            : Read(operation);

    /// <summary>Complains of an expression, unless the C# compiler does.</summary>
    public Expression Complain(IOperation operation) => operation.DescendantsAndSelf().Any(IsInvalid)
        ? _context.Program.Invalid()
        : _context.Program.Complain(operation.Syntax, Diagnostics.GroupedExpression, operation.Syntax.ToString());

    private Expression ReadBare(IOperation operation) => operation switch
    {
        ILiteralOperation literal => NumberReader.Literal(literal, _context.TypeOf(literal.Type)) ?? Complain(literal),
        IConversionOperation conversion => Operators.Read(conversion),
        ILocalReferenceOperation { IsDeclaration: false } local => _members.Read(local),
        IParameterReferenceOperation parameter => _members.Read(parameter),
        IInstanceReferenceOperation => new Variable(BodyContext.Self),
        IFieldReferenceOperation field => _members.Read(field),
        IPropertyReferenceOperation property => _members.Read(property),
        IInvocationOperation call => Calls.Read(call),
        IObjectCreationOperation creation => Calls.Read(creation),
        IDefaultValueOperation zero => ReadDefault(zero),
        IBinaryOperation binary => Operators.Read(binary),
        IUnaryOperation unary => Operators.Read(unary),
        IConditionalOperation { WhenFalse: not null } conditional => Operators.Read(conditional),
        IIncrementOrDecrementOperation { OperatorMethod: null } step => new Step(
            Read(step.Target), step.Kind == OperationKind.Increment, step.IsPostfix),
        _ => Complain(operation),
    };

    private static bool IsInvalid(IOperation operation) =>
        operation.Kind == OperationKind.Invalid || operation.Type?.TypeKind == TypeKind.Error;

    private Expression ReadDefault(IDefaultValueOperation operation) =>
        _context.TypeOf(operation.Type) is { } type ? Zero(type) : Complain(operation);

    /// <summary>A type's default value.</summary>
    public Expression Zero(DataType type) => type switch
    {
        StructType structure => _context.Program.Construct(
            structure, _context.Program.Types.Definition(structure).Fields.Select(field => Zero(field.Type))),
        Primitive primitive when primitive == Primitive.Bool => new Truth(false),
        Primitive primitive => NumberReader.Constant(0, primitive)!,
        _ => _context.Program.Invalid(),
    };
}
