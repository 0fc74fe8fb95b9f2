using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models;

/// <summary>The network families by name.</summary>
public static class Networks
{
    private static readonly Dictionary<string, Family> Families = new()
    {
        ["dcgan"] = new Family(Dcgan.Sizes, Dcgan.Generator, Dcgan.Discriminator),
    };

    /// <summary>The families.</summary>
    public static IReadOnlyCollection<string> Names => Families.Keys;

    /// <summary>A generator with fresh weights: z [N, latent, 1, 1] to images [N, C, size, size] in (−1, 1).</summary>
    /// <exception cref="ArgumentException">See <see cref="Require"/>.</exception>
    public static Generator Generator(NetworkOptions options, ModuleOptions module) => Find(options).Generator(options, module);

    /// <summary>A discriminator with fresh weights: images [N, C, size, size] to logits [N].</summary>
    /// <exception cref="ArgumentException">See <see cref="Require"/>.</exception>
    public static Discriminator Discriminator(NetworkOptions options, ModuleOptions module) =>
        Find(options).Discriminator(options, module);

    /// <summary>Throws unless such networks can be made. Costs nothing, so that it can be asked before data is read.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such family, it cannot make images of this size, or a number is out of range; the message says what is
    /// possible.
    /// </exception>
    public static void Require(NetworkOptions options) => Find(options);

    private static Family Find(NetworkOptions options)
    {
        options.Validate();
        if (!Families.TryGetValue(options.Model, out Family? family))
            throw new ArgumentException($"model: found '{options.Model}', expected {Alternatives(Families.Keys)}.");
        return family.Sizes.Contains(options.Size)
            ? family
            : throw new ArgumentException(
                $"size: found {options.Size}, expected {Alternatives(family.Sizes)} for {options.Model}.");
    }

    private static string Alternatives<T>(IEnumerable<T> values)
    {
        string[] texts = [.. values.Select(value => $"{value}")];
        return texts.Length == 1 ? texts[0] : $"{string.Join(", ", texts[..^1])} or {texts[^1]}";
    }

    private sealed record Family(
        IReadOnlyList<int> Sizes,
        Func<NetworkOptions, ModuleOptions, Generator> Generator,
        Func<NetworkOptions, ModuleOptions, Discriminator> Discriminator);
}
