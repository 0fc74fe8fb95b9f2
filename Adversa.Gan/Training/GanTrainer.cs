using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Gan.Losses;
using Adversa.Gan.Models;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>The losses of one step.</summary>
/// <param name="DiscriminatorReal">The discriminator's on the real batch; −log D(x) for the plain loss.</param>
/// <param name="DiscriminatorFake">The discriminator's on the generated batch; −log(1 − D(G(z))) for the plain loss.</param>
/// <param name="Generator">The generator's, after the discriminator's update; −log D(G(z)) for the plain loss.</param>
public readonly record struct StepLosses(double DiscriminatorReal, double DiscriminatorFake, double Generator)
{
    /// <summary>The sum that the discriminator minimises.</summary>
    public double Discriminator => DiscriminatorReal + DiscriminatorFake;

    /// <summary>Whether all are numbers.</summary>
    public bool AreFinite =>
        double.IsFinite(DiscriminatorReal) && double.IsFinite(DiscriminatorFake) && double.IsFinite(Generator);
}

/// <summary>
/// A generator, a discriminator and their optimizers, trained in alternation: D on a real and on a generated batch in separate
/// forward passes, then G through the new D. Its <see cref="State"/> is everything the next step depends on, but for the data.
/// </summary>
public sealed class GanTrainer : IDisposable
{
    private const string NoisePosition = "noise.position";
    private const string LossPosition = "loss.position";
    private const string StepCount = "steps";

    private readonly int _latent;
    private readonly DType _type;
    private readonly Device _device;
    private readonly GanLoss _loss;
    private readonly RandomGenerator _noise;
    private readonly Optimizer _generatorOptimizer;
    private readonly Optimizer _discriminatorOptimizer;
    private readonly Parameter[] _generatorParameters;
    private readonly Parameter[] _discriminatorParameters;

    /// <summary>Freshly initialised networks.</summary>
    /// <param name="options">The networks, the optimizers and the seed.</param>
    /// <param name="type">Float32 or float64.</param>
    /// <param name="device">Where to train; null for the default device.</param>
    /// <param name="loss">What the networks minimise; null for the <see cref="NonSaturatingLoss"/>.</param>
    /// <exception cref="ArgumentException">The options describe networks that cannot be made.</exception>
    public GanTrainer(TrainingOptions options, DType type = DType.Float32, Device? device = null, GanLoss? loss = null)
    {
        _loss = loss ?? new NonSaturatingLoss();
        _device = device ?? DeviceList.Default;
        _type = type;
        _latent = options.Latent;
        _noise = new RandomGenerator(options.Seed, RandomStreams.Noise);
        var weights = new RandomGenerator(options.Seed, RandomStreams.Weights);
        var module = new ModuleOptions { Type = type, Device = _device, Random = weights };
        Generator = Networks.Generator(options.Network, module);
        Discriminator = Networks.Discriminator(options.Network, module);
        _generatorParameters = [.. Generator.Parameters];
        _discriminatorParameters = [.. Discriminator.Parameters];
        _generatorOptimizer = new Adam(_generatorParameters, options.LearningRate, options.Beta1, options.Beta2);
        _discriminatorOptimizer = new Adam(_discriminatorParameters, options.LearningRate, options.Beta1, options.Beta2);
    }

    /// <summary>z [N, latent, 1, 1] to images [N, C, H, W] in (−1, 1).</summary>
    public Generator Generator { get; }

    /// <summary>Images [N, C, H, W] to logits [N].</summary>
    public Discriminator Discriminator { get; }

    /// <summary>How many generator steps have been made.</summary>
    public int Steps { get; private set; }

    /// <summary>One step on a batch of real images [N, C, H, W] in [−1, 1], with fresh noise.</summary>
    public StepLosses Step(Tensor real)
    {
        using var scope = TensorScope.Begin();
        return Step(real, _noise.Normal([real.Shape[0], _latent, 1, 1], type: _type, device: _device));
    }

    /// <summary>One step on a batch of real images [N, C, H, W] with given noise [N, latent, 1, 1].</summary>
    public StepLosses Step(Tensor real, Tensor noise)
    {
        using var tape = Tape.Begin();
        Variable fake = Generator.Forward(noise);

        _discriminatorOptimizer.ZeroGradients();
        double lossOnReal = TrainDiscriminator(real, _loss.OnReal);
        double lossOnFake = TrainDiscriminator(fake.Value, _loss.OnFake);
        _discriminatorOptimizer.Step();

        _generatorOptimizer.ZeroGradients();
        Variable generatorLoss = _loss.OfGenerator(Discriminator.Forward(fake));
        generatorLoss.Backward(_generatorParameters);
        _generatorOptimizer.Step();

        Steps++;
        return new StepLosses(lossOnReal, lossOnFake, generatorLoss.Item());
    }

    /// <summary>Everything that the next step depends on, by name.</summary>
    public StateDict State()
    {
        var state = new StateDict();
        state.Add(Generator.StateDict(randomState: true).WithPrefix("generator"));
        state.Add(Discriminator.StateDict(randomState: true).WithPrefix("discriminator"));
        state.Add(_generatorOptimizer.StateDict().WithPrefix("generator_optimizer"));
        state.Add(_discriminatorOptimizer.StateDict().WithPrefix("discriminator_optimizer"));
        state.Add<long>(NoisePosition, [1], [(long)_noise.Position]);
        if (_loss.Random is { } random) state.Add<long>(LossPosition, [1], [(long)random.Position]);
        state.Add<long>(StepCount, [1], [Steps]);
        return state;
    }

    /// <summary>Goes back to a saved state.</summary>
    /// <exception cref="ArgumentException">The state belongs to other networks; the message lists what does not fit.</exception>
    public void Load(StateDict state)
    {
        long steps = state.Number(StepCount), position = state.Number(NoisePosition);
        long lossPosition = _loss.Random is null ? 0 : state.Number(LossPosition);
        if (steps > int.MaxValue) throw new ArgumentException($"found {steps} as '{StepCount}', expected at most {int.MaxValue}");
        Generator.LoadStateDict(state.Sub("generator"));
        Discriminator.LoadStateDict(state.Sub("discriminator"));
        _generatorOptimizer.LoadStateDict(state.Sub("generator_optimizer"));
        _discriminatorOptimizer.LoadStateDict(state.Sub("discriminator_optimizer"));
        _noise.Position = (ulong)position;
        if (_loss.Random is { } random) random.Position = (ulong)lossPosition;
        Steps = (int)steps;
    }

    /// <summary>Gives the networks' memory back.</summary>
    public void Dispose()
    {
        _generatorOptimizer.Dispose();
        _discriminatorOptimizer.Dispose();
        Generator.Dispose();
        Discriminator.Dispose();
    }

    /// <summary>
    /// Adds the gradients of one half of D's loss. The activations are given back before the other half begins.
    /// </summary>
    private double TrainDiscriminator(Tensor images, Func<Variable, Variable> lossOf)
    {
        using var tape = Tape.Begin();
        Variable loss = lossOf(Discriminator.Forward(images));
        loss.Backward(_discriminatorParameters);
        return loss.Item();
    }
}
