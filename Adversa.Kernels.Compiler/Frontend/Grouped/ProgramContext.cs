using System.Collections.Generic;
using System.Linq;
using Adversa.Kernels.Compiler.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adversa.Kernels.Compiler.Frontend.Grouped;

/// <summary>What the readers of one kernel's bodies share: its types, functions and complaints.</summary>
internal sealed class ProgramContext
{
    private readonly HashSet<MathFunction> _mathCalls = [];
    private readonly HashSet<string> _constructed = [];

    public ProgramContext(Compilation compilation)
    {
        Compilation = compilation;
        Types = new(Names);
        Functions = new(this);
    }

    public Compilation Compilation { get; }

    /// <summary>The names of the program's functions and structs, of which C has one for all.</summary>
    public UniqueNames Names { get; } = new([]);

    public TypeReader Types { get; }

    public FunctionReader Functions { get; }

    /// <summary>Whether everything so far could be read.</summary>
    public bool IsReadable { get; private set; } = true;

    public List<Complaint> Complaints { get; } = [];

    /// <summary>Every method and property whose source is part of the kernel, in the order of their first use.</summary>
    public List<ISymbol> Sources { get; } = [];

    /// <summary>The C# text of the kernel and of what it calls.</summary>
    public string Text => string.Join("\n\n", Sources
        .Select(member => member.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<MemberDeclarationSyntax>())
        .OfType<MemberDeclarationSyntax>().Select(MethodText.Of));

    /// <summary>Whether OpenCL C has every function of the target's own that the kernel calls.</summary>
    public bool InOpenCl { get; private set; } = true;

    /// <summary>Whether CUDA C has every function of the target's own that the kernel calls.</summary>
    public bool InCuda { get; private set; } = true;

    /// <summary>The lowest compute capability that has every function of CUDA's own that the kernel calls.</summary>
    public int CudaCapability { get; private set; }

    /// <summary>Whether every device has every function of the target's own that the kernel calls.</summary>
    public bool RunsEverywhere => InOpenCl && InCuda && CudaCapability == 0;

    /// <summary>Whether there is no form for float64.</summary>
    public bool IsFloat32Only { get; set; }

    public EquatableArray<MathFunction> MathCalls =>
        new(_mathCalls.OrderBy(function => $"{function.Type.Keyword} {function.Name}", System.StringComparer.Ordinal));

    /// <summary>The structs that are made of values for their fields.</summary>
    public EquatableArray<string> Constructed => new(_constructed.OrderBy(name => name, System.StringComparer.Ordinal));

    public Construction Construct(StructType type, IEnumerable<Expression> values)
    {
        _constructed.Add(type.Name);
        return new(type, new(values));
    }

    public MathCall Math(string name, Primitive type, IEnumerable<Expression> arguments)
    {
        _mathCalls.Add(new(name, type));
        return new(name, type, new(arguments));
    }

    /// <summary>A call of a function that the targets supply themselves.</summary>
    public Expression TargetFunction(
        ISymbol member, TargetTexts texts, IEnumerable<Expression> arguments, SyntaxNode call)
    {
        if (texts.Objection is { } objection)
            return Complain(call, Diagnostics.CudaCapability, member.Name, texts.CudaCapability.ToString(), objection);
        if (texts.IsFloat32Only && !IsFloat32Only) return Complain(call, Diagnostics.Float32Alone, call.ToString());
        InOpenCl &= texts.OpenCl is not null;
        InCuda &= texts.Cuda is not null;
        CudaCapability = System.Math.Max(CudaCapability, texts.CudaCapability);
        EquatableArray<Expression> all = new(arguments);
        string csharp = $"{member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{member.Name}";
        if (member is IMethodSymbol) csharp += $"({string.Join(", ", all.Select((_, i) => $"{{{i}}}"))})";
        return new TargetCall(texts.OpenCl, texts.Cuda, csharp, all);
    }

    /// <summary>What a node of any file of the project does.</summary>
    public IOperation? OperationOf(SyntaxNode syntax) => Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);

    /// <summary>Complains, and gives what stands for the expression that could not be read.</summary>
    public Expression Complain(SyntaxNode syntax, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        Complaints.Add(Complaint.At(syntax.GetLocation(), descriptor, arguments));
        return Invalid();
    }

    /// <summary>What stands for an expression that the C# compiler complains about.</summary>
    public Expression Invalid()
    {
        IsReadable = false;
        return Unreadable.Expression;
    }
}

/// <summary>What stands for an expression that was complained about; no kernel that holds one is emitted.</summary>
internal sealed record Unreadable : Expression
{
    public static readonly Unreadable Expression = new();
}
