using System.Linq;
using System.Text.RegularExpressions;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>Writes the expressions of one function of a grouped kernel in C.</summary>
internal class GroupedExpression(CForm form, GroupedNames names) : InfixExpression
{
    protected GroupedNames Names => names;

    protected CForm Form => form;

    private bool IsCuda => form.Dialect.IsCuda;

    /// <summary>The function that makes a struct of values for its fields.</summary>
    public static string Maker(string structure) => "make_" + structure;

    protected override string Number(string digits) => Real(digits) + form.Element.CSuffix;

    protected override string Variable(string name) => names.Variable(name);

    protected override string Function(string name) => name;

    protected override string Math(string function) => form.Dialect.Math(function, form.Element.Name);

    protected override string WriteOther(Expression expression) => expression switch
    {
        Number number => Write(number),
        SpecialNumber special => Write(special),
        Parenthesized parenthesized => $"({Write(parenthesized.Inner)})",
        Conversion conversion => $"({form.Keyword(conversion.Type)}){Nested(conversion.Operand, Operators.Prefix)}",
        BitCast cast => $"{BitsAs(cast.Type)}({Write(cast.Operand)})",
        MathCall call => $"{form.Dialect.Math(call.Name, form.Keyword(call.Type))}{Suffix(call)}({List(call.Arguments)})",
        IntegerCall call => Write(call),
        RealRemainder remainder => $"fmod({Write(remainder.Left)}, {Write(remainder.Right)})",
        Element element => $"{Nested(element.View, Operators.Primary)}[{Write(element.Index)}]",
        Offset offset => $"{Nested(offset.View, Sum)} + {Nested(offset.Begin, Sum + 1)}",
        Member { Struct: Referenced owner } member => $"{names.Variable(owner.Name)}->{GroupedNames.Field(member.Field)}",
        Member member => $"{Nested(member.Struct, Operators.Primary)}.{GroupedNames.Field(member.Field)}",
        Construction construction => $"{Maker(construction.Type.Name)}({List(construction.Values)})",
        Position position => form.Dialect.Position(position.Type, position.Member),
        Referenced referenced => "*" + names.Variable(referenced.Name),
        Reference reference => Address(reference.Target),
        AtomicCall call => $"{AtomicName(call.Name)}({Address(call.Target)}, {Write(call.Value)})",
        TargetCall call => Write(call),
        Step step => Write(step),
        _ => base.WriteOther(expression),
    };

    protected override int PrecedenceOfOther(Expression expression) => expression switch
    {
        Offset => Sum,
        Conversion or Referenced or Reference or Step { IsPostfix: false } or Position => Operators.Prefix,
        IntegerCall { Name: "abs" } => Operators.Prefix,
        Number number when number.Digits[0] == '-' => Operators.Prefix,
        // What stands in a template is the author's: it is taken as one whole where it looks like a name or a call.
        TargetCall call => Regex.IsMatch(Template(call), @"^\w*(\([^()]*\))?$") ? Operators.Primary : 0,
        _ => base.PrecedenceOfOther(expression),
    };

    private static int Sum => Operators.Precedence(BinaryOperator.Add);

    private string Write(Number number)
    {
        if (number.Type.IsFloating) return Real(number.Digits);
        string suffix = number.Type.Keyword switch
        {
            "uint" => "u",
            "long" => IsCuda ? "LL" : "L",
            "ulong" => IsCuda ? "ULL" : "UL",
            _ => "",
        };
        // C reads the sign and then a number, which is too large without it.
        return number.Digits is "-2147483648" or "-9223372036854775808"
            ? $"({number.Digits.Substring(0, number.Digits.Length - 1)}7{suffix} - 1)"
            : number.Digits + suffix;
    }

    /// <summary>∞ or NaN: NVRTC comes without the header that defines their names.</summary>
    private string Write(SpecialNumber special) => !IsCuda ? special.Name
        : special.Name == "NAN" ? "__int_as_float(0x7fffffff)"
        : "__int_as_float(0x7f800000)";

    private string Write(IntegerCall call) => call.Name != "abs" ? $"{call.Name}({List(call.Arguments)})"
        : IsCuda ? $"{(call.Type.IsLong ? "llabs" : "abs")}({List(call.Arguments)})"
        : $"({form.Keyword(call.Type)})abs({List(call.Arguments)})";

    private string Write(Step step)
    {
        string symbol = step.IsIncrement ? "++" : "--";
        string target = Nested(step.Target, step.IsPostfix ? Operators.Primary : Operators.Prefix);
        return step.IsPostfix ? target + symbol : symbol + target;
    }

    /// <summary>A target's own function: an argument that stands alone between commas needs no parentheses.</summary>
    private string Write(TargetCall call) => Regex.Replace(
        Template(call), @"(?<=[(,\[]\s*)\{(\d+)\}(?=\s*[),\]])|\{(\d+)\}",
        match => match.Groups[1].Success
            ? Write(call.Arguments[int.Parse(match.Groups[1].Value)])
            : Nested(call.Arguments[int.Parse(match.Groups[2].Value)], Operators.Primary));

    protected virtual string Template(TargetCall call) => (IsCuda ? call.Cuda : call.OpenCl) ?? "";

    private string Address(Expression target) =>
        target is Referenced referenced ? names.Variable(referenced.Name) : "&" + Nested(target, Operators.Prefix);

    private string Suffix(MathCall call) => CMath.IsDefined(call.Name) ? form.MathSuffix(call.Type) : "";

    private string AtomicName(string name) => IsCuda ? "atomic" + name : "atomic_" + name.ToLowerInvariant();

    private string BitsAs(Primitive type) => (IsCuda, type == Primitive.UInt) switch
    {
        (true, true) => "__float_as_uint",
        (true, false) => "__uint_as_float",
        (false, true) => "as_uint",
        (false, false) => "as_float",
    };

    /// <summary>Digits that C takes for a number of floating point.</summary>
    private static string Real(string digits) => digits.IndexOfAny(['.', 'e', 'E']) >= 0 ? digits : digits + ".0";
}
