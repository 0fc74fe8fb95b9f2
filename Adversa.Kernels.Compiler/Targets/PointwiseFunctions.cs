using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>
/// Writes a pointwise kernel's method and what it calls as functions of C over single numbers; a <c>ref</c> parameter is a
/// pointer, and constants that the launch brings come last.
/// </summary>
internal sealed class PointwiseFunctions(Kernel kernel, ElementBody body, ElementType type, CDialect dialect)
{
    /// <summary>The XMath functions that the program calls.</summary>
    private readonly IReadOnlyList<string> _math =
    [
        .. body.Statements.Concat(kernel.Functions.SelectMany(function => function.Body)).SelectMany(ExpressionTree.All)
            .OfType<Intrinsic>().Select(intrinsic => intrinsic.Name).Distinct(),
    ];

    /// <summary>Names for another of the program's functions, which has some names of its own.</summary>
    public CNames Names(params IEnumerable<string> used) =>
        new(kernel, _math.Select(function => dialect.Math(function, type.Name)).Concat(dialect.Words), used);

    public void Write(SourceText text)
    {
        string definitions = CMath.Definitions(_math, type.Name, dialect);
        if (definitions.Length > 0) text.Lines(definitions).Line();
        foreach (Function function in kernel.Functions)
        {
            CNames names = Names();
            IEnumerable<string> parameters =
                function.Parameters.Select(parameter => $"{TypeName(parameter.Type)} {names.Variable(parameter.Name)}");
            text.List($"{dialect.Function}{TypeName(function.Result)} {names.Function(function.Name)}(", parameters, ")");
            WriteBody(text, function.Body, names, []);
        }

        WriteKernelsMethod(text);
    }

    private void WriteKernelsMethod(SourceText text)
    {
        CNames names = Names();
        // A reference of C# is read like any variable.
        List<string> pointers = dialect == CDialect.CSharp ? []
            : [.. kernel.Tensors.Where(tensor => tensor.Role == Role.ReadWrite).Select(tensor => tensor.Name)];
        IEnumerable<string> tensors = kernel.Tensors.Select(tensor =>
            $"{(tensor.Role == Role.ReadWrite ? dialect.Reference(type.Name) : type.Name)} {names.Variable(tensor.Name)}");
        IEnumerable<string> constants = body.Constants.Select(constant => $"{type.Name} {names.Variable(constant.Name)}");

        List<Uniform> uniforms = [.. body.Constants.Where(constant => constant.Value is not Variable)];
        if (uniforms.Count > 0) text.Line("// Computed once for all elements, in double:");
        var inDouble = new CExpression(dialect, ElementType.Float64, names, []);
        foreach (Uniform uniform in uniforms) text.Line($"// {names.Variable(uniform.Name)} = {inDouble.Write(uniform.Value)}");
        string result = kernel.ReturnsValue ? type.Name : "void";
        text.List($"{dialect.Function}{result} {names.Kernel}(", tensors.Concat(constants), ")");
        WriteBody(text, body.Statements, names, pointers);
    }

    private void WriteBody(SourceText text, IEnumerable<Statement> statements, CNames names, List<string> pointers)
    {
        var expressions = new CExpression(dialect, type, names, pointers);
        text.Line("{").Indented(() =>
        {
            foreach (Statement statement in statements)
            {
                text.Line(statement switch
                {
                    Declare declare =>
                        $"{TypeName(declare.Type)} {names.Variable(declare.Name)} = {expressions.Write(declare.Value)};",
                    Assign assign => $"{expressions.Write(new Variable(assign.Name))} = {expressions.Write(assign.Value)};",
                    Return @return => $"return {expressions.Write(@return.Value)};",
                    _ => throw new System.InvalidOperationException($"unknown statement {statement}"),
                });
            }
        }).Line("}").Line();
    }

    private string TypeName(ValueType value) => value == ValueType.Real ? type.Name : "bool";
}
