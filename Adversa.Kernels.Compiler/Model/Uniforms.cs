using System.Collections.Generic;
using System.Linq;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>A value computed from scalars and numbers alone, the same for every element of a launch.</summary>
internal sealed record Uniform(string Name, Expression Value);

/// <summary>A kernel's body for one element, and what that takes beside the element's operands.</summary>
/// <param name="Statements">The body without its uniform parts.</param>
/// <param name="Constants">
/// The scalars that the body mentions, each its own value, then the uniform parts: everything that is the same for all elements.
/// </param>
internal sealed record ElementBody(IReadOnlyList<Statement> Statements, IReadOnlyList<Uniform> Constants);

/// <summary>
/// Takes what is computed from scalars alone out of a kernel's body. A target computes it once per launch and in double: in
/// Adam, 1 − β₂ = 1 − 0.999 keeps four more digits than it would in float.
/// </summary>
internal sealed class Uniforms
{
    private readonly HashSet<string> _scalars;
    private readonly UniqueNames _names;
    private readonly List<Uniform> _values = [];

    private Uniforms(Kernel kernel)
    {
        _scalars = [.. kernel.Scalars];
        _names = new(kernel.Parameters.Select(parameter => parameter.Name)
            .Concat(kernel.Body.OfType<Declare>().Select(declare => declare.Name)));
    }

    /// <summary>The kernel's body without its uniform parts, and those parts.</summary>
    public static ElementBody Extract(Kernel kernel)
    {
        var uniforms = new Uniforms(kernel);
        IReadOnlyList<Statement> body = [.. kernel.Body.Select(uniforms.Rewrite)];
        HashSet<Expression> mentioned = [.. body.SelectMany(ExpressionTree.All)];
        IEnumerable<Uniform> scalars = kernel.Scalars.Select(scalar => new Uniform(scalar, new Variable(scalar)));
        return new(body, [.. scalars.Where(scalar => mentioned.Contains(scalar.Value)), .. uniforms._values]);
    }

    private Statement Rewrite(Statement statement) => statement switch
    {
        Declare declare => declare with { Value = Rewrite(declare.Value) },
        Assign assign => assign with { Value = Rewrite(assign.Value) },
        Return @return => new Return(Rewrite(@return.Value)),
        _ => statement,
    };

    private Expression Rewrite(Expression expression)
    {
        bool isOperation = expression is Unary or Binary or Intrinsic;
        if (isOperation && IsUniform(expression) && ExpressionTree.All(expression).Any(part => part is Variable))
            return Name(expression);
        return expression switch
        {
            Unary unary => unary with { Operand = Rewrite(unary.Operand) },
            Binary binary => binary with { Left = Rewrite(binary.Left), Right = Rewrite(binary.Right) },
            Conditional c => new Conditional(Rewrite(c.Condition), Rewrite(c.Then), Rewrite(c.Otherwise)),
            Call call => call with { Arguments = new(call.Arguments.Select(Rewrite)) },
            Intrinsic intrinsic => intrinsic with { Arguments = new(intrinsic.Arguments.Select(Rewrite)) },
            _ => expression,
        };
    }

    private Variable Name(Expression value)
    {
        Uniform? known = _values.FirstOrDefault(uniform => uniform.Value == value);
        if (known is null) _values.Add(known = new(_names.Add("uniform" + _values.Count), value));
        return new(known.Name);
    }

    private bool IsUniform(Expression expression) => expression switch
    {
        Literal => true,
        Variable variable => _scalars.Contains(variable.Name),
        Unary { Operator: UnaryOperator.Negate } unary => IsUniform(unary.Operand),
        Binary { Operator: <= BinaryOperator.Divide } binary => IsUniform(binary.Left) && IsUniform(binary.Right),
        Intrinsic { Name: "Sqrt" } root => IsUniform(root.Arguments[0]),
        _ => false,
    };
}
