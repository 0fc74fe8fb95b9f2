using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Reads assignments, and complains of what a kernel cannot change.</summary>
internal sealed class AssignmentReader(BodyContext context, GroupedExpressionReader expressions)
{
    public Statement Read(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation) return new Evaluation(expressions.Read(assignment.Value));
        // A view's variable goes on in the same memory.
        bool isView = context.ElementOf(assignment.Target.Type) is not null;
        if (isView && expressions.Views.SpaceOf(assignment.Target) != expressions.Views.SpaceOf(assignment.Value))
            expressions.Views.Complain(assignment.Value);
        return new Assignment(ReadTarget(assignment.Target), null, expressions.ReadInto(assignment.Value));
    }

    public Statement Read(ICompoundAssignmentOperation assignment)
    {
        Expression target = ReadTarget(assignment.Target);
        if (OperatorReader.IsDefined(assignment.OperatorMethod))
        {
            Expression operand = expressions.Read(assignment.Value);
            return new Assignment(
                target, null, expressions.Calls.ReadOperator(assignment, assignment.OperatorMethod!, target, operand));
        }

        if (context.TypeOf(assignment.Target.Type) is not Primitive type || assignment.IsChecked)
            return new Evaluation(expressions.Complain(assignment));

        BinaryOperatorKind kind = assignment.OperatorKind;
        bool isLogical = kind == BinaryOperatorKind.UnsignedRightShift && type.IsUnsigned;
        if (kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift || isLogical)
        {
            BinaryOperator shift = kind == BinaryOperatorKind.LeftShift ? BinaryOperator.ShiftLeft : BinaryOperator.ShiftRight;
            return new Assignment(target, shift, expressions.Operators.ShiftCount(assignment.Value, type));
        }

        Expression value = expressions.ReadInto(assignment.Value);
        if (kind == BinaryOperatorKind.Remainder && type.IsFloating)
            return new Assignment(target, null, new RealRemainder(target, value));
        return OperatorReader.OperatorOf(kind) is { } @operator
            ? new Assignment(target, @operator, value)
            : new Evaluation(expressions.Complain(assignment));
    }

    public Statement Read(IIncrementOrDecrementOperation step) =>
        new Evaluation(new Step(ReadTarget(step.Target), step.Kind == OperationKind.Increment, step.IsPostfix));

    private Expression ReadTarget(IOperation target)
    {
        Expression read = expressions.Read(target);
        // A struct's method has a copy of the struct, and a property that computes has no place in memory.
        bool isOwn = RootOf(target) is IInstanceReferenceOperation && context.Method.MethodKind != MethodKind.Constructor;
        bool isPlace = read is Variable or Referenced or Member or Element or Unreadable;
        return isPlace && !isOwn
            ? read
            : context.Program.Complain(target.Syntax, Diagnostics.GroupedAssignment, target.Syntax.ToString());
    }

    private static IOperation RootOf(IOperation target) => target switch
    {
        IFieldReferenceOperation { Instance: { } owner } => RootOf(owner),
        IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } owner } => RootOf(owner),
        _ => target,
    };
}
