using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Adversa.Kernels.Compiler.Model;

namespace Adversa.Kernels.Compiler.Targets.Grouped;

/// <summary>Writes the expressions of one function in C.</summary>
internal sealed class CExpressions(CForm form, CNames names)
{
    private const int Lowest = 0, Conditional = 1, Prefix = 12, Primary = 13;

    public string Write(Expression expression) => expression switch
    {
        Literal literal => Real(literal.Digits) + (form.Element == "float" ? "f" : ""),
        Number number => Write(number),
        Truth truth => truth.Value ? "true" : "false",
        SpecialNumber special => !form.Dialect.IsCuda ? special.Name
            // NVRTC has no header that would define the name.
            : $"__int_as_float({(special.Name == "NAN" ? "0x7fffffff" : "0x7f800000")})",
        Variable variable => names.Variable(variable.Name),
        Referenced referenced => "*" + names.Variable(referenced.Name),
        Reference reference => Address(reference.Target),
        Parenthesized parenthesized => $"({Write(parenthesized.Inner)})",
        Unary unary => Write(unary),
        Binary binary => $"{Nested(binary.Left, Precedence(binary))} {Symbol(binary.Operator)} {Nested(binary.Right, Precedence(binary) + 1)}",
        Model.Conditional c =>
            $"{Nested(c.Condition, Conditional + 1)} ? {Nested(c.Then, Conditional)} : {Nested(c.Otherwise, Conditional)}",
        Conversion conversion => $"({form.Keyword(conversion.Type)}){Nested(conversion.Operand, Prefix)}",
        BitCast cast => $"{BitsAs(cast.Type)}({Write(cast.Operand)})",
        Element element => $"{Nested(element.View, Primary)}[{Write(element.Index)}]",
        Offset offset => $"{Nested(offset.View, Precedence(BinaryOperator.Add))} + {Nested(offset.Begin, Precedence(BinaryOperator.Add) + 1)}",
        Member { Struct: Referenced referenced } member => $"{names.Variable(referenced.Name)}->{CNames.Field(member.Field)}",
        Member member => $"{Nested(member.Struct, Primary)}.{CNames.Field(member.Field)}",
        Construction construction => $"{Maker(construction.Type.Name)}({List(construction.Values)})",
        Position position => form.Dialect.Position(position.Type, position.Member),
        Call call => $"{call.Function}({List(call.Arguments)})",
        MathCall call => $"{form.Dialect.Math(call.Name, form.Keyword(call.Type))}{Suffix(call)}({List(call.Arguments)})",
        IntegerCall call => Write(call),
        RealRemainder remainder => $"fmod({Write(remainder.Left)}, {Write(remainder.Right)})",
        AtomicCall call => $"{AtomicName(call.Name)}({Address(call.Target)}, {Write(call.Value)})",
        TargetCall call => Write(call),
        Step step => Write(step),
        _ => throw new InvalidOperationException($"unknown expression {expression}"),
    };

    /// <summary>The function that makes a struct of values for its fields.</summary>
    public static string Maker(string structure) => "make_" + structure;

