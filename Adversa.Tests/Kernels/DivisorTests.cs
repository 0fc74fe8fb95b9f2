using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

internal sealed class DivisorTests
{
    [Test]
    public void Quotients_are_exact()
    {
        int[] divisors = [.. Enumerable.Range(1, 70), 641, 1 << 20, (1 << 20) + 1, 1 << 30, int.MaxValue - 1, int.MaxValue];
        foreach (int value in divisors)
        {
            var divisor = Divisor.Of(value);
            long last = int.MaxValue / value * (long)value;
            long[] near = [0, 1, value - 1, value, value + 1L, 2L * value - 1, last - 1, last, int.MaxValue];
            foreach (long n in near.Where(n => n is >= 0 and <= int.MaxValue))
                Assert.That(divisor.Quotient((int)n), Is.EqualTo(n / value), $"{n} / {value}");
        }
    }
}
