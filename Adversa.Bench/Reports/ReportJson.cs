using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adversa.Bench.Reports;

/// <summary>
/// How reports are written for programs: names in snake_case, characters as themselves, fractions with five significant digits.
/// </summary>
internal static class ReportJson
{
    /// <summary>What every report is serialized with.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new SignificantDigits() },
    };
}
