using System.Numerics;
using Adversa.Gan.Data;

namespace Adversa.Gan.Metrics;

/// <summary>
/// How much of a mixture of Gaussians a generator makes, and how well. A point belongs to the mode whose mean is nearest, and is
/// of high quality if it lies within 3σ of that mean (Srivastava et al., VEEGAN, 2017; Lin et al., PacGAN, 2018). A true sample
/// does so with probability 1 − exp(−9/2) = 0.989.
/// <para>
/// Those papers take a mode as covered by its first point of high quality. Here it needs 20, so that a few strays do not count;
/// the number is fixed and meant for 10,000 points, of which a mode of 25 gets some 400.
/// </para>
/// </summary>
/// <param name="Samples">How many points were judged, at least 1.</param>
/// <param name="Counts">How many points of high quality each mode has.</param>
public sealed record ModeCoverage(int Samples, IReadOnlyList<int> Counts)
{
    /// <summary>How many points are judged by convention.</summary>
    public const int SampleCount = 10_000;

    /// <summary>The points of high quality from which on a mode is covered.</summary>
    public const int CoveredFrom = 20;

    /// <summary>The distance from the mean, in σ, up to which a point is of high quality.</summary>
    private const double Radius = 3;

    /// <summary>How many modes the mixture has.</summary>
    public int Modes => Counts.Count;

    /// <summary>How many modes have at least <see cref="CoveredFrom"/> points of high quality.</summary>
    public int ModesCovered => Counts.Count(count => count >= CoveredFrom);

    /// <summary>The share of all points that are of high quality, in [0, 1].</summary>
    public double HighQualityShare => (double)Counts.Sum() / Samples;

    /// <summary>
    /// KL(q‖p) = Σₖ qₖ ln(qₖ·K), where qₖ is mode k's share of the points of high quality and p = 1/K: 0 for equal shares, ln K
    /// for a single mode; null if no point is of high quality.
    /// </summary>
    public double? ReverseKullbackLeibler
    {
        get
        {
            double total = Counts.Sum();
            return total == 0 ? null : Counts.Where(count => count > 0).Sum(n => n / total * Math.Log(n / total * Modes));
        }
    }

    /// <summary>Judges generated points. Points that are not finite belong to no mode but count as samples.</summary>
    /// <param name="points">[N, 2], x and y of each point; 10,000 by convention.</param>
    /// <param name="mixture">What the points should be like.</param>
    /// <exception cref="ArgumentException">No points, or half a point.</exception>
    public static ModeCoverage Of(ReadOnlySpan<float> points, GaussianMixture mixture)
    {
        if (points.IsEmpty || points.Length % 2 != 0)
        {
            throw new ArgumentException(
                $"ModeCoverage: found {points.Length} numbers, expected two for each of at least one point");
        }

        double limit = Radius * mixture.StandardDeviation;
        var counts = new int[mixture.Means.Count];
        for (int i = 0; i < points.Length; i += 2)
        {
            (int mode, double squaredDistance) = Nearest(points[i], points[i + 1], mixture.Means);
            if (squaredDistance <= limit * limit) counts[mode]++;
        }

        return new ModeCoverage(points.Length / 2, counts);
    }

    /// <summary>The first of the nearest means; an infinite distance from a point that is not finite.</summary>
    private static (int Mode, double SquaredDistance) Nearest(double x, double y, IReadOnlyList<Vector2> means)
    {
        (int Mode, double SquaredDistance) nearest = (0, double.PositiveInfinity);
        for (int mode = 0; mode < means.Count; mode++)
        {
            double dx = x - means[mode].X;
            double dy = y - means[mode].Y;
            double squaredDistance = dx * dx + dy * dy;
            if (squaredDistance < nearest.SquaredDistance) nearest = (mode, squaredDistance);
        }

        return nearest;
    }
}
