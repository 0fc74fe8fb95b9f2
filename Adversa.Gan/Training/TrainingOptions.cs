using Adversa.Gan.Data;
using Adversa.Gan.Models;

namespace Adversa.Gan.Training;

/// <summary>
/// All settings of a training run, as its <c>config.json</c> and the recipes hold them. Every property is one key there, one
/// option of the command line, and stands here alone: its name, type, first value, range and description.
/// </summary>
public sealed partial record TrainingOptions
{
    /// <summary>What the settings are for; a recipe's line in the list of recipes.</summary>
    [Setting("what the settings are for", InFilesOnly = true)]
    public string? Description { get; init; }

    /// <summary>The recipe that the settings began with; null for none.</summary>
    [Setting("the recipe that the settings began with", InFilesOnly = true)]
    public string? Recipe { get; init; }

    /// <summary>
    /// The name of a built-in set, or the path of an IDX folder or file, or of a folder of images; see <see cref="DataSets"/>.
    /// </summary>
    [Setting("shapes, gaussians-8 or gaussians-25 (built in), an IDX file or folder (MNIST), or a folder of PNG or JPEG images",
        Heading = "The data", MayChange = true)]
    public string Data { get; init; } = "shapes";

    /// <summary>Pixels along each side: what the network family can make. 1 for points.</summary>
    [Setting("pixels along each side: 16, 28, 32, 64 or 128 for dcgan, 32, 48 or 64 for resnet")]
    public int Size { get; init; } = 32;

    /// <summary>1 for grey, 3 for RGB, 0 for what the data is.</summary>
    [Setting("1 for grey, 3 for colour, 0 for what the data is")]
    public int Channels { get; init; }

    /// <summary>The network family: one of <see cref="Networks.Names"/>.</summary>
    [Setting("the network family: dcgan, resnet, or mlp (fully connected)", Heading = "The networks")]
    public string Model { get; init; } = "dcgan";

    /// <summary>Channels of the layers next to the image; the width of fully connected layers.</summary>
    [Setting("channels of the layers next to the image, or the width of mlp's layers; more is better and slower")]
    public int Features { get; init; } = 32;

    /// <summary>Length of the noise vector.</summary>
    [Setting("length of the noise vector")]
    public int Latent { get; init; } = 100;

    /// <summary>How the discriminator's layers are normalized.</summary>
    [Setting("of the discriminator")]
    public NormalizationKind Normalization { get; init; } = NormalizationKind.Batch;

    /// <summary>Power iterations per forward pass of spectral normalization.</summary>
    [Setting("per forward pass of spectral normalization; 1024 keep every layer within 1 %", Range = "[1, 65536]")]
    public int PowerIterations { get; init; } = 1;

    /// <summary>How the networks know the class of a sample.</summary>
    [Setting("how the networks know the class of a sample; needs labelled data")]
    public Conditioning Conditioning { get; init; }

    /// <summary>How many classes conditional networks know; 0 for as many as the data has.</summary>
    [Setting("how many classes conditional networks know, 0 for as many as the data has", Range = "[0, )")]
    public int Classes { get; init; }

    /// <summary>Whether both networks have a layer of self-attention; of the ResNet family.</summary>
    [Setting("a layer of self-attention in both networks (resnet)")]
    public bool Attention { get; init; }

    /// <summary>What compares the samples of a batch in the discriminator.</summary>
    [Setting("lets the discriminator compare the samples of a batch, against mode collapse")]
    public MinibatchLayer MinibatchLayer { get; init; }

    /// <summary>The probability with which the discriminator drops an activation.</summary>
    [Setting("how often the discriminator drops an activation", Range = "[0, 1)")]
    public double Dropout { get; init; }

    /// <summary>One of <see cref="Losses.GanLosses.Names"/>.</summary>
    [Setting("minimax, non-saturating, wasserstein, least-squares or hinge", Heading = "What they minimise")]
    public string Loss { get; init; } = "non-saturating";

    /// <summary>D's target on real samples; null for the loss's own.</summary>
    [Setting("D's target on real samples; 0.9 is one-sided label smoothing")]
    public double? RealTarget { get; init; }

