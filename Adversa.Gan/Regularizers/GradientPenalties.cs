using Adversa.Tensors;

namespace Adversa.Gan.Regularizers;

/// <summary>The gradient penalties by name.</summary>
public static class GradientPenalties
{
    private static readonly Dictionary<string, Func<RandomGenerator, double, int, GradientPenalty>> Rows = new()
    {
        ["wgan-gp"] = (random, weight, every) => new WganGradientPenalty(random, weight, every),
        ["r1"] = (_, weight, every) => new R1Penalty(weight, every),
        ["dragan"] = (random, weight, every) => new DraganPenalty(random, weight, every),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Rows.Keys;

    /// <summary>A penalty by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="random">For those that draw numbers.</param>
    /// <param name="weight">λ, or γ of R1; the papers take 10 in all three.</param>
    /// <param name="every">See <see cref="GradientPenalty.Every"/>.</param>
    /// <exception cref="ArgumentException">
    /// There is no such penalty, the weight is not above 0, or the interval not at least 1.
    /// </exception>
    public static GradientPenalty Create(string name, RandomGenerator random, double weight = 10, int every = 1) =>
        Rows.TryGetValue(name, out Func<RandomGenerator, double, int, GradientPenalty>? create)
            ? create(random, weight, every)
            : throw new ArgumentException($"penalty: found '{name}', expected one of {string.Join(", ", Names)}.");
}
