using Adversa.Gan.Losses;
using Adversa.Gan.Models;
using Adversa.Gan.Models.Layers;
using Adversa.Gan.Regularizers;

namespace Adversa.Gan.Training;

public sealed partial record TrainingOptions
{
    /// <summary>The <see cref="Penalty"/> that is none.</summary>
    internal const string NoPenalty = "none";

    /// <summary>The part that describes the networks.</summary>
    internal NetworkOptions Network => new(Model, Size, Channels, Features, Latent)
    {
        Normalization = Normalization,
        PowerIterations = PowerIterations,
        Conditioning = Conditioning,
        Classes = Conditioning == Conditioning.None ? 0 : Classes,
        Attention = Attention,
        MinibatchLayer = MinibatchLayer,
        Dropout = Dropout,
    };

    /// <summary>Throws unless every number lies in its range and the settings go together, as far as no data is needed.</summary>
    /// <exception cref="ArgumentException">Names the setting, what was found and what was expected.</exception>
    public void Validate()
    {
        foreach (Setting setting in Settings.All) setting.RequireInRange(this);

        // Channels and classes that the data will decide are not known yet; any count would do here.
        Networks.Require(Network with
        {
            Channels = Channels == 0 ? 1 : Channels,
            Classes = Conditioning == Conditioning.None ? 0 : Classes == 0 ? 2 : Classes,
        });
        GanLosses.Create(
            Loss, new LossOptions { RealTarget = RealTarget, FakeTarget = FakeTarget, GeneratorTarget = GeneratorTarget });
        RequireCompatiblePenalty();
        RequireWholeGroups();
    }

    private void RequireWholeGroups()
    {
        const int Group = MinibatchStandardDeviation.DefaultGroup;
        if (MinibatchLayer != MinibatchLayer.StandardDeviation || Batch <= Group || Batch % Group == 0) return;
        throw new ArgumentException(
            $"batch: found {Batch} with the minibatch layer standard-deviation, expected a multiple of {Group}, its group.");
    }

    private void RequireCompatiblePenalty()
    {
        if (Penalty == NoPenalty)
        {
            if (PenaltyEvery == 1) return;
            throw new ArgumentException(
                $"penalty-every: found {PenaltyEvery} without a penalty; choose one by --penalty, or leave the interval at 1.");
        }

        if (!GradientPenalties.Names.Contains(Penalty))
        {
            throw new ArgumentException(
                $"penalty: found '{Penalty}', expected one of {NoPenalty}, {string.Join(", ", GradientPenalties.Names)}.");
        }

        if (Normalization == NormalizationKind.Batch)
        {
            throw new ArgumentException(
                $"penalty: found '{Penalty}' with batch normalization, which couples the samples whose gradients the penalty " +
                "takes one by one; use --normalization layer, instance, spectral or none.");
        }

        if (WeightClip > 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"weight-clip: found {WeightClip} with the penalty '{Penalty}', expected one of the two; ") +
                "use --weight-clip 0 or --penalty none.");
        }
    }
}
