using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Adversa.Kernels.Compiler.Frontend;

/// <summary>A method's XML documentation, made fit for the field that stands for it.</summary>
internal static class Documentation
{
    /// <summary>The inner text of the method's summary on one line; a line of its own where there is none.</summary>
    public static string Summary(IMethodSymbol method, CancellationToken cancellation)
    {
        string fallback = $"The kernel <c>{method.Name}</c>.";
        string? xml = method.GetDocumentationCommentXml(cancellationToken: cancellation);
        if (string.IsNullOrWhiteSpace(xml)) return fallback;
        XElement? summary;
        try
        {
            summary = XElement.Parse(xml).Element("summary");
        }
        catch (XmlException)
        {
            return fallback; // The C# compiler warns about malformed documentation itself.
        }

        if (summary is null) return fallback;
        // A field has no parameters that a reference could name.
        foreach (XElement reference in summary.Descendants("paramref").Concat(summary.Descendants("typeparamref")).ToList())
            reference.ReplaceWith(new XElement("c", (string?)reference.Attribute("name")));
        string text = string.Concat(summary.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
        return Regex.Replace(text, @"\s+", " ").Trim();
    }
}