    /// <summary>The sign of an operator.</summary>
    public static string Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.And => "&&",
        BinaryOperator.Or => "||",
        BinaryOperator.BitAnd => "&",
        BinaryOperator.BitOr => "|",
        BinaryOperator.ExclusiveOr => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        _ => throw new InvalidOperationException($"no symbol for {@operator}"),
    };

    /// <summary>An expression where an operator binds at least as tightly as <paramref name="atLeast"/>.</summary>
    private string Nested(Expression expression, int atLeast) =>
        Precedence(expression) < atLeast ? $"({Write(expression)})" : Write(expression);

    private string List(IEnumerable<Expression> arguments) => string.Join(", ", arguments.Select(Write));

    private string Write(Number number)
    {
        if (number.Type.IsFloating) return Real(number.Digits);
        bool isCuda = form.Dialect.IsCuda;
        string suffix = number.Type.Keyword switch
        {
            "uint" => "u",
            "long" => isCuda ? "LL" : "L",
            "ulong" => isCuda ? "ULL" : "UL",
            _ => "",
        };
        // C reads the sign and then a number, which is too large without it.
        return number.Digits is "-2147483648" or "-9223372036854775808"
            ? $"({number.Digits.Substring(0, number.Digits.Length - 1)}7{suffix} - 1)"
            : number.Digits + suffix;
    }

    private string Write(Unary unary)
    {
        string symbol = unary.Operator switch
        {
            UnaryOperator.Negate => "-",
            UnaryOperator.Not => "!",
            _ => "~",
        };
        string operand = Nested(unary.Operand, Prefix);
        return operand[0] == '-' ? $"{symbol}({operand})" : symbol + operand;
    }

    private string Write(IntegerCall call) => call.Name != "abs" ? $"{call.Name}({List(call.Arguments)})"
        : form.Dialect.IsCuda ? $"{(call.Type.IsLong ? "llabs" : "abs")}({List(call.Arguments)})"
        : $"({form.Keyword(call.Type)})abs({List(call.Arguments)})";

    private string Write(Step step)
    {
        string symbol = step.IsIncrement ? "++" : "--";
        string target = Nested(step.Target, step.IsPostfix ? Primary : Prefix);
        return step.IsPostfix ? target + symbol : symbol + target;
    }

    private string Write(TargetCall call)
    {
        string template = (form.Dialect.IsCuda ? call.Cuda : call.OpenCl) ?? "";
        return Regex.Replace(template, @"\{(\d+)\}", match =>
        {
            Expression argument = call.Arguments[int.Parse(match.Groups[1].Value)];
            string before = template.Substring(0, match.Index).TrimEnd(), after = template.Substring(match.Index + match.Length).TrimStart();
            bool isAlone = before.Length > 0 && before[before.Length - 1] is '(' or ',' or '[' && after.Length > 0 && after[0] is ')' or ',' or ']';
            return isAlone ? Write(argument) : Nested(argument, Primary);
        });
    }

    private string Address(Expression target) =>
        target is Referenced referenced ? names.Variable(referenced.Name) : "&" + Nested(target, Prefix);

    private string Suffix(MathCall call) => CMath.IsDefined(call.Name) ? form.MathSuffix(call.Type) : "";

    private string AtomicName(string name) =>
        form.Dialect.IsCuda ? "atomic" + name : "atomic_" + name.ToLowerInvariant();

    private string BitsAs(Primitive type) => (form.Dialect.IsCuda, type == Primitive.UInt) switch
    {
        (true, true) => "__float_as_uint",
        (true, false) => "__uint_as_float",
        (false, true) => "as_uint",
        (false, false) => "as_float",
    };

    /// <summary>Digits that C takes for a number of floating point.</summary>
    private static string Real(string digits) => digits.IndexOfAny(['.', 'e', 'E']) >= 0 ? digits : digits + ".0";

    private int Precedence(Expression expression) => expression switch
    {
        Binary binary => Precedence(binary.Operator),
        Offset => Precedence(BinaryOperator.Add),
        Model.Conditional => Conditional,
        Unary or Conversion or Referenced or Reference or Step { IsPostfix: false } or Position => Prefix,
        IntegerCall { Name: "abs" } => Prefix,
        Number { Digits: var digits } when digits[0] == '-' => Prefix,
        TargetCall call => Regex.IsMatch((form.Dialect.IsCuda ? call.Cuda : call.OpenCl) ?? "", @"^\w+(\([^()]*\))?$") ? Primary : Lowest,
        _ => Primary,
    };

    private static int Precedence(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => 11,
        BinaryOperator.Add or BinaryOperator.Subtract => 10,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => 9,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 8,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 7,
        BinaryOperator.BitAnd => 6,
        BinaryOperator.ExclusiveOr => 5,
        BinaryOperator.BitOr => 4,
        BinaryOperator.And => 3,
        BinaryOperator.Or => 2,
        _ => throw new InvalidOperationException($"no precedence for {@operator}"),
    };
}