    /// <summary>D's target on generated samples; null for the loss's own.</summary>
    [Setting("D's target on generated samples")]
    public double? FakeTarget { get; init; }

    /// <summary>G's target in the least-squares loss; null for the loss's own.</summary>
    [Setting("G's target, for the least-squares loss")]
    public double? GeneratorTarget { get; init; }

    /// <summary>How often D is told the wrong label.</summary>
    [Setting("how often D is told the wrong one of real and fake", Range = "[0, 0.5)")]
    public double LabelNoise { get; init; }

    /// <summary>Standard deviation of the noise on everything that D sees, at the first step.</summary>
    [Setting("deviation of noise on all that D sees, at the first step", Range = "[0, )")]
    public double InstanceNoise { get; init; }

    /// <summary>The step at which the instance noise has faded to 0, along a line; 0 for the last step.</summary>
    [Setting("the step at which that noise has faded away; 0 for the last", Range = "[0, )")]
    public int InstanceNoiseSteps { get; init; }

    /// <summary>The weight of the auxiliary classifier's cross-entropy in both losses.</summary>
    [Setting("weight of the class's cross-entropy (auxiliary conditioning)", Range = "(0, )")]
    public double AuxiliaryWeight { get; init; } = 1;

    /// <summary>The weight of feature matching in G's loss; 0 for none.</summary>
    [Setting("weight of feature matching in G's loss, 0 for none", Range = "[0, )")]
    public double FeatureMatching { get; init; }

    /// <summary>λ of the sum of all weights' absolute values, in both losses; 0 for none.</summary>
    [Setting("weight of the sum of |w| in both losses, 0 for none", Range = "[0, )")]
    public double L1 { get; init; }

    /// <summary>λ of half the sum of all weights' squares, in both losses; 0 for none.</summary>
    [Setting("weight of half the sum of w² in both losses, 0 for none", Range = "[0, )")]
    public double L2 { get; init; }

    /// <summary><c>none</c>, or one of <see cref="Regularizers.GradientPenalties.Names"/>.</summary>
    [Setting("the gradient penalty: none, wgan-gp, r1 or dragan", Heading = "What keeps D smooth")]
    public string Penalty { get; init; } = NoPenalty;

    /// <summary>λ of the gradient penalty, or γ of R1.</summary>
    [Setting("λ of the gradient penalty, γ of r1", Range = "(0, )")]
    public double PenaltyWeight { get; init; } = 10;

    /// <summary>The gradient penalty comes with every so-manieth D step; above 1 in a step of its own.</summary>
    [Setting("the penalty comes every so many D steps, in a step of its own if not 1", Range = "[1, )")]
    public int PenaltyEvery { get; init; } = 1;

    /// <summary>D's weights are limited to ±this after each of its steps; 0 for no limit.</summary>
    [Setting("limit of D's weights, for the wgan of 2017; 0 for none", Range = "[0, )")]
    public double WeightClip { get; init; }

    /// <summary>Both networks' gradients are scaled down to this norm; 0 for no limit.</summary>
    [Setting("limit of each network's gradient norm, 0 for none", Range = "[0, )")]
    public double ClipGradientNorm { get; init; }

    /// <summary>Every element of both networks' gradients is limited to ±this; 0 for no limit.</summary>
    [Setting("limit of each gradient element, 0 for none", Range = "[0, )")]
    public double ClipGradientValue { get; init; }

    /// <summary>Samples per D step, and per G step.</summary>
    [Setting("samples per step of D or G", Range = "[2, )", Heading = "The alternation of D and G")]
    public int Batch { get; init; } = 64;

    /// <summary>A D step, and a G step, takes the mean gradient of so many batches.</summary>
    [Setting("batches whose gradients are averaged for one step", Range = "[1, )")]
    public int Accumulate { get; init; } = 1;

    /// <summary>The total of generator steps, also when a run is resumed.</summary>
    [Setting("total of generator steps, also when resuming; schedules fall over all of them", Range = "[1, )", MayChange = true)]
    public int Steps { get; init; } = 2000;

