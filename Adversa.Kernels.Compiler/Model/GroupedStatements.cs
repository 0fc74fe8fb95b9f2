namespace Adversa.Kernels.Compiler.Model;

/// <summary>A line of the author's between statements: a comment, or nothing.</summary>
internal sealed record Remark(string Text) : Statement;

/// <summary>A new local variable of any type, with or without a value.</summary>
internal sealed record Local(string Name, DataType Type, Expression? Value) : Statement;

/// <summary>Memory for elements of a type, shared or private.</summary>
internal sealed record LocalArray(string Name, DataType Element, Expression Length, long Count, AddressSpace Space) : Statement;

/// <summary>A new value for a variable, field or element, combined with the old one where there is an operator.</summary>
internal sealed record Assignment(Expression Target, BinaryOperator? Operator, Expression Value) : Statement;

/// <summary>An expression for what it does.</summary>
internal sealed record Evaluation(Expression Expression) : Statement;

/// <summary>A wait for the whole group.</summary>
internal sealed record Barrier : Statement;

internal sealed record Branch(Expression Condition, Statement Then, Statement? Otherwise) : Statement;

/// <summary>A <c>for</c> loop; its first part holds declarations of one type, or other statements.</summary>
internal sealed record ForLoop(
    EquatableArray<Statement> Before, Expression? Condition, EquatableArray<Statement> Step, Statement Body, bool IsUnrolled)
    : Statement;

internal sealed record WhileLoop(Expression Condition, Statement Body) : Statement;

internal sealed record DoLoop(Statement Body, Expression Condition) : Statement;

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record Jump(string Keyword) : Statement;

/// <summary>The end of a function, with its result if it has one.</summary>
internal sealed record Exit(Expression? Result) : Statement;

internal sealed record Block(EquatableArray<Statement> Statements) : Statement;
