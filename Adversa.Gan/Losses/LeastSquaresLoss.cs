using Adversa.Autograd;

namespace Adversa.Gan.Losses;

/// <summary>
/// The least-squares loss (Mao et al., Least squares generative adversarial networks, 2017, equation 2) with target a on
/// generated and b on real samples: the discriminator minimises ½·E(D(x) − b)² + ½·E(D(G(z)) − a)², the generator
/// ½·E(D(G(z)) − c)². The paper trains with (a, b, c) = (0, 1, 1), or with (−1, 1, 0), for which b − c = 1 and b − a = 2 make it
/// Pearson's χ² divergence. A b of 0.9 is one-sided label smoothing.
/// </summary>
public sealed class LeastSquaresLoss : GanLoss
{
    private readonly double _a, _b, _c;

    /// <summary>The loss with these targets.</summary>
    /// <param name="a">The discriminator's target on generated samples.</param>
    /// <param name="b">The discriminator's target on real samples.</param>
    /// <param name="c">The generator's target.</param>
    /// <exception cref="ArgumentException">One of them is not finite, or a is not below b, or c is not above a.</exception>
    public LeastSquaresLoss(double a = 0, double b = 1, double c = 1)
    {
        if (!(double.IsFinite(a) && double.IsFinite(b) && double.IsFinite(c) && a < b && a < c))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"LeastSquaresLoss: found targets {a} for fake, {b} for real and {c} for the generator, ") +
                "expected the first below the other two.");
        }

        (_a, _b, _c) = (a, b, c);
    }

    /// <inheritdoc/>
    public override Variable RealTerms(Variable logits) => HalfSquare(logits, _b);

    /// <inheritdoc/>
    public override Variable FakeTerms(Variable logits) => HalfSquare(logits, _a);

    /// <inheritdoc/>
    public override Variable GeneratorTerms(Variable logits) => HalfSquare(logits, _c);

    private static Variable HalfSquare(Variable logits, double target) => 0.5 * (logits - target).Square();
}
