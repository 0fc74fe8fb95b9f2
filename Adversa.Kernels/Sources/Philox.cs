using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// The distributions that random numbers can be drawn from. Number n of a stream comes from lane n mod 4 of block ⌊n/4⌋ (see
/// <see cref="Philox"/>); u stands for the upper 24 bits of that lane's word times 2⁻²⁴, which both types hold exactly.
/// </summary>
public enum Distribution
{
    /// <summary>
    /// Evenly from [A, B), A ≤ B: A + (B − A)·u in float32 with one rounding of product and sum (fused), and the greatest
    /// number below B where that rounds up to B; A where both are equal. B − A must be finite in float32. Float64 numbers are
    /// the float32 ones.
    /// </summary>
    Uniform,

    /// <summary>
    /// Gaussian with mean A and standard deviation B ≥ 0, after Box and Muller. Lanes 0 and 1 make a pair (v, w), and so do
    /// lanes 2 and 3: r = √(−2 ln((v+1)·2⁻³²)) and θ = 2π·w·2⁻³² give A + B·r·cos θ for the even lane and A + B·r·sin θ for
    /// the odd one. |r| ≤ √(64 ln 2) ≈ 6.66. Float64 numbers are accurate to a few units in the last place; float32 numbers
    /// are those, rounded. A device without float64 stays within 4 float32 units in the last place of them (for A = 0) where it
    /// takes the logarithm as log1p(−(2³²−1−v)·2⁻³²) for v ≥ 2³¹, and splits quarter turns off w while that is an integer.
    /// </summary>
    Normal,

    /// <summary>1 where u &lt; A (in float32), else 0: 1 with probability A, 0 ≤ A ≤ 1, to within 2⁻²⁴. B is not used.</summary>
    Bernoulli,
}

/// <summary>
/// Count numbers into Target, dense; number i of them is number n = Position + i of the stream. It is a function of (Seed,
/// Stream, n) alone: the same for any thread count and split of the range into launches, and for uniform and Bernoulli
/// numbers for any type and device. To go on where a launch ended, add Count to Position.
/// </summary>
public readonly record struct RandomArguments(
    DType Type, Distribution Distribution, double A, double B,
    ulong Seed, ulong Stream, ulong Position, int Count, BufferView Target)
{
    /// <summary>Throws unless such numbers can be drawn. The kernels call it before they write.</summary>
    /// <exception cref="ArgumentException">
    /// The type is not real, a parameter is outside the distribution's range, or the numbers leave the stream's 2⁶⁴ − 1.
    /// </exception>
    public void Check()
    {
        if (!Type.IsFloating()) throw new ArgumentException($"philox: random numbers are Float32 or Float64, not {Type}.");
        if (Count < 0) throw new ArgumentException($"philox: the count must not be negative, but is {Count}.");
        if (ulong.MaxValue - Position < (ulong)Count)
        {
            throw new ArgumentException(
                $"philox: position {Position} + count {Count} leaves the stream's 2^64 - 1 numbers; use another stream.");
        }

        switch (Distribution)
        {
            case Distribution.Uniform when !(A <= B):
                throw new ArgumentException($"philox: uniform numbers from [{A}, {B}) need A <= B.");
            case Distribution.Uniform when !float.IsFinite((float)B - (float)A):
                throw new ArgumentException($"philox: uniform numbers from [{A}, {B}) need a B - A that float32 can hold.");
            case Distribution.Normal when !(B >= 0):
                throw new ArgumentException($"philox: a normal distribution needs a standard deviation B >= 0, not {B}.");
            case Distribution.Bernoulli when !(A is >= 0 and <= 1):
                throw new ArgumentException($"philox: a Bernoulli probability must lie in 0 … 1, but is {A}.");
        }
    }
}

/// <summary>
/// Random numbers from Philox4x32-10 (Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011). Block b of a
/// stream is <see cref="Philox4x32.Block"/> of the counter (b mod 2³², ⌊b/2³²⌋, Stream mod 2³², ⌊Stream/2³²⌋) under the key
/// (Seed mod 2³², ⌊Seed/2³²⌋), and holds the stream's numbers 4b … 4b+3. Four numbers cost about 60 integer operations and no
/// memory traffic but their own writing; normal numbers add a logarithm, a root, a sine and a cosine for every two.
/// </summary>
/// <remarks>
/// A round is two 32×32→64 multiplications and four exclusive ors, and each of the ten rounds waits for the one before, so a
/// vector holds a word of four blocks. Words are made 1024 at a time in the first-level cache and become numbers there; memory
/// sees 4 bytes written per float32 number, 8 per float64, and nothing read. A uniform number costs about five more operations
/// (a shift, a conversion, a product, a fused product and sum, a minimum), a Bernoulli number a comparison in place of the last
/// two. A normal pair takes a division, a root and some 25 fused multiplications and additions for three series, in double for
/// either type. A next version would use 512-bit vectors for twice as many blocks, or, for float32 normals, series in float,
/// which are shorter and have twice the lanes, but then the numbers would no longer be the rounded float64 ones.
/// </remarks>
public static class Philox
{
    /// <summary>Uniform, normal or Bernoulli numbers; float32 and float64.</summary>
    /// <remarks>
    /// Throws <see cref="ArgumentException"/> for another type, for parameters outside the distribution's range, and for a
    /// range that leaves the 2⁶⁴ − 1 numbers of a stream.
    /// </remarks>
    public static readonly Kernel<RandomArguments> Kernel = new("philox", CpuPhilox.Run, GpuPhilox.Run);
}
