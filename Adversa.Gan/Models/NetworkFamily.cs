using Adversa.Autograd.Modules;

namespace Adversa.Gan.Models;

/// <summary>How the networks of a family are made, and which of the options they have.</summary>
/// <param name="Sizes">The image sizes, rising.</param>
/// <param name="Generator">Makes a generator from options that <see cref="Require"/> lets pass.</param>
/// <param name="Discriminator">
/// Makes a discriminator from options that <see cref="Require"/> lets pass; spectral normalization comes afterwards.
/// </param>
internal sealed record NetworkFamily(
    IReadOnlyList<int> Sizes,
    Func<NetworkOptions, ModuleOptions, Generator> Generator,
    Func<NetworkOptions, ModuleOptions, Discriminator> Discriminator)
{
    /// <summary>What the discriminator's layers can be normalized by.</summary>
    public IReadOnlyList<NormalizationKind> Normalizations { get; init; } = Enum.GetValues<NormalizationKind>();

    /// <summary>How the networks can be told classes.</summary>
    public IReadOnlyList<Conditioning> Conditionings { get; init; } = Enum.GetValues<Conditioning>();

    /// <summary>Whether there is a place for self-attention.</summary>
    public bool HasAttention { get; init; }

    /// <summary>Throws unless the family has networks for these options.</summary>
    /// <exception cref="ArgumentException">Names the option, what was found and what is possible.</exception>
    public void Require(NetworkOptions options)
    {
        if (!Sizes.Contains(options.Size)) throw Missing("size", $"{options.Size}", SizeText());
        RequireKind("normalization", options.Normalization, Normalizations);
        RequireKind("conditioning", options.Conditioning, Conditionings);
        if (options.Attention && !HasAttention) throw Missing("attention", "true", "false");

        void RequireKind<TKind>(string option, TKind found, IReadOnlyList<TKind> possible) where TKind : struct, Enum
        {
            if (!possible.Contains(found))
                throw Missing(option, KindNames.Of(found), Alternatives.Of(possible.Select(KindNames.Of)));
        }

        ArgumentException Missing(string option, string found, string expected) =>
            new($"{option}: found {found}, expected {expected} for {options.Model}.");
    }

    private string SizeText()
    {
        bool hasAllBetween = Sizes[^1] - Sizes[0] == Sizes.Count - 1;
        return hasAllBetween ? $"{Sizes[0]} to {Sizes[^1]}" : Alternatives.Of(Sizes);
    }
}
