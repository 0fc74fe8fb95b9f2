using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tensors;

/// <summary>
/// A sequence of random numbers from Philox4x32-10. Its whole state is (Seed, Stream, Position): each number is a function of
/// these three alone, so the same seed gives the same numbers on every device and for every split into requests, and different
/// streams of one seed are independent.
/// </summary>
public sealed class RandomGenerator(ulong seed, ulong stream = 0, ulong position = 0)
{
    /// <summary>The seed.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Which of the seed's independent sequences this is.</summary>
    public ulong Stream { get; } = stream;

    /// <summary>How many numbers have been drawn; may be set to go on from a saved state.</summary>
    public ulong Position { get; set; } = position;

    /// <summary>Numbers evenly from [low, high).</summary>
    public Tensor Uniform(Shape shape, double low = 0, double high = 1, DType type = DType.Float32, Device? device = null) =>
        Draw(Distribution.Uniform, low, high, shape, type, device);

    /// <summary>Gaussian numbers.</summary>
    public Tensor Normal(
        Shape shape, double mean = 0, double standardDeviation = 1, DType type = DType.Float32, Device? device = null) =>
        Draw(Distribution.Normal, mean, standardDeviation, shape, type, device);

    /// <summary>1 with the given probability, else 0.</summary>
    public Tensor Bernoulli(Shape shape, double probability, DType type = DType.Float32, Device? device = null) =>
        Draw(Distribution.Bernoulli, probability, 0, shape, type, device);

    private Tensor Draw(Distribution distribution, double a, double b, Shape shape, DType type, Device? device)
    {
        if (!type.IsFloating()) throw new ArgumentException($"Random numbers are float32 or float64, not {type}.", nameof(type));
        Tensor target = Tensor.Empty(shape, type, device);
        target.Device.Launch(
            Philox.Kernel, new RandomArguments(type, distribution, a, b, Seed, Stream, Position, shape.Count, target.Data));
        Position += (ulong)shape.Count;
        return target;
    }
}
