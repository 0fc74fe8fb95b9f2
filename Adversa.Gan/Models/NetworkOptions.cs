namespace Adversa.Gan.Models;

/// <summary>What it takes to build a generator and a discriminator. Every checkpoint carries it.</summary>
/// <param name="Model">The family, one of <see cref="Networks.Names"/>.</param>
/// <param name="Size">Pixels along each side of an image; 1 for points.</param>
/// <param name="Channels">1 for grey, 3 for RGB; any count works. The coordinates of points.</param>
/// <param name="Features">
/// Channels of the layers next to the image, of which deeper layers have multiples; the width of fully connected layers.
/// </param>
/// <param name="Latent">Length of the noise vector z.</param>
public sealed partial record NetworkOptions(string Model, int Size, int Channels, int Features, int Latent)
{
    private const int MaxSize = 4096, MaxChannels = 256, MaxFeatures = 4096, MaxLatent = 1 << 16;
    private const int MaxPowerIterations = 1 << 16, MinClasses = 2, MaxClasses = 1 << 16;

    /// <summary>How the discriminator's layers are normalized.</summary>
    public NormalizationKind Normalization { get; init; } = NormalizationKind.Batch;

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

    /// <summary>Throws unless every number lies in a range that a network can be made for.</summary>
    /// <exception cref="ArgumentException">Names the number, what was found and what was expected.</exception>
    public void Validate()
    {
        Within("size", Size, 1, MaxSize);
        Within("channels", Channels, 1, MaxChannels);
        Within("features", Features, 1, MaxFeatures);
        Within("latent", Latent, 1, MaxLatent);
        Within("power-iterations", PowerIterations, 1, MaxPowerIterations);
        if (Conditioning != Conditioning.None) Within("classes", Classes, MinClasses, MaxClasses);
        else if (Classes != 0) throw new ArgumentException($"classes: found {Classes}, expected 0 without conditioning.");
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"dropout: found {Dropout}, expected a number in [0, 1)."));

        static void Within(string name, int found, int least, int most)
        {
            if (found < least || found > most)
                throw new ArgumentException($"{name}: found {found}, expected {least} to {most}.");
        }
    }
}
