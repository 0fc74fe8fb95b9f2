using System.Globalization;
using System.Text.Json.Nodes;
using Adversa.Gan.Metrics;

namespace Adversa.Cli.Display;

/// <summary>How a person and a program are told of modes covered.</summary>
internal static class ModeReport
{
    /// <summary>One line.</summary>
    public static string ToText(ModeCoverage coverage) => string.Create(CultureInfo.InvariantCulture,
        $"{coverage.ModesCovered} of {coverage.Modes} modes covered, " +
        $"{coverage.HighQualityShare:0.0%} of samples of high quality");

    /// <summary>One JSON object.</summary>
    public static string ToJson(ModeCoverage coverage) => new JsonObject
    {
        ["samples"] = coverage.Samples,
        ["modes"] = coverage.Modes,
        ["modes_covered"] = coverage.ModesCovered,
        ["high_quality_share"] = coverage.HighQualityShare,
        ["reverse_kl"] = coverage.ReverseKullbackLeibler,
        ["counts"] = new JsonArray([.. coverage.Counts.Select(count => JsonValue.Create(count))]),
    }.ToJsonString();
}
