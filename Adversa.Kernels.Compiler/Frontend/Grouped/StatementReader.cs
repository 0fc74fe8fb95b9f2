using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>Turns a body's statements into those of the language of grouped kernels.</summary>
internal sealed class StatementReader
{
    private readonly BodyContext _context;
    private readonly GroupedExpressionReader _expressions;
    private readonly AssignmentReader _assignments;
    private readonly LocalReader _locals;
    private readonly LoopReader _loops;

    /// <summary>How deep the statement that is being read stands; 1 is the body itself.</summary>
    private int _depth;

    public StatementReader(BodyContext context)
    {
        _context = context;
        _expressions = new(context);
        _assignments = new(context, _expressions);
        _locals = new(context, _expressions);
        _loops = new(context, _expressions, this);
    }

    public EquatableArray<Statement> ReadBody(Declaration declaration)
    {
        IOperation? operation = _context.Program.OperationOf(declaration.Body!);
        IOperation? block = operation switch
        {
            IMethodBodyBaseOperation body => body.BlockBody ?? body.ExpressionBody,
            _ => operation,
        };
        if (operation is IConstructorBodyOperation { Initializer: { } other }) Complain(other, "A call of another constructor");
        List<Statement> statements = block is IBlockOperation all ? [.. ReadAll(all)] : [];
        return new(_context.Method.MethodKind == MethodKind.Constructor ? Constructed(statements) : statements);
    }

    /// <summary>One statement, or the several that a declaration is; with the author's remarks before it.</summary>
    public IEnumerable<Statement> Read(IOperation operation)
    {
        foreach (string remark in Remarks.Of(operation.Syntax)) yield return new Remark(remark);
        foreach (IDeclarationExpressionOperation inline in operation is IExpressionStatementOperation
            ? operation.Descendants().OfType<IDeclarationExpressionOperation>() : [])
        {
            // `out int x` declares x before the statement.
            if (inline.Expression is ILocalReferenceOperation { Local: var local } && _context.TypeOf(local.Type) is { } type)
                yield return new Local(local.Name, type, null);
        }

        foreach (Statement statement in ReadBare(operation)) yield return statement;
    }

    /// <summary>A statement that stands under a condition or in a loop.</summary>
    public Statement ReadInner(IOperation operation)
    {
        if (operation is IBlockOperation block) return new Block(new(ReadAll(block)));
        _depth++;
        List<Statement> statements = [.. Read(operation)];
        _depth--;
        return statements.Count == 1 ? statements[0] : new Block(new(statements));
    }

    public void Complain(IOperation operation, string what) =>
        _context.Program.Complain(operation.Syntax, Diagnostics.GroupedStatement, what);

    private List<Statement> ReadAll(IBlockOperation block)
    {
        _depth++;
        List<Statement> statements = [.. block.Operations.SelectMany(Read)];
        _depth--;
        if (statements.FirstOrDefault() is Remark { Text: "" }) statements.RemoveAt(0);
        return statements;
    }

    private IEnumerable<Statement> ReadBare(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclarationGroupOperation group:
                return [.. _locals.Read(group, isTopOfKernel: _context.IsKernel && _depth == 1)];
            case IExpressionStatementOperation expression:
                return [ReadExpression(expression)];
            case IConditionalOperation branch:
                return
                [
                    new Branch(_expressions.Read(branch.Condition), ReadInner(branch.WhenTrue),
                        branch.WhenFalse is { } otherwise ? ReadInner(otherwise) : null),
                ];
            case IForLoopOperation loop:
                return [_loops.Read(loop)];
            case IWhileLoopOperation loop:
                return [_loops.Read(loop)];
            case IBlockOperation block:
                return [new Block(new(ReadAll(block)))];
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return [new Jump("break")];
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return [new Jump("continue")];
            case IReturnOperation { Kind: OperationKind.Return } @return:
                return ReadReturn(@return);
            case IEmptyOperation:
                return [];
            default:
                if (operation.Kind == OperationKind.Invalid) _context.Program.Invalid();
                else Complain(operation, Describe(operation));
                return [];
        }
    }

    private Statement ReadExpression(IExpressionStatementOperation statement)
    {
        switch (statement.Operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return _assignments.Read(assignment);
            case ICompoundAssignmentOperation assignment:
                return _assignments.Read(assignment);
            case IIncrementOrDecrementOperation { OperatorMethod: null } step:
                return _assignments.Read(step);
            case IInvocationOperation call when CallReader.IsBarrier(call):
                _context.Barriers++;
                return new Barrier();
            case IInvocationOperation call:
                return new Evaluation(_expressions.Read(call));
            default:
                return new Evaluation(_expressions.Complain(statement.Operation));
        }
    }

    private IEnumerable<Statement> ReadReturn(IReturnOperation @return)
    {
        if (@return.ReturnedValue is not { } value) return @return.IsImplicit ? [] : [new Exit(null)];
        if (_context.ElementOf(value.Type) is not null)
        {
            AddressSpace space = _expressions.Views.SpaceOf(value);
            if (_context.ResultSpace is { } other && other != space) _expressions.Views.Complain(value);
            _context.ResultSpace = space;
        }

        return [new Exit(_expressions.ReadInto(value))];
    }

    /// <summary>A constructor's body as that of a function that gives the struct.</summary>
    private IEnumerable<Statement> Constructed(IEnumerable<Statement> statements)
    {
        DataType type = _context.TypeOf(_context.Method.ContainingType)!;
        Local self = new(BodyContext.Self, type, _expressions.Zero(type));
        return [self, .. statements, new Exit(new Variable(self.Name))];
    }

    private static string Describe(IOperation operation) => operation.Kind switch
    {
        OperationKind.LocalFunction => "A local function",
        _ => $"The statement '{operation.Syntax.GetFirstToken().Text}'",
    };
}
