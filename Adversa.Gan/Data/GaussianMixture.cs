using System.Numerics;

namespace Adversa.Gan.Data;

/// <summary>
/// Points from a mixture of equally likely, round Gaussians, p(x) = 1/K Σₖ N(x; μₖ, σ²I): the toy on which mode collapse can be
/// counted. The label is the mode k. Point i is a function of (seed, i) alone, drawn when it is read, so a set of any count costs
/// no memory.
/// </summary>
public sealed class GaussianMixture : PointDataSet
{
    /// <summary>How many σ the bounds reach beyond the outermost means; one point in 3000 lies farther from its mean.</summary>
    private const float Reach = 4;

    private readonly ulong _seed;
    private readonly Vector2[] _means;
    private readonly string[] _names;

    /// <summary>A mixture of any modes.</summary>
    /// <param name="name">What messages and reports call it.</param>
    /// <param name="means">μₖ, at least one.</param>
    /// <param name="standardDeviation">σ of each coordinate, the same for all modes, above 0.</param>
    /// <param name="count">How many points there are.</param>
    /// <param name="seed">What all points follow from.</param>
    /// <exception cref="ArgumentException">No means, or a σ or a count that is not positive.</exception>
    public GaussianMixture(
        string name, IReadOnlyList<Vector2> means, float standardDeviation, int count = 100_000, ulong seed = 0) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (means.Count == 0) throw new ArgumentException($"{name}: found no means, expected at least one");
        if (!(standardDeviation > 0))
            throw new ArgumentException(FormattableString.Invariant(
                $"{name}: found standard deviation {standardDeviation}, expected more than 0"));
        Count = count;
        StandardDeviation = standardDeviation;
        _seed = seed;
        _means = [.. means];
        _names = [.. means.Select(mean => FormattableString.Invariant($"({mean.X:0.###}, {mean.Y:0.###})"))];
        float reach = Reach * standardDeviation;
        Bounds = new PlaneBounds(
            _means.Min(mean => mean.X) - reach, _means.Min(mean => mean.Y) - reach,
            _means.Max(mean => mean.X) + reach, _means.Max(mean => mean.Y) + reach);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    /// <remarks>The mode's mean, as "(1.414, 0)".</remarks>
    public override IReadOnlyList<string> ClassNames => _names;

    /// <inheritdoc/>
    public override PlaneBounds Bounds { get; }

    /// <summary>μₖ in the order of the labels.</summary>
    public IReadOnlyList<Vector2> Means => _means;

    /// <summary>σ of each coordinate around the mode's mean.</summary>
    public float StandardDeviation { get; }

    /// <summary>
    /// 8 Gaussians on a circle of radius 2 with σ 0.02, all divided by 1.414 so that a coordinate has variance 1: mode k lies at
    /// k·45°. Radius and σ are those of Metz et al. (Unrolled generative adversarial networks, 2017); the division is that of
    /// the toy sets of Gulrajani et al. (Improved training of Wasserstein GANs, 2017).
    /// </summary>
    public static GaussianMixture Ring(int count = 100_000, ulong seed = 0)
    {
        const float scale = 1.414f;
        const float radius = 2 / scale;
        float diagonal = radius * MathF.Sqrt(0.5f);
        Vector2[] means =
        [
            new(radius, 0), new(diagonal, diagonal), new(0, radius), new(-diagonal, diagonal),
            new(-radius, 0), new(-diagonal, -diagonal), new(0, -radius), new(diagonal, -diagonal),
        ];
        return new GaussianMixture(DataSets.Gaussians8, means, 0.02f / scale, count, seed);
    }

    /// <summary>
    /// 25 Gaussians at {−4, −2, 0, 2, 4}² with σ 0.05, all divided by 2.828 so that a coordinate has variance 1, as in the toy
    /// sets of Gulrajani et al. (2017): mode 5·row + column, rows from the bottom.
    /// </summary>
    public static GaussianMixture Grid(int count = 100_000, ulong seed = 0)
    {
        const float scale = 2.828f;
        IEnumerable<Vector2> means =
            from row in Enumerable.Range(0, 5)
            from column in Enumerable.Range(0, 5)
            select new Vector2(2 * column - 4, 2 * row - 4) / scale;
        return new GaussianMixture(DataSets.Gaussians25, [.. means], 0.05f / scale, count, seed);
    }

    /// <inheritdoc/>
    protected override int LabelOf(int index) => Draw(index).Mode;

    /// <inheritdoc/>
    protected override void ReadSample(int index, Span<float> target) => Draw(index).Point.CopyTo(target);

    private (int Mode, Vector2 Point) Draw(int index)
    {
        var random = new PhiloxSequence(_seed, RandomPurpose.Points, (ulong)index);
        int mode = (int)random.NextBelow((uint)_means.Length);
        (float x, float y) = random.NextNormalPair();
        return (mode, _means[mode] + StandardDeviation * new Vector2(x, y));
    }
}
