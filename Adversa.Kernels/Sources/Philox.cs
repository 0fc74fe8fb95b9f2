using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Sources;

/// <summary>The distributions that random numbers can be drawn from.</summary>
public enum Distribution
{
    /// <summary>Evenly from [A, B).</summary>
    Uniform,

    /// <summary>Gaussian with mean A and standard deviation B.</summary>
    Normal,

    /// <summary>1 with probability A, else 0.</summary>
    Bernoulli,
}

/// <summary>
/// Count numbers into Target. Number i is a function of (Seed, Stream, Position + i) alone: the same for any device, thread
/// count, type and split of the range into launches.
/// </summary>
public readonly record struct RandomArguments(
    DType Type, Distribution Distribution, double A, double B, ulong Seed, ulong Stream, ulong Position, int Count, BufferView Target);

/// <summary>Random numbers from Philox4x32-10 (Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011).</summary>
public static class Philox
{
    /// <summary>Uniform, normal or Bernoulli numbers; float32 and float64.</summary>
    public static readonly Kernel<RandomArguments> Kernel = new("philox", CpuPhilox.Run);
}