    /// <summary>n_critic: D's steps in one phase.</summary>
    [Setting("D steps before each phase of G (n_critic)", Range = "[1, )")]
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>G's steps in one phase.</summary>
    [Setting("G steps in each of its phases", Range = "[1, )")]
    public int GeneratorSteps { get; init; } = 1;

    /// <summary>D's steps before everything else.</summary>
    [Setting("D steps before everything else", Range = "[0, )")]
    public int DiscriminatorFirst { get; init; }

    /// <summary>The update rule of both networks.</summary>
    [Setting("of both networks", Heading = "The optimizers")]
    public OptimizerKind Optimizer { get; init; }

    /// <summary>G's learning rate, and D's where it has none of its own.</summary>
    [Setting("of G, and of D where it has none of its own", Range = "(0, 1]")]
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>D's learning rate (TTUR); null for G's.</summary>
    [Setting("D's learning rate, if it is another", Range = "(0, 1]")]
    public double? DiscriminatorLearningRate { get; init; }

    /// <summary>Adam's decay of the gradient's mean; SGD's momentum.</summary>
    [Setting("Adam's decay of the gradient's mean, SGD's momentum", Range = "[0, 1)")]
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's and RMSProp's decay of the gradient's square.</summary>
    [Setting("Adam's and RMSProp's decay of the gradient's square", Range = "[0, 1)")]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>How the learning rates go.</summary>
    [Setting("how the learning rates go")]
    public ScheduleKind Schedule { get; init; }

    /// <summary>The learning rates rise along a line over so many steps.</summary>
    [Setting("steps over which the learning rates rise from 0", Range = "[0, )")]
    public int WarmUp { get; init; }

    /// <summary>The step at which linear and cosine schedules begin to fall.</summary>
    [Setting("the step at which a linear or cosine schedule begins to fall", Range = "[0, )")]
    public int DecayFrom { get; init; }

    /// <summary>The step schedule's interval.</summary>
    [Setting("interval of the step schedule", Range = "[1, )")]
    public int DecayEvery { get; init; } = 1000;

    /// <summary>The step schedule's factor.</summary>
    [Setting("factor of the step schedule", Range = "(0, 1]")]
    public double DecayFactor { get; init; } = 0.5;

    /// <summary>Decay of the moving average of G that samples are drawn from; 0 for none.</summary>
    [Setting("decay of the moving average of G to sample from, 0 for none", Range = "[0, 1)")]
    public double Average { get; init; }

    /// <summary>Up to this step the average is a copy of G.</summary>
    [Setting("up to this step the average is a copy", Range = "[0, )")]
    public int AverageFrom { get; init; }

    /// <summary>The run ends early when the mean losses of so many steps stay as they were; 0 for never.</summary>
    [Setting("end early once the mean losses of so many steps stay as they were; 0 for never", Range = "[0, )",
        MayChange = true, Heading = "The run")]
    public int ConvergenceWindow { get; init; }

    /// <summary>
    /// How much a mean loss may change from window to window, as a share of itself; of 1 where it is smaller.
    /// </summary>
    [Setting("how much they may change, as a share", Range = "(0, )", MayChange = true)]
    public double ConvergenceTolerance { get; init; } = 0.01;

    /// <summary>Steps between checkpoints.</summary>
    [Setting("steps between checkpoints", Range = "[1, )", MayChange = true)]
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>Steps between pictures of samples.</summary>
    [Setting("steps between pictures of samples", Range = "[1, )", MayChange = true)]
    public int SampleEvery { get; init; } = 250;

    /// <summary>What all random numbers of the run follow from.</summary>
    [Setting("what all random numbers follow from")]
    public ulong Seed { get; init; } = 1;

    /// <summary>The device's name.</summary>
    [Setting("where to compute; see adversa devices", MayChange = true)]
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of the CPU device; 0 for one per core. The results do not depend on it.</summary>
    [Setting("CPU threads, 0 for one per core; results do not depend on it", Range = "[0, )", MayChange = true)]
    public int Threads { get; init; }
}
