using Adversa.Autograd.Modules;
using Adversa.Gan.Models.Layers;

namespace Adversa.Gan.Models;

/// <summary>
/// The network families by name: <c>dcgan</c>, <see cref="Dcgan"/>; <c>resnet</c>, <see cref="ResNet"/>; <c>mlp</c>,
/// <see cref="Mlp"/>.
/// </summary>
public static class Networks
{
    private static readonly Dictionary<string, NetworkFamily> Families = new()
    {
        ["dcgan"] = Dcgan.Family,
        ["resnet"] = ResNet.Family,
        ["mlp"] = Mlp.Family,
    };

    /// <summary>The families.</summary>
    public static IReadOnlyCollection<string> Names => Families.Keys;

    /// <summary>
    /// A generator with fresh weights: z [N, latent, 1, 1] to images [N, C, size, size] in (−1, 1), or to points [N, C, 1, 1].
    /// </summary>
    /// <exception cref="ArgumentException">See <see cref="Require"/>.</exception>
    public static Generator Generator(NetworkOptions options, ModuleOptions module) => Find(options).Generator(options, module);

    /// <summary>A discriminator with fresh weights: samples [N, C, size, size] to logits [N].</summary>
    /// <exception cref="ArgumentException">See <see cref="Require"/>.</exception>
    public static Discriminator Discriminator(NetworkOptions options, ModuleOptions module)
    {
        Discriminator discriminator = Find(options).Discriminator(options, module);
        if (options.Normalization == NormalizationKind.Spectral) discriminator.NormalizeSpectrally(options, module);
        return discriminator;
    }

    /// <summary>Throws unless such networks can be made. Costs nothing, so that it can be asked before data is read.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such family, it does not have what the options ask for, or a number is out of range; the message says what is
    /// possible.
    /// </exception>
    public static void Require(NetworkOptions options) => Find(options);

    private static NetworkFamily Find(NetworkOptions options)
    {
        options.Validate();
        if (!Families.TryGetValue(options.Model, out NetworkFamily? family))
            throw new ArgumentException($"model: found '{options.Model}', expected {Alternatives.Of(Families.Keys)}.");
        family.Require(options);
        return family;
    }
}
