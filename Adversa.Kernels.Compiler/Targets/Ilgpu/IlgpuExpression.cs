using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Compiler.Targets.Grouped;

namespace Adversa.Kernels.Compiler.Targets.Ilgpu;

/// <summary>Writes the expressions of one function of a grouped kernel in C#: what C spells otherwise.</summary>
internal sealed class IlgpuExpression(IlgpuForm form, GroupedNames names, EquatableArray<StructDefinition> structs)
    : GroupedExpression(form, names)
{
    protected override string WriteOther(Expression expression) => expression switch
    {
        SpecialNumber special => $"{Form.Element.Name}.{(special.Name == "NAN" ? "NaN" : "PositiveInfinity")}",
        IntegerCall call => $"XMath.{char.ToUpperInvariant(call.Name[0])}{call.Name.Substring(1)}({List(call.Arguments)})",
        RealRemainder remainder => $"({Nested(remainder.Left, Operators.Prefix)} % {Nested(remainder.Right, Operators.Prefix)})",
        Offset offset => $"{Nested(offset.View, Operators.Primary)}.SubView({Write(offset.Begin)})",
        Member { Struct: Referenced owner } member => $"{Names.Variable(owner.Name)}.{GroupedNames.Field(member.Field)}",
        Construction construction => $"new {construction.Type.Name} {{ {Fields(construction)} }}",
        Position position => $"{position.Type}.{position.Member}",
        Referenced referenced => Names.Variable(referenced.Name),
        Reference reference => "ref " + Write(reference.Target),
        AtomicCall call => $"Atomic.{call.Name}(ref {Write(call.Target)}, {Write(call.Value)})",
        _ => base.WriteOther(expression),
    };

    protected override string Template(TargetCall call) => call.CSharp;

    private string Fields(Construction construction)
    {
        IEnumerable<Field> fields = structs.First(structure => structure.Name == construction.Type.Name).Fields;
        return string.Join(", ", fields.Zip(
            construction.Values, (field, value) => $"{GroupedNames.Field(field.Name)} = {Write(value)}"));
    }
}
