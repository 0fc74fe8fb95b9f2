using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Reads calls: of the language's own methods, of a target's, and of methods whose source is read as well.</summary>
internal sealed class CallReader(BodyContext context, GroupedExpressionReader expressions)
{
    public Expression Read(IInvocationOperation call)
    {
        if (MethodOf(call) is not { } method) return expressions.Complain(call);
        if (TargetTexts.Of(method) is { } texts)
            return context.Program.TargetFunction(method, texts, Values(call).Select(expressions.Read), call.Syntax);
        string? surface = Surface.NameOf(method.ContainingType);
        if (surface is not null && ReadSurface(call, surface, method) is { } known) return known;
        if (method.ContainingType.ToDisplayString() == "System.Math" && ReadInteger(call, method) is { } integer) return integer;
        if (FunctionOf(call) is not { } function) return context.Program.Invalid();
        IEnumerable<Expression> arguments = call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(Argument);
        return CallOf(function, call.Instance, arguments);
    }

    /// <summary>A property that is computed: a number where it is constant, else a call.</summary>
    public Expression ReadProperty(IPropertyReferenceOperation reference, IPropertySymbol property)
    {
        if (TargetTexts.Of(property) is { } texts)
            return context.Program.TargetFunction(property, texts, [], reference.Syntax);
        if (property.IsStatic && ConstantOf(property) is { } constant) return constant;
        return context.Program.Functions.Of(property.GetMethod!, [], reference.Syntax) is { } function
            ? CallOf(function, reference.Instance, [])
            : context.Program.Invalid();
    }

    public Expression Read(IObjectCreationOperation creation)
    {
        bool isPlain = creation is { Initializer: null, Constructor: not null };
        if (!isPlain || context.TypeOf(creation.Type) is not StructType type) return expressions.Complain(creation);
        IMethodSymbol constructor = context.TypeArguments.Of(creation.Constructor!, receiver: null)!;
        ImmutableArray<IOperation> values = Values(creation.Arguments);
        if (values.IsEmpty && constructor.IsImplicitlyDeclared) return expressions.Zero(type);
        List<string> fields = [.. TypeReader.FieldsOf(constructor.ContainingType).Select(TypeReader.NameOf)];
        List<string> parameters = [.. constructor.Parameters.Select(parameter => parameter.Name)];
        bool isPositional = constructor.ContainingType.IsRecord && Declaration.Of(constructor) is { Body: null };
        if (isPositional && fields.SequenceEqual(parameters))
            return context.Program.Construct(type, values.Select(expressions.ReadInto));
        IReadOnlyList<AddressSpace> spaces = [.. constructor.Parameters.Select(_ => AddressSpace.Private)];
        return context.Program.Functions.Of(constructor, spaces, creation.Syntax) is { } function
            ? new Call(function.Name, new(values.Select(expressions.ReadInto)))
            : context.Program.Invalid();
    }

    /// <summary>An operator that a struct defines.</summary>
    public Expression ReadOperator(IOperation operation, IMethodSymbol method, params Expression[] operands)
    {
        IReadOnlyList<AddressSpace> spaces = [.. operands.Select(_ => AddressSpace.Private)];
        return context.TypeArguments.Of(method, receiver: null) is { } constructed
            && context.Program.Functions.Of(constructed, spaces, operation.Syntax) is { } function
            ? CallOf(function, null, operands)
            : context.Program.Invalid();
    }

    /// <summary>The function that a call means; null where there is none, which has been complained about.</summary>
    public FunctionReading? FunctionOf(IInvocationOperation call)
    {
        if (MethodOf(call) is not { } method) return null;
        IReadOnlyList<AddressSpace> spaces =
        [
            .. from argument in call.Arguments
               orderby argument.Parameter!.Ordinal
               select IsPointer(argument.Parameter!) ? expressions.Views.SpaceOf(argument.Value) : AddressSpace.Private,
        ];
        return context.Program.Functions.Of(method, spaces, call.Syntax);
    }

    /// <summary>Whether a method waits for the group.</summary>
    public static bool IsBarrier(IInvocationOperation call) =>
        call.TargetMethod.Name == "Barrier" && Surface.NameOf(call.TargetMethod.ContainingType) == "Group";

