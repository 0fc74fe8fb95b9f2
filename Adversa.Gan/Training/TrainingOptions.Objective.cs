using Adversa.Gan.Losses;
using Adversa.Gan.Regularizers;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

public sealed partial record TrainingOptions
{
    /// <summary>The loss that the settings describe.</summary>
    /// <param name="random">Draws the flips of label noise.</param>
    internal GanLoss CreateLoss(RandomGenerator random)
    {
        var targets = new LossOptions
        {
            RealTarget = RealTarget,
            FakeTarget = FakeTarget,
            GeneratorTarget = GeneratorTarget,
            FlipProbability = LabelNoise,
        };
        return GanLosses.Create(Loss, targets, random);
    }

    /// <summary>The gradient penalty that the settings describe; null for none.</summary>
    /// <param name="random">For those that draw numbers.</param>
    internal GradientPenalty? CreatePenalty(RandomGenerator random) =>
        Penalty == NoPenalty ? null : GradientPenalties.Create(Penalty, random, PenaltyWeight, PenaltyEvery);
}
