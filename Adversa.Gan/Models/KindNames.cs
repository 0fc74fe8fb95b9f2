using System.Text.Json;

namespace Adversa.Gan.Models;

/// <summary>The members of an enumeration as files and messages call them: <c>standard-deviation</c>.</summary>
internal static class KindNames
{
    /// <summary>The name of a member.</summary>
    public static string Of<TKind>(TKind kind) where TKind : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The member of this name; null where there is none.</summary>
    public static TKind? Parse<TKind>(string name) where TKind : struct, Enum
    {
        foreach (TKind kind in Enum.GetValues<TKind>())
        {
            if (Of(kind) == name) return kind;
        }

        return null;
    }
}
