using System.Collections.Generic;
using System.Linq;

namespace Adversa.Kernels.Compiler.Targets;

/// <summary>Writes expressions as C; a variable behind a pointer is read through it.</summary>
internal sealed class CExpression(CDialect dialect, ElementType type, CNames names, IReadOnlyCollection<string> pointers)
    : InfixExpression
{
    /// <summary>The digits as a number of the element type: C takes <c>1f</c> for no number.</summary>
    protected override string Number(string digits) =>
        (digits.IndexOfAny(['.', 'e', 'E']) < 0 ? digits + ".0" : digits) + type.CSuffix;

    protected override string Variable(string name) => (pointers.Contains(name) ? "*" : "") + names.Variable(name);

    protected override string Function(string name) => names.Function(name);

    protected override string Math(string function) => dialect.Math(function, type.Name);
}
