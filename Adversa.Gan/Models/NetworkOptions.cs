using System.Globalization;

namespace Adversa.Gan.Models;

/// <summary>What it takes to build a generator and a discriminator. Every checkpoint carries it.</summary>
/// <param name="Model">The family: <c>dcgan</c>.</param>
/// <param name="Size">Pixels along each side of an image.</param>
/// <param name="Channels">1 for grey, 3 for RGB; any count works.</param>
/// <param name="Features">Channels of the layers next to the image; deeper layers have multiples of it.</param>
/// <param name="Latent">Length of the noise vector z.</param>
public sealed record NetworkOptions(string Model, int Size, int Channels, int Features, int Latent)
{
    /// <summary>How the discriminator's layers are normalized.</summary>
    public Normalization Normalization { get; init; } = Normalization.Batch;

    /// <summary>Power iterations per forward pass of spectral normalization.</summary>
    public int PowerIterations { get; init; } = 1;

    /// <summary>How the networks know the class of a sample.</summary>
    public Conditioning Conditioning { get; init; }

    /// <summary>How many classes there are; 0 for networks that are not conditional.</summary>
    public int Classes { get; init; }

    /// <summary>Whether both networks have a layer of self-attention.</summary>
    public bool Attention { get; init; }

    /// <summary>What compares the samples of a batch in the discriminator.</summary>
    public MinibatchLayer MinibatchLayer { get; init; }

    /// <summary>The probability with which the discriminator drops an activation.</summary>
    public double Dropout { get; init; }

    private const int MaxSize = 4096, MaxChannels = 256, MaxFeatures = 4096, MaxLatent = 1 << 16;

    /// <summary>Throws unless every number lies in a range that a network can be made for.</summary>
    /// <exception cref="ArgumentException">Names the number, what was found and what was expected.</exception>
    public void Validate()
    {
        Within("size", Size, MaxSize);
        Within("channels", Channels, MaxChannels);
        Within("features", Features, MaxFeatures);
        Within("latent", Latent, MaxLatent);

        static void Within(string name, int found, int most)
        {
            if (found < 1 || found > most) throw new ArgumentException($"{name}: found {found}, expected 1 to {most}.");
        }
    }

    /// <summary>As text entries for a checkpoint's metadata.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => new Dictionary<string, string>
    {
        ["model"] = Model,
        ["size"] = Text(Size),
        ["channels"] = Text(Channels),
        ["features"] = Text(Features),
        ["latent"] = Text(Latent),
    };

    /// <summary>From a checkpoint's metadata.</summary>
    /// <param name="metadata">The text entries.</param>
    /// <param name="path">The checkpoint's path, for messages.</param>
    /// <exception cref="InvalidDataException">An entry is missing or no number.</exception>
    public static NetworkOptions FromMetadata(IReadOnlyDictionary<string, string> metadata, string path)
    {
        return new NetworkOptions(Entry("model"), Number("size"), Number("channels"), Number("features"), Number("latent"));

        string Entry(string name) => metadata.TryGetValue(name, out string? text)
            ? text
            : throw new InvalidDataException(
                $"{path}: found no metadata entry '{name}', expected a checkpoint written by adversa train.");

        int Number(string name) => int.TryParse(Entry(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new InvalidDataException($"{path}: found '{Entry(name)}' as metadata entry '{name}', expected a number.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
