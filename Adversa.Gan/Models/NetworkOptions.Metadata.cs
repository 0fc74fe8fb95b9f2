using System.Globalization;

namespace Adversa.Gan.Models;

public sealed partial record NetworkOptions
{
    /// <summary>As text entries for a checkpoint's metadata.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => new Dictionary<string, string>
    {
        ["model"] = Model,
        ["size"] = Text(Size),
        ["channels"] = Text(Channels),
        ["features"] = Text(Features),
        ["latent"] = Text(Latent),
        ["normalization"] = KindNames.Of(Normalization),
        ["power-iterations"] = Text(PowerIterations),
        ["conditioning"] = KindNames.Of(Conditioning),
        ["classes"] = Text(Classes),
        ["attention"] = Attention ? "true" : "false",
        ["minibatch-layer"] = KindNames.Of(MinibatchLayer),
        ["dropout"] = Text(Dropout),
    };

    /// <summary>
    /// From a checkpoint's metadata. Settings that it does not name, being older than they are, have their defaults.
    /// </summary>
    /// <param name="metadata">The text entries.</param>
    /// <param name="path">The checkpoint's path, for messages.</param>
    /// <exception cref="InvalidDataException">An entry is missing, or is not what it should be.</exception>
    public static NetworkOptions FromMetadata(IReadOnlyDictionary<string, string> metadata, string path)
    {
        var first = new NetworkOptions(
            Required("model"), Whole("size"), Whole("channels"), Whole("features"), Whole("latent"));
        return first with
        {
            Normalization = Kind("normalization", first.Normalization),
            PowerIterations = metadata.ContainsKey("power-iterations") ? Whole("power-iterations") : first.PowerIterations,
            Conditioning = Kind("conditioning", first.Conditioning),
            Classes = metadata.ContainsKey("classes") ? Whole("classes") : first.Classes,
            Attention = metadata.ContainsKey("attention") ? Truth("attention") : first.Attention,
            MinibatchLayer = Kind("minibatch-layer", first.MinibatchLayer),
            Dropout = metadata.ContainsKey("dropout") ? Real("dropout") : first.Dropout,
        };

        string Required(string name) => metadata.TryGetValue(name, out string? text)
            ? text
            : throw new InvalidDataException(
                $"{path}: found no metadata entry '{name}', expected a checkpoint written by adversa train.");

        int Whole(string name) =>
            int.TryParse(Required(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw Unexpected(name, "a number");

        double Real(string name) =>
            double.TryParse(Required(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : throw Unexpected(name, "a number");

        bool Truth(string name) => Required(name) switch
        {
            "true" => true,
            "false" => false,
            _ => throw Unexpected(name, "true or false"),
        };

        TKind Kind<TKind>(string name, TKind missing) where TKind : struct, Enum
        {
            if (!metadata.TryGetValue(name, out string? text)) return missing;
            return KindNames.Parse<TKind>(text)
                ?? throw Unexpected(name, Alternatives.Of(Enum.GetValues<TKind>().Select(KindNames.Of)));
        }

        InvalidDataException Unexpected(string name, string expected) =>
            new($"{path}: found '{metadata[name]}' as metadata entry '{name}', expected {expected}.");
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