    private bool IsPointer(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out
        || Surface.ElementOf(context.TypeArguments.Of(parameter.Type)) is not null;

    private IMethodSymbol? MethodOf(IInvocationOperation call) =>
        context.TypeArguments.Of(call.TargetMethod, call.ConstrainedToType ?? call.Instance?.Type);

    private Expression CallOf(FunctionReading function, IOperation? instance, IEnumerable<Expression> arguments)
    {
        if (function.HasBarrier) context.Barriers++;
        return new Call(function.Name, new(instance is null ? arguments : [expressions.Read(instance), .. arguments]));
    }

    private Expression Argument(IArgumentOperation argument)
    {
        if (argument.Parameter!.RefKind is not (RefKind.Ref or RefKind.Out)) return expressions.ReadInto(argument.Value);
        IOperation target = (argument.Value as IDeclarationExpressionOperation)?.Expression ?? argument.Value;
        return target is ILocalReferenceOperation { IsDeclaration: true, Local: var local }
            ? new Reference(new Variable(local.Name))
            : new Reference(expressions.Read(target));
    }

    private Expression? ReadSurface(IInvocationOperation call, string type, IMethodSymbol method)
    {
        ImmutableArray<IOperation> values = Values(call);
        switch (type, method.Name)
        {
            case ("ArrayView", "SubView"):
                return new Offset(expressions.Read(call.Instance!), expressions.ReadInto(values[0]));
            case ("XMath" or "KernelMath", var function) when type == "XMath" || Surface.IsMath(method):
                return context.TypeOf(method.ReturnType) is Primitive { IsFloating: true } real
                    ? context.Program.Math(function, real, values.Select(expressions.Read))
                    : ReadInteger(call, method);
            case ("Interop", "FloatAsInt" or "IntAsFloat"):
                if (!context.Program.IsFloat32Only)
                    return context.Program.Complain(call.Syntax, Diagnostics.Float32Alone, call.Syntax.ToString());
                return new BitCast(method.Name == "FloatAsInt" ? Primitive.UInt : Primitive.Real, expressions.Read(values[0]));
            case ("Atomic", "Add" or "Max"):
                if (context.TypeOf(values[0].Type) is not Primitive { IsFloating: false, IsLong: false })
                    return expressions.Complain(call);
                return new AtomicCall(method.Name, expressions.Read(values[0]), expressions.Read(values[1]));
            case ("SharedMemory" or "LocalMemory", _):
                return context.Program.Complain(call.Syntax, Diagnostics.Memory, call.Syntax.ToString(),
                    "is the value of a new local variable");
            case ("Group", "Barrier"):
                return expressions.Complain(call);
            default:
                return null;
        }
    }

    /// <summary>Min, Max, Abs and Clamp of integers, which C# and C have alike.</summary>
    private Expression? ReadInteger(IInvocationOperation call, IMethodSymbol method)
    {
        if (context.TypeOf(method.ReturnType) is not Primitive { IsFloating: false } type) return null;
        EquatableArray<Expression> values = new(Values(call).Select(expressions.Read));
        return method.Name switch
        {
            "Max" or "Min" or "Abs" => new IntegerCall(method.Name.ToLowerInvariant(), type, values),
            "Clamp" => new IntegerCall("min", type, new([new IntegerCall("max", type, new([values[0], values[1]])), values[2]])),
            _ => null,
        };
    }

    /// <summary>The number that a static property gives, where it is one.</summary>
    private Expression? ConstantOf(IPropertySymbol property)
    {
        if (Declaration.Of(property.GetMethod!)?.Body is not { } body || ValueOf(body) is not { } value) return null;
        BodyContext inside = new(context.Program, new(property.GetMethod!), property.GetMethod!, []);
        int before = context.Program.Complaints.Count;
        Expression read = new GroupedExpressionReader(inside).ReadInto(value);
        if (context.Program.Complaints.Count > before) return read;
        Expression bare = read is Unary { Operator: UnaryOperator.Negate, Operand: var operand } ? operand : read;
        Expression? number = bare is Truth or Literal or Number or SpecialNumber ? read
            : Constants.Evaluate(read) is not { } integer ? null
            : inside.TypeOf(property.Type) == Primitive.Bool ? new Truth(integer != 0)
            : NumberReader.Constant(integer, inside.TypeOf(property.Type));
        if (number is not null && !context.Program.Sources.Contains(property.OriginalDefinition, SymbolEqualityComparer.Default))
            context.Program.Sources.Add(property.OriginalDefinition);
        return number;
    }

    /// <summary>What a body that is a single return gives.</summary>
    private IOperation? ValueOf(SyntaxNode body)
    {
        IOperation? operation = context.Program.OperationOf(body);
        if (operation is IMethodBodyOperation method) operation = method.BlockBody ?? method.ExpressionBody;
        return operation is IBlockOperation { Operations: { Length: 1 } only }
            ? (only[0] as IReturnOperation)?.ReturnedValue
            : null;
    }

    private static ImmutableArray<IOperation> Values(IInvocationOperation call) => Values(call.Arguments);

    private static ImmutableArray<IOperation> Values(ImmutableArray<IArgumentOperation> arguments) =>
        [.. arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value)];
}
