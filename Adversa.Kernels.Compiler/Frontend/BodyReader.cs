using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>Turns a method's body into statements of the kernel language; complains about what does not exist there.</summary>
internal sealed class BodyReader(SemanticModel model, FunctionLibrary functions, List<Complaint> complaints)
{
    private readonly ExpressionReader _expressions = new(model, functions, complaints);
    private readonly List<Statement> _statements = [];

    public EquatableArray<Statement> Read(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } arrow)
        {
            // What stands behind the arrow is a statement in a void method, and the returned value in any other.
            if (model.GetDeclaredSymbol(method) is { ReturnsVoid: true }) ReadExpressionStatement(arrow.Expression);
            else AddReturn(arrow.Expression);
        }
        else if (method.Body is { } block)
        {
            StatementSyntax? last = block.Statements.LastOrDefault();
            foreach (StatementSyntax statement in block.Statements) ReadStatement(statement, isLast: statement == last);
        }

        return new(_statements);
    }

    private void ReadStatement(StatementSyntax syntax, bool isLast)
    {
        switch (syntax)
        {
            case LocalDeclarationStatementSyntax declaration:
                foreach (VariableDeclaratorSyntax variable in declaration.Declaration.Variables) ReadDeclaration(variable);
                break;
            case ExpressionStatementSyntax expression:
                ReadExpressionStatement(expression.Expression);
                break;
            case ReturnStatementSyntax { Expression: { } value } when isLast:
                AddReturn(value);
                break;
            case ReturnStatementSyntax when isLast:
                break;
            default:
                Complain(syntax, Diagnostics.Statement, Describe(syntax));
                break;
        }
    }

    private void ReadExpressionStatement(ExpressionSyntax syntax)
    {
        if (syntax is AssignmentExpressionSyntax assignment) ReadAssignment(assignment);
        else Complain(syntax, Diagnostics.Expression, syntax.ToString());
    }

    private void ReadDeclaration(VariableDeclaratorSyntax syntax)
    {
        if (syntax.Initializer is null)
        {
            Complain(syntax, Diagnostics.Statement, "A local variable without a value");
            return;
        }

        ITypeSymbol type = ((ILocalSymbol)model.GetDeclaredSymbol(syntax)!).Type;
        if (KernelTypes.Of(type) is not { } valueType)
            Complain(syntax, Diagnostics.ParameterType, syntax.Identifier.Text, type.ToDisplayString(), "use float or bool");
        else if (_expressions.Read(syntax.Initializer.Value) is { } value)
            _statements.Add(new Declare(syntax.Identifier.ValueText, valueType, value));
    }

    private void ReadAssignment(AssignmentExpressionSyntax syntax)
    {
        ISymbol? target = model.GetSymbolInfo(syntax.Left).Symbol;
        if (target is not (ILocalSymbol or IParameterSymbol { RefKind: RefKind.Ref }))
        {
            Complain(syntax.Left, Diagnostics.Assignment, syntax.Left.ToString());
            return;
        }

        BinaryOperator? combine = syntax.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => BinaryOperator.Add,
            SyntaxKind.SubtractAssignmentExpression => BinaryOperator.Subtract,
            SyntaxKind.MultiplyAssignmentExpression => BinaryOperator.Multiply,
            SyntaxKind.DivideAssignmentExpression => BinaryOperator.Divide,
            _ => null,
        };
        if (combine is null && !syntax.IsKind(SyntaxKind.SimpleAssignmentExpression))
            Complain(syntax, Diagnostics.Expression, syntax.ToString());
        else if (_expressions.Read(syntax.Right) is { } value)
        {
            Expression all = combine is null ? value : new Binary(combine.Value, new Variable(target.Name), value);
            _statements.Add(new Assign(target.Name, all));
        }
    }

    private void AddReturn(ExpressionSyntax syntax)
    {
        if (_expressions.Read(syntax) is { } value) _statements.Add(new Return(value));
    }

    private static string Describe(StatementSyntax syntax) => syntax switch
    {
        BlockSyntax => "A nested block",
        ReturnStatementSyntax => "A return before the end",
        LocalFunctionStatementSyntax => "A local function",
        _ => $"The statement '{syntax.GetFirstToken().Text}'",
    };

    private void Complain(SyntaxNode syntax, DiagnosticDescriptor descriptor, params string[] arguments) =>
        complaints.Add(Complaint.At(syntax.GetLocation(), descriptor, arguments));
}
