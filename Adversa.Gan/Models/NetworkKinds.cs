namespace Adversa.Gan.Models;

/// <summary>How a discriminator's layers are normalized.</summary>
public enum NormalizationKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Batch normalization; couples the samples of a batch, so that no gradient penalty goes with it.</summary>
    Batch,

    /// <summary>Layer normalization of each sample over channels, rows and columns.</summary>
    Layer,

    /// <summary>Instance normalization of each sample and channel.</summary>
    Instance,

    /// <summary>Spectral normalization of every weight.</summary>
    Spectral,
}

/// <summary>How the networks know the class that a sample shall have.</summary>
public enum Conditioning
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>
    /// cGAN: the class as one-hot vector behind the noise, and as one-hot planes behind the image's channels (Mirza and Osindero,
    /// Conditional generative adversarial nets, 2014).
    /// </summary>
    Concatenation,

    /// <summary>
    /// ACGAN: G as for concatenation, D guesses the class (Odena et al., Conditional image synthesis with auxiliary classifier
    /// GANs, 2017).
    /// </summary>
    Auxiliary,

    /// <summary>
    /// Conditional batch normalization in G, the inner product of features and an embedding of the class in D (Miyato and Koyama,
    /// cGANs with projection discriminator, 2018).
    /// </summary>
    Projection,
}

/// <summary>A layer of the discriminator that compares the samples of a batch, against mode collapse.</summary>
public enum MinibatchLayer
{
    /// <summary>None.</summary>
    None,

    /// <summary><see cref="Layers.MinibatchDiscrimination"/>.</summary>
    Discrimination,

    /// <summary><see cref="Layers.MinibatchStandardDeviation"/>.</summary>
    StandardDeviation,
}
