using System.Numerics;
using Adversa.Autograd.Modules;

namespace Adversa.Bench.Steps;

/// <summary>
/// The critic of a WGAN-GP: the discriminator of DCGAN without batch normalization, which a gradient penalty forbids, and with
/// biases in its place. The last convolution has none: the loss is a difference of scores, where it would cancel.
/// </summary>
internal static class Critic
{
    private const int Smallest = 4;

    /// <summary>Images [N, C, size, size] to scores [N].</summary>
    /// <exception cref="ArgumentException">The size is no power of two from 8 on.</exception>
    public static Sequential Create(StepSettings settings, ModuleOptions module)
    {
        if (settings.Size <= Smallest || !BitOperations.IsPow2(settings.Size))
            throw new ArgumentException($"size: found {settings.Size}, expected a power of two from {2 * Smallest} on.");

        List<Module> layers = [];
        int channels = settings.Channels, features = settings.Features;
        for (int size = settings.Size; size > Smallest; size /= 2, channels = features, features *= 2)
        {
            layers.Add(new Conv2d(channels, features, kernel: 4, stride: 2, padding: 1, options: module));
            layers.Add(new LeakyReLU(0.2));
        }

        layers.Add(new Conv2d(channels, 1, kernel: Smallest, bias: false, options: module));
        layers.Add(new Flatten(firstAxis: 0));
        return new Sequential([.. layers]);
    }
}
