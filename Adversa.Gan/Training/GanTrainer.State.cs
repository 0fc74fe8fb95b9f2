using Adversa.Autograd;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

public sealed partial class GanTrainer
{
    /// <summary>Where a state keeps the moving average of the generator.</summary>
    internal const string AveragePrefix = "generator_average";

    private const string StepCount = "steps";
    private const string DiscriminatorStepCount = "discriminator_steps";

    /// <summary>Everything that the next step depends on, by name.</summary>
    public StateDict State()
    {
        var state = new StateDict();
        state.Add(Generator.StateDict(randomState: true).WithPrefix("generator"));
        state.Add(Discriminator.StateDict(randomState: true).WithPrefix("discriminator"));
        if (_average is not null) state.Add(_average.Network().StateDict(randomState: true).WithPrefix(AveragePrefix));
        state.Add(_generatorLearner.Optimizer.StateDict().WithPrefix("generator_optimizer"));
        state.Add(_discriminatorLearner.Optimizer.StateDict().WithPrefix("discriminator_optimizer"));
        foreach ((string name, RandomGenerator random) in Randoms()) state.Add<long>(name, [1], [(long)random.Position]);
        _convergence.SaveTo(state);
        state.Add<long>(StepCount, [1], [Steps]);
        state.Add<long>(DiscriminatorStepCount, [1], [_discriminatorSteps]);
        return state;
    }

    /// <summary>Goes back to a saved state.</summary>
    /// <exception cref="ArgumentException">The state belongs to other networks; the message lists what does not fit.</exception>
    public void Load(StateDict state)
    {
        long steps = state.Number(StepCount), discriminatorSteps = state.Number(DiscriminatorStepCount);
        if (steps > int.MaxValue) throw new ArgumentException($"found {steps} as '{StepCount}', expected at most {int.MaxValue}");
        (RandomGenerator Random, long Position)[] positions =
            [.. Randoms().Select(named => (named.Random, state.Number(named.Name)))];
        Generator.LoadStateDict(state.Sub("generator"));
        Discriminator.LoadStateDict(state.Sub("discriminator"));
        _average?.Network().LoadStateDict(state.Sub(AveragePrefix));
        _generatorLearner.Optimizer.LoadStateDict(state.Sub("generator_optimizer"));
        _discriminatorLearner.Optimizer.LoadStateDict(state.Sub("discriminator_optimizer"));
        foreach ((RandomGenerator random, long position) in positions) random.Position = (ulong)position;
        _convergence.Load(state);
        (Steps, _discriminatorSteps) = ((int)steps, discriminatorSteps);
    }

    /// <summary>All random numbers that steps draw outside the networks.</summary>
    private IEnumerable<(string Name, RandomGenerator Random)> Randoms()
    {
        yield return ("noise.position", _noise);
        yield return ("instance_noise.position", _instanceNoise.Random);
        if (_loss.Random is not null) yield return ("loss.position", _loss.Random);
        if (_penalty?.Random is not null) yield return ("penalty.position", _penalty.Random);
    }
}
