namespace Adversa.Gan.Losses;

/// <summary>What can be set about a loss. A target that is null is the loss's own.</summary>
public sealed record LossOptions
{
    /// <summary>The discriminator's target on real samples: 0.9 for one-sided label smoothing.</summary>
    public double? RealTarget { get; init; }

    /// <summary>The discriminator's target on generated samples: 0.1 beside a real target of 0.9 smooths both sides.</summary>
    public double? FakeTarget { get; init; }

    /// <summary>The generator's target, c of the least-squares loss.</summary>
    public double? GeneratorTarget { get; init; }

    /// <summary>How often the discriminator is told the wrong label: in [0, 0.5).</summary>
    public double FlipProbability { get; init; }
}
