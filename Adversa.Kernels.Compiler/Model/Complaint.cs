using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Adversa.Kernels.Compiler.Model;

/// <summary>A diagnostic that can be compared and kept without keeping a compilation alive.</summary>
internal sealed record Complaint(
    DiagnosticDescriptor Descriptor, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static Complaint At(Location location, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new(descriptor, lines.Path, location.SourceSpan, lines.Span, new(arguments));
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.Create(Path, Span, Lines), [.. Arguments]);
}
