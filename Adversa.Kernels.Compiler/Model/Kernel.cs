using System;
using System.Collections.Generic;
using System.Linq;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>A statement of the kernel language.</summary>
internal abstract record Statement;

/// <summary>A new local variable.</summary>
internal sealed record Declare(string Name, ValueType Type, Expression Value) : Statement;

/// <summary>A new value for a local variable or a <c>ref</c> parameter.</summary>
internal sealed record Assign(string Name, Expression Value) : Statement;

/// <summary>The function's result.</summary>
internal sealed record Return(Expression Value) : Statement;

/// <summary>A function that a kernel calls. It takes and gives values and writes nothing else.</summary>
/// <param name="Name">The name under which the kernel calls it.</param>
/// <param name="Parameters">The method's parameters.</param>
/// <param name="Result">The type of its value.</param>
/// <param name="Body">What it computes.</param>
/// <param name="Text">The method in C#.</param>
internal sealed record Function(
    string Name, EquatableArray<FunctionParameter> Parameters, ValueType Result, EquatableArray<Statement> Body, string Text);

/// <summary>A parameter of a <see cref="Function"/>.</summary>
internal readonly record struct FunctionParameter(string Name, ValueType Type) : IEquatable<FunctionParameter>;

/// <summary>What a kernel does with a parameter; the names are those of Adversa.Kernels.Sources.ParameterRole.</summary>
internal enum Role
{
    Read,
    ReadWrite,
    Scalar,
}

/// <summary>A parameter of a <see cref="Kernel"/>.</summary>
internal readonly record struct KernelParameter(string Name, Role Role) : IEquatable<KernelParameter>;

/// <summary>A pointwise kernel: all that a target needs to know of it.</summary>
/// <param name="Method">The C# method's name: <c>LeakyRelu</c>.</param>
/// <param name="Source">The type that declares the method, for the name of the emitted file.</param>
/// <param name="Summary">The method's XML documentation, the inner text of its summary.</param>
/// <param name="Parameters">The method's parameters.</param>
/// <param name="ReturnsValue">Whether the last operand takes a returned value.</param>
/// <param name="Body">What the kernel does with one element.</param>
/// <param name="Functions">Every function that the body calls, each after those that it calls itself.</param>
/// <param name="Text">The method in C#.</param>
internal sealed record Kernel(
    string Method, string Source, string Summary, EquatableArray<KernelParameter> Parameters, bool ReturnsValue,
    EquatableArray<Statement> Body, EquatableArray<Function> Functions, string Text)
{
    /// <summary>The parameters that are tensors.</summary>
    public IReadOnlyList<KernelParameter> Tensors => [.. Parameters.Where(parameter => parameter.Role != Role.Scalar)];

    /// <summary>The names of the parameters that are numbers.</summary>
    public IReadOnlyList<string> Scalars =>
        [.. Parameters.Where(parameter => parameter.Role == Role.Scalar).Select(parameter => parameter.Name)];
}
