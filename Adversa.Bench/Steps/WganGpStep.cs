using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Gan.Losses;
using Adversa.Gan.Regularizers;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Bench.Steps;

/// <summary>
/// <c>wgan-gp</c>: one step of the critic on given real and generated images, with the gradient penalty between them; one update.
/// </summary>
internal sealed class WganGpStep : StepModel
{
    private readonly Sequential _critic;
    private readonly Adam _optimizer;
    private readonly WassersteinLoss _loss = new();
    private readonly WganGradientPenalty _penalty = new(new RandomGenerator(seed: 3));
    private readonly Tensor _real;
    private readonly Tensor _fake;

    public WganGpStep(StepSettings settings, Device device)
    {
        _critic = Critic.Create(settings, new ModuleOptions { Device = device, Random = new RandomGenerator(seed: 4) });
        _optimizer = new Adam(_critic.Parameters, learningRate: 1e-4, beta1: 0.5, beta2: 0.9);
        _real = Images(settings, device, seed: 1);
        _fake = Images(settings, device, seed: 2);
    }

    public override double[] Step()
    {
        _optimizer.ZeroGradients();
        double[] losses =
        [
            Backward(() => _loss.OnReal(_critic.Forward(_real))),
            Backward(() => _loss.OnFake(_critic.Forward(_fake))),
            Backward(() => _penalty.Of(_critic.Forward, _real, _fake)),
        ];
        _optimizer.Step();
        return losses;
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        _critic.Dispose();
        _real.Dispose();
        _fake.Dispose();
    }

    /// <summary>Adds the gradients of one term, whose activations are given back before the next one begins.</summary>
    private static double Backward(Func<Variable> term)
    {
        using var tape = Tape.Begin();
        Variable loss = term();
        loss.Backward();
        return loss.Item();
    }
}
