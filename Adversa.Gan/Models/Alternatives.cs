namespace Adversa.Gan.Models;

/// <summary>What else there is, for messages: <c>16, 28 or 32</c>.</summary>
internal static class Alternatives
{
    /// <summary>Things by their texts.</summary>
    public static string Of<T>(IEnumerable<T> values)
    {
        string[] texts = [.. values.Select(value => $"{value}")];
        return texts.Length == 1 ? texts[0] : $"{string.Join(", ", texts[..^1])} or {texts[^1]}";
    }
}
