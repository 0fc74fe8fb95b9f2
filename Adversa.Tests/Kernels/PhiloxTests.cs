using Adversa.Kernels;
using Adversa.Kernels.Cpu.RandomNumbers;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using NUnit.Framework.Constraints;

namespace Adversa.Tests.Kernels;

internal sealed class PhiloxTests
{
    private const ulong Seed = 0x0123456789ABCDEF;
    private const ulong Stream = 0xFEDCBA9876543210;

    private static readonly CpuDevice Cpu = new(threads: 1);

    // The known answers of "philox4x32 10" in the file kat_vectors of Random123, the authors' own library.
    [TestCase(0u, 0u, 0u, 0u, 0u, 0u, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [TestCase(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [TestCase(
        0x243F6A88u, 0x85A308D3u, 0x13198A2Eu, 0x03707344u, 0xA4093822u, 0x299F31D0u,
        0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void BlockGivesKnownAnswers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.That(Philox4x32.Block(c0, c1, c2, c3, k0, k1), Is.EqualTo((r0, r1, r2, r3)));

    [Test]
    public void UniformNumbersAreTheWordsOfTheirBlocks()
    {
        const ulong position = (1ul << 34) - 5; // crosses from one upper word of the block number to the next
        float[] numbers = Draw<float>(Cpu, Distribution.Uniform, 0, 1, position, 3001);
        for (int i = 0; i < numbers.Length; i++)
            Assert.That(numbers[i], Is.EqualTo((Word(position + (ulong)i) >> 8) / 16777216f), $"number {i}");
    }

    [Test]
    public void NormalNumbersAreBoxMullerPairs()
    {
        const ulong position = 7;
        double[] numbers = Draw<double>(Cpu, Distribution.Normal, 0.5, 2, position, 5003);
        for (int i = 0; i < numbers.Length; i++)
        {
            ulong n = position + (ulong)i;
            double radius = Math.Sqrt(-2 * Math.Log((Word(n & ~1ul) + 1.0) / 4294967296.0));
            double angle = 2 * Math.PI * (Word(n | 1) / 4294967296.0);
            double expected = 0.5 + 2 * radius * (n % 2 == 0 ? Math.Cos(angle) : Math.Sin(angle));
            // The angle of the reference carries an error of half a unit in the last place of 2π, 4e-16, into numbers up to 14.
            Assert.That(numbers[i], Is.EqualTo(expected).Within(2e-14), $"number {i}");
        }
    }

    [Test]
    public void BernoulliNumbersCompareTheUniformOnesWithTheProbability()
    {
        const float probability = 0.3f;
        float[] uniform = Draw<float>(Cpu, Distribution.Uniform, 0, 1, 11, 2000);
        float[] bernoulli = Draw<float>(Cpu, Distribution.Bernoulli, probability, 0, 11, 2000);
        Assert.That(bernoulli, Is.EqualTo(uniform.Select(u => u < probability ? 1f : 0f)));
        Assert.That(Draw<float>(Cpu, Distribution.Bernoulli, 0, 0, 11, 2000), Is.All.Zero);
        Assert.That(Draw<float>(Cpu, Distribution.Bernoulli, 1, 0, 11, 2000), Is.All.EqualTo(1f));
    }

    [TestCase(Distribution.Uniform, -1.5, 0.7)]
    [TestCase(Distribution.Normal, 0.1, 0.02)]
    [TestCase(Distribution.Bernoulli, 0.7, 0)]
    public void Float32NumbersAreFloat64NumbersRounded(Distribution distribution, double a, double b)
    {
        float[] narrow = Draw<float>(Cpu, distribution, a, b, 3, 4001);
        double[] wide = Draw<double>(Cpu, distribution, a, b, 3, 4001);
        Assert.That(narrow, Is.EqualTo(wide.Select(x => (float)x)));
        if (distribution != Distribution.Normal) Assert.That(narrow.Select(x => (double)x), Is.EqualTo(wide));
    }

    [TestCase(1f, 1.0000004f)]
    [TestCase(-3.1f, -3.0999f)]
    [TestCase(16777216f, 16777220f)]
    [TestCase(0.25f, 0.25f)]
    public void UniformNumbersStayBelowTheUpperBound(float low, float high)
    {
        float[] numbers = Draw<float>(Cpu, Distribution.Uniform, low, high, 0, 5000);
        Assert.That(numbers, Is.All.GreaterThanOrEqualTo(low));
        if (low < high) Assert.That(numbers, Is.All.LessThan(high));
        else Assert.That(numbers, Is.All.EqualTo(low));
    }

    [Test]
    public void SplittingARangeOrSharingItAmongThreadsChangesNothing(
        [Values] Distribution distribution, [Values(0ul, 1ul, 6ul, 1022ul)] ulong position)
    {
        const int count = 70_001; // several tasks and a part of a chunk
        double[] whole = Draw<double>(Cpu, distribution, 0.25, 1, position, count);
        foreach (int threads in new[] { 2, 3 })
        {
            using var device = new CpuDevice(threads);
            Assert.That(Draw<double>(device, distribution, 0.25, 1, position, count), Is.EqualTo(whole), $"{threads} threads");
        }

        var random = new Random(1);
        var parts = new List<double>();
        while (parts.Count < count)
        {
            int part = Math.Min(random.Next(0, 9000), count - parts.Count);
            parts.AddRange(Draw<double>(Cpu, distribution, 0.25, 1, position + (ulong)parts.Count, part));
        }

        Assert.That(parts, Is.EqualTo(whole));
    }

    [Test]
    public void SeedsAndStreamsDiffer()
    {
        float[] first = Draw<float>(Cpu, Distribution.Uniform, 0, 1, 0, 1000);
        const ulong upper = 1ul << 40;
        (ulong, ulong)[] others = [(Seed, Stream + 1), (Seed, Stream ^ upper), (Seed + 1, Stream), (Seed ^ upper, Stream)];
        foreach ((ulong seed, ulong stream) in others)
        {
            float[] other = Draw<float>(Cpu, Distribution.Uniform, 0, 1, 0, 1000, seed, stream);
            Assert.That(first.Zip(other).Count(pair => pair.First == pair.Second), Is.LessThan(3));
            Assert.That(Correlation(first, other), Is.Zero.Within(0.12)); // 1/√1000 is one standard deviation
        }
    }

    [Test]
    public void UniformNumbersFillTheirBinsEvenly()
    {
        const int count = 1 << 20;
        const int bins = 256;
        float[] numbers = Draw<float>(Cpu, Distribution.Uniform, 0, 1, 0, count);
        var counts = new int[bins];
        foreach (float u in numbers) counts[(int)(u * bins)]++;
        double expected = count / (double)bins;
        double chiSquare = counts.Sum(c => (c - expected) * (c - expected) / expected);

        // χ² with 255 degrees of freedom: mean 255, standard deviation 22.6.
        Assert.That(chiSquare, Is.EqualTo(255).Within(4 * 22.6));
        Assert.That(numbers.Average(u => (double)u), Is.EqualTo(0.5).Within(4 * Math.Sqrt(1 / 12.0 / count)));
        Assert.That(Correlation(numbers[..^1], numbers[1..]), Is.Zero.Within(4 / Math.Sqrt(count)));
    }

    [Test]
    public void NormalNumbersHaveTheirMomentsAndDistribution()
    {
        const int count = 1 << 20;
        double[] numbers = Draw<double>(Cpu, Distribution.Normal, 0, 1, 0, count);
        double Moment(int power) => numbers.Average(z => Math.Pow(z, power));

        // Standard deviations of the sample moments: √(1, 2, 15, 96)/√count.
        Assert.That(Moment(1), Is.Zero.Within(4 * Math.Sqrt(1.0 / count)));
        Assert.That(Moment(2), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / count)));
        Assert.That(Moment(3), Is.Zero.Within(4 * Math.Sqrt(15.0 / count)));
        Assert.That(Moment(4), Is.EqualTo(3).Within(4 * Math.Sqrt(96.0 / count)));
        IEnumerable<double> even = numbers.Where((_, i) => i % 2 == 0);
        IEnumerable<double> odd = numbers.Where((_, i) => i % 2 == 1);
        Assert.That(Correlation(even, odd), Is.Zero.Within(4 / Math.Sqrt(count / 2)));

        // Shares below given quantiles of the normal distribution.
        (double, double)[] quantiles = [(-3.090232, 0.001), (-1.959964, 0.025), (-0.674490, 0.25), (0, 0.5), (1.281552, 0.9)];
        foreach ((double quantile, double share) in quantiles)
        {
            double found = numbers.Count(z => z < quantile) / (double)count;
            Assert.That(found, Is.EqualTo(share).Within(4 * Math.Sqrt(share * (1 - share) / count)), $"below {quantile}");
        }
    }

    [Test]
    public void ExtremeWordsGiveFiniteNormals()
    {
        // √(2·32·ln 2) is the greatest radius, of the word 0; the greatest word gives radius 0.
        (uint, uint)[] pairs = [(0, 0), (uint.MaxValue, 0x12345678), (0, 1u << 30), (0, uint.MaxValue)];
        double[] found = [.. pairs.SelectMany(pair => BoxMuller(pair.Item1, pair.Item2))];
        double greatest = Math.Sqrt(64 * Math.Log(2));
        double tiny = greatest * 2 * Math.PI / 4294967296.0;
        double[] expected = [greatest, 0, 0, 0, 0, greatest, greatest, -tiny];
        for (int i = 0; i < expected.Length; i++)
            Assert.That(found[i], Is.EqualTo(expected[i]).Within(2e-15 * Math.Abs(expected[i])), $"{i}");
    }

    [Test]
    public void ArgumentsOutOfRangeThrow()
    {
        static IResolveConstraint Naming(string part) => Throws.ArgumentException.With.Message.Contains(part);
        Assert.That(() => Draw<float>(Cpu, Distribution.Uniform, 2, 1, 0, 1), Naming("[2, 1)"));
        Assert.That(() => Draw<float>(Cpu, Distribution.Uniform, -3e38, 3e38, 0, 1), Naming("float32"));
        Assert.That(() => Draw<double>(Cpu, Distribution.Uniform, 0, 1e39, 0, 1), Naming("float32"));
        Assert.That(() => Draw<float>(Cpu, Distribution.Uniform, 1, double.PositiveInfinity, 0, 1), Naming("float32"));
        Assert.That(() => Draw<float>(Cpu, Distribution.Normal, 0, -1, 0, 1), Naming("-1"));
        Assert.That(() => Draw<float>(Cpu, Distribution.Bernoulli, 1.5, 0, 0, 1), Naming("1.5"));
        Assert.That(() => Draw<float>(Cpu, Distribution.Bernoulli, double.NaN, 0, 0, 1), Naming("NaN"));
        Assert.That(() => Draw<int>(Cpu, Distribution.Uniform, 0, 1, 0, 1), Naming("Int32"));
        Assert.That(() => Draw<float>(Cpu, Distribution.Uniform, 0, 1, ulong.MaxValue, 2), Naming("another stream"));
        Assert.That(Draw<float>(Cpu, Distribution.Uniform, 0, 1, 5, 0), Is.Empty);
    }

    private static T[] Draw<T>(
        CpuDevice device, Distribution distribution, double a, double b, ulong position, int count,
        ulong seed = Seed, ulong stream = Stream) where T : unmanaged
    {
        var target = new CpuArray<T>(device, count);
        device.Launch(
            Philox.Kernel, new RandomArguments(DTypes.Of<T>(), distribution, a, b, seed, stream, position, count, target.View));
        return target.ToArray();
    }

    private static unsafe double[] BoxMuller(uint v, uint w)
    {
        uint* words = stackalloc uint[8] { v, w, v, w, v, w, v, w };
        double* values = stackalloc double[8];
        CpuPhiloxNormal.Draw(words, 0, 1, values, 8);
        return [values[6], values[7]];
    }

    private static uint Word(ulong number)
    {
        ulong block = number / 4;
        (uint w0, uint w1, uint w2, uint w3) = Philox4x32.Block(
            (uint)block, (uint)(block >> 32), (uint)(Stream & uint.MaxValue), (uint)(Stream >> 32),
            (uint)(Seed & uint.MaxValue), (uint)(Seed >> 32));
        return (number % 4) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }

    private static double Correlation(IEnumerable<float> a, IEnumerable<float> b) =>
        Correlation(a.Select(x => (double)x), b.Select(x => (double)x));

    private static double Correlation(IEnumerable<double> a, IEnumerable<double> b)
    {
        double[] x = a.ToArray();
        double[] y = b.ToArray();
        double meanX = x.Average();
        double meanY = y.Average();
        double covariance = x.Zip(y).Average(p => (p.First - meanX) * (p.Second - meanY));
        return covariance / Math.Sqrt(x.Average(v => (v - meanX) * (v - meanX)) * y.Average(v => (v - meanY) * (v - meanY)));
    }
}
