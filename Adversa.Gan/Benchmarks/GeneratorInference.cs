using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Gan.Training;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Benchmarks;

/// <summary><c>generator</c>: images of DCGAN's generator in evaluation mode, without a graph, for any batch.</summary>
internal sealed class GeneratorInference : StepModel
{
    private readonly Generator _generator;
    private readonly Tensor _z;

    /// <exception cref="ArgumentException">There is no such network, or a number is out of range.</exception>
    public GeneratorInference(StepSettings settings, Device device)
    {
        if (settings.Batch < 1) throw new ArgumentException($"batch: found {settings.Batch}, expected at least 1.");
        NetworkOptions network = settings.Options.Network;
        _generator = Networks.Generator(network, new ModuleOptions { Device = device, Random = new RandomGenerator(seed: 1) });
        _generator.Eval();
        _z = new RandomGenerator(seed: 2).Normal([settings.Batch, network.Latent, 1, 1], device: device);
    }

    public override long Parameters => Count(_generator);

    public override StepReport? Step()
    {
        using TensorScope scope = TensorScope.Begin();
        using NoGrad withoutGraph = NoGrad.Begin();
        _generator.Forward(_z);
        return null;
    }

    public override void Dispose()
    {
        _generator.Dispose();
        _z.Dispose();
    }
}
