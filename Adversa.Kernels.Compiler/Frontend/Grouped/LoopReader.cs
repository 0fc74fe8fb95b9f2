using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Reads loops, and decides which are to be unrolled.</summary>
internal sealed class LoopReader(BodyContext context, GroupedExpressionReader expressions, StatementReader statements)
{
    private const int MostUnrolled = 64;

    public Statement Read(IWhileLoopOperation loop)
    {
        if (loop.Condition is not { } condition || loop.ConditionIsUntil) return new Evaluation(expressions.Complain(loop));
        Expression read = expressions.Read(condition);
        Statement body = statements.ReadInner(loop.Body);
        return loop.ConditionIsTop ? new WhileLoop(read, body) : new DoLoop(body, read);
    }

    public Statement Read(IForLoopOperation loop)
    {
        List<Statement> before = [.. loop.Before.SelectMany(statements.Read).Where(statement => statement is not Remark)];
        Expression? condition = loop.Condition is { } tested ? expressions.Read(tested) : null;
        List<Statement> step = [.. loop.AtLoopBottom.SelectMany(statements.Read).Where(statement => statement is not Remark)];
        int barriers = context.Barriers;
        Statement body = statements.ReadInner(loop.Body);
        // Compilers that bring work-items of a group to a barrier by splitting the code there get lost in many copies of one.
        bool isUnrolled = context.Barriers == barriers && Trips(before, condition, step) is > 1 and <= MostUnrolled;
        return new ForLoop(new(before), condition, new(step), body, isUnrolled);
    }

    /// <summary>How often a loop runs that counts from one constant to another; null where it is open or very often.</summary>
    private static int? Trips(List<Statement> before, Expression? condition, List<Statement> step)
    {
        if (before.Count != 1 || step.Count != 1 || condition is null) return null;
        if (before[0] is not Local { Name: var name, Value: { } begin }) return null;
        long? value = Constants.Evaluate(begin);
        for (int trips = 0; trips <= MostUnrolled && value is { } now; trips++)
        {
            long? isOn = Constants.Evaluate(condition, name, now);
            if (isOn is not 1) return isOn is 0 ? trips : null;
            value = Next(step[0], name, now);
        }

        return null;
    }

    private static long? Next(Statement step, string name, long value) => step switch
    {
        Evaluation { Expression: Step { Target: Variable counter, IsIncrement: var isUp } } when counter.Name == name =>
            isUp ? value + 1 : value - 1,
        Assignment { Target: Variable counter, Operator: { } @operator, Value: var by } when counter.Name == name
            && Constants.Evaluate(by) is { } constant => Constants.Evaluate(@operator, value, constant),
        _ => null,
    };
}
