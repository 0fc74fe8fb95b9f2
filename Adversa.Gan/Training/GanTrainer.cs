using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Losses;
using Adversa.Gan.Models;
using Adversa.Gan.Regularizers;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// A generator and a discriminator, trained in alternation: D on real and on generated batches in separate forward passes, then G
/// through the new D. Its <see cref="State"/> is everything the next step depends on, but for the data.
/// <para>
/// A step is one step of G. A phase of D comes before every phase of G; G's first batch is the last one that D saw, so that
/// plain training makes it once. Generated samples have the classes of the real batch that they are drawn with.
/// </para>
/// </summary>
public sealed partial class GanTrainer : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly DType _type;
    private readonly Device _device;
    private readonly GanLoss _loss;
    private readonly GradientPenalty? _penalty;
    private readonly InstanceNoise _instanceNoise;
    private readonly WeightClipping? _weightClipping;
    private readonly RandomGenerator _noise;
    private readonly LearningRateSchedule _schedule;
    private readonly ConvergenceCheck _convergence;
    private readonly StepJournal _journal;
    private readonly BatchNorm[] _generatorNormalizations;
    private readonly Learner _generatorLearner, _discriminatorLearner;
    private readonly WeightAverage? _average;
    private long _discriminatorSteps;

    /// <summary>Freshly initialised networks.</summary>
    /// <param name="options">The networks, what they minimise, the optimizers and the seed.</param>
    /// <param name="type">Float32 or float64.</param>
    /// <param name="device">Where to train; null for the default device.</param>
    /// <exception cref="ArgumentException">
    /// The options are out of range, describe networks that cannot be made, or do not go together.
    /// </exception>
    public GanTrainer(TrainingOptions options, DType type = DType.Float32, Device? device = null)
    {
        options.Validate();
        _options = options;
        _device = device ?? DeviceList.Default;
        _type = type;
        _noise = new RandomGenerator(options.Seed, RandomStreams.Noise);
        _loss = options.CreateLoss(new RandomGenerator(options.Seed, RandomStreams.Loss));
        _penalty = options.CreatePenalty(new RandomGenerator(options.Seed, RandomStreams.Penalty));
        _instanceNoise = new InstanceNoise(new RandomGenerator(options.Seed, RandomStreams.InstanceNoise));
        _weightClipping = options.WeightClip > 0 ? new WeightClipping(options.WeightClip) : null;
        _schedule = new LearningRateSchedule(options);
        _convergence = new ConvergenceCheck(options.ConvergenceWindow, options.ConvergenceTolerance);
        _journal = new StepJournal(options.Accumulate, type, _device);

        ModuleOptions module = ModuleOptions(RandomStreams.Weights);
        Generator = Networks.Generator(options.Network, module);
        Discriminator = Networks.Discriminator(options.Network, module);
        if (_penalty is not null) GradientPenalty.RequireSeparateSamples(Discriminator);
        _generatorNormalizations = [.. Generator.Modules.OfType<BatchNorm>()];
        _generatorLearner = new Learner(Generator, options, options.LearningRate);
        _discriminatorLearner = new Learner(
            Discriminator, options, options.DiscriminatorLearningRate ?? options.LearningRate, _penalty?.LazyExponent ?? 1);
        if (options.Average == 0) return;
        Generator twin = Networks.Generator(options.Network, ModuleOptions(RandomStreams.Average));
        _average = new WeightAverage(Generator, twin, options.Average, options.AverageFrom);
    }

    /// <summary>Noise [N, latent, 1, 1] to samples.</summary>
    public Generator Generator { get; }

    /// <summary>Samples to logits [N].</summary>
    public Discriminator Discriminator { get; }

    /// <summary>What samples are drawn from: the moving average of the generator where there is one, else itself.</summary>
    public Generator SampledGenerator => _average?.Network() ?? Generator;

    /// <summary>How many generator steps have been made.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the last step ended a window of steps in which the losses stayed as they were before.</summary>
    public bool HasConverged { get; private set; }

    /// <summary>Whether the labels of real batches are needed.</summary>
    public bool NeedsLabels => _options.Conditioning != Conditioning.None;

    /// <summary>
    /// How many of D's steps before everything else are left; <see cref="Step(Func{Samples})"/> makes them, too.
    /// </summary>
    public int FirstDiscriminatorSteps => Steps == 0 ? (int)Math.Max(0, _options.DiscriminatorFirst - _discriminatorSteps) : 0;

    /// <summary>One batch's part of a mean over all batches of an update.</summary>
    private double Share => 1.0 / _options.Accumulate;

    /// <summary>One step on batches of real samples, with fresh noise.</summary>
    /// <param name="next">Gives the next real batch, on this trainer's device.</param>
    public StepReport Step(Func<Samples> next) => Step(next, FreshNoise);

    /// <summary>One step on a batch of real samples [N, C, H, W]; every real batch of the step is this one.</summary>
    /// <param name="real">The samples.</param>
    /// <param name="noise">All noise of the step, [N, latent, 1, 1]; null for fresh noise.</param>
    public StepReport Step(Tensor real, Tensor? noise = null) =>
        Step(() => new Samples(real), noise is null ? FreshNoise : _ => noise);

    /// <summary>One of <see cref="FirstDiscriminatorSteps"/>, so that a long phase can be ended and gone on with.</summary>
    /// <param name="next">Gives the next real batch, on this trainer's device.</param>
    public StepReport FirstDiscriminatorStep(Func<Samples> next) =>
        DiscriminatorStep(() => DrawForDiscriminator(next, FreshNoise));

    /// <summary>One update of D alone, without a generator's pass.</summary>
    /// <param name="real">Real samples.</param>
    /// <param name="fake">Generated samples of the same shape and classes.</param>
    public StepReport DiscriminatorStep(Samples real, Tensor fake) => DiscriminatorStep(() => new Pair(real, fake));

    /// <summary>Gives the networks' memory back.</summary>
    public void Dispose()
    {
        _generatorLearner.Dispose();
        _discriminatorLearner.Dispose();
        Generator.Dispose();
        Discriminator.Dispose();
        _average?.Dispose();
        _journal.Dispose();
    }

    private StepReport Step(Func<Samples> next, Func<int, Tensor> noise)
    {
        using Tape tape = Tape.Begin();
        _journal.Begin();
        Pair? shared = null;
        for (int left = DiscriminatorStepsDue(); left > 0; left--)
        {
            if (left == 1 && _options.Accumulate == 1) shared = Draw(next(), noise);
            UpdateDiscriminator(() => shared ?? DrawForDiscriminator(next, noise));
        }

        _generatorLearner.Begin();
        for (int part = 0; part < _options.Accumulate; part++)
        {
            using Tape inner = Tape.Begin();
            Tensor loss = _generatorLearner.Descend(GeneratorLoss(shared ?? Draw(next(), noise)), Share);
            _journal.Write(Measure.Generator, loss, part);
        }

        double factor = _schedule.Factor(Steps);
        _journal.Write(Measure.GeneratorSquaredNorm, _generatorLearner.Update(factor));
        Steps++;
        _average?.Update(Steps);
        StepReport report = _journal.End(factor);
        HasConverged = _convergence.IsReached(report);
        return report;
    }

    private StepReport DiscriminatorStep(Func<Pair> draw)
    {
        _journal.Begin();
        UpdateDiscriminator(draw);
        return _journal.End(_schedule.Factor(Steps));
    }

    private int DiscriminatorStepsDue() =>
        FirstDiscriminatorSteps + (Steps % _options.GeneratorSteps == 0 ? _options.DiscriminatorSteps : 0);

    /// <summary>One update of D: its loss, and the gradient penalty where it is due.</summary>
    private void UpdateDiscriminator(Func<Pair> draw)
    {
        using TensorScope scope = TensorScope.Begin();
        bool isPenaltyDue = _penalty?.IsDue(_discriminatorSteps) ?? false;
        _discriminatorSteps++;
        Tensor squaredNorm = UpdateDiscriminator(draw, (pair, part) =>
        {
            TrainDiscriminator(Measure.DiscriminatorReal, part, pair.Real.Values, pair.Real.Labels, _loss.OnReal);
            TrainDiscriminator(Measure.DiscriminatorFake, part, pair.Fake.Value, pair.Real.Labels, _loss.OnFake);
            if (isPenaltyDue && !_penalty!.IsLazy) TrainDiscriminator(pair, part, _penalty);
        });
        _journal.Write(Measure.DiscriminatorSquaredNorm, squaredNorm);
        if (isPenaltyDue && _penalty!.IsLazy) UpdateDiscriminator(draw, (pair, part) => TrainDiscriminator(pair, part, _penalty));
    }

    /// <summary>One step of D's optimizer; gives the square of the gradient's norm.</summary>
    private Tensor UpdateDiscriminator(Func<Pair> draw, Action<Pair, int> train)
    {
        _discriminatorLearner.Begin();
        for (int part = 0; part < _options.Accumulate; part++)
        {
            using TensorScope scope = TensorScope.Begin();
            train(draw(), part);
        }

        Tensor squaredNorm = _discriminatorLearner.Update(_schedule.Factor(Steps));
        _weightClipping?.Apply(_discriminatorLearner.Optimizer);
        return squaredNorm;
    }

    /// <summary>
    /// Adds the gradients of one half of D's loss. The activations are given back before the other half begins.
    /// </summary>
    private void TrainDiscriminator(
        Measure measure, int part, Tensor samples, Tensor? labels, Func<Variable, Variable> lossOf)
    {
        using Tape tape = Tape.Begin();
        Judgement judgement = Judge(samples, labels);
        Variable loss = WithClassLoss(lossOf(judgement.Logits), judgement, labels);
        _journal.Write(measure, _discriminatorLearner.Descend(loss, Share), part);
    }

    private void TrainDiscriminator(Pair pair, int part, GradientPenalty penalty)
    {
        using Tape tape = Tape.Begin();
        Tensor? labels = LabelsForDiscriminator(pair.Real.Labels);
        Variable term = penalty.Of(x => Discriminator.Judge(x, labels).Logits, pair.Real.Values, pair.Fake.Value);
        _journal.Write(Measure.Penalty, _discriminatorLearner.Descend(term, Share), part);
    }

    private Variable GeneratorLoss(Pair pair)
    {
        Judgement judgement = Judge(pair.Fake, pair.Real.Labels);
        Variable loss = WithClassLoss(_loss.OfGenerator(judgement.Logits), judgement, pair.Real.Labels);
        return _options.FeatureMatching == 0
            ? loss
            : loss + FeatureMatching.Of(RealFeatures(pair.Real), judgement.Features) * _options.FeatureMatching;
    }

    private Variable WithClassLoss(Variable loss, Judgement judgement, Tensor? labels) => judgement.ClassLogits is { } classes
        ? loss + ClassCrossEntropy.Of(classes, labels!) * _options.AuxiliaryWeight
        : loss;

    private Tensor RealFeatures(Samples real)
    {
        using NoGrad constant = NoGrad.Begin();
        using TensorScope scope = TensorScope.Begin();
        return scope.Keep(Judge(real.Values, real.Labels).Features.Value);
    }

    /// <summary>D's view of samples: with instance noise, which fades from step to step.</summary>
    private Judgement Judge(Variable samples, Tensor? labels)
    {
        int last = _options.InstanceNoiseSteps > 0 ? _options.InstanceNoiseSteps : _options.Steps;
        double deviation = _options.InstanceNoise * Math.Max(0, 1 - (double)Steps / last);
        return Discriminator.Judge(_instanceNoise.Add(samples, deviation), LabelsForDiscriminator(labels));
    }

    /// <summary>An auxiliary classifier is not told the classes that it shall guess.</summary>
    private Tensor? LabelsForDiscriminator(Tensor? labels) =>
        _options.Conditioning == Conditioning.Auxiliary ? null : labels;

    /// <summary>A real batch, and a generated one of the same size and classes.</summary>
    private Pair Draw(Samples real, Func<int, Tensor> noise) =>
        new(real, Generator.Forward(noise(real.Values.Shape[0]), real.Labels));

    /// <summary>
    /// The same for D alone: no graph of G, and G's running statistics stay, for they shall count G's own batches alone.
    /// </summary>
    private Pair DrawForDiscriminator(Func<Samples> next, Func<int, Tensor> noise)
    {
        using NoGrad constant = NoGrad.Begin();
        foreach (BatchNorm layer in _generatorNormalizations) layer.UpdatesStatistics = false;
        try
        {
            Samples real = next();
            using TensorScope scope = TensorScope.Begin(); // of G's layers
            Pair pair = Draw(real, noise);
            scope.Keep(pair.Fake.Value);
            return pair;
        }
        finally
        {
            foreach (BatchNorm layer in _generatorNormalizations) layer.UpdatesStatistics = true;
        }
    }

    private Tensor FreshNoise(int count) => _noise.Normal([count, _options.Latent, 1, 1], type: _type, device: _device);

    private ModuleOptions ModuleOptions(ulong stream) =>
        new() { Type = _type, Device = _device, Random = new RandomGenerator(_options.Seed, stream) };

    private readonly record struct Pair(Samples Real, Variable Fake);
}
