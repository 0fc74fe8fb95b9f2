using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Language;

namespace Adversa.Tests.Kernels;

/// <summary>The elementary functions against the base library: float against double, double against the same in double.</summary>
internal sealed class PointwiseAccuracyTests
{
    private sealed record Function(
        string Name, Func<float, float> Float, Func<double, double> Double, Func<double, double> Reference);

    private static readonly Function[] Functions =
    [
        new("exp", XMath.Exp, XMath.Exp, Math.Exp),
        new("log", XMath.Log, XMath.Log, Math.Log),
        new("log1p", KernelMath.Log1P, KernelMath.Log1P, Log1P),
        new("sin", XMath.Sin, XMath.Sin, Math.Sin),
        new("cos", XMath.Cos, XMath.Cos, Math.Cos),
        new("tanh", XMath.Tanh, XMath.Tanh, Math.Tanh),
        new("rsqrt", XMath.Rsqrt, XMath.Rsqrt, x => 1 / Math.Sqrt(x)),
    ];

    private static readonly string[] Names = [.. Functions.Select(f => f.Name)];

    [TestCase("sin")]
    [TestCase("tanh")]
    [TestCase("log1p")]
    public void Zeros_keep_their_sign(string name)
    {
        var function = Functions.Single(f => f.Name == name);
        Assert.That(BitConverter.SingleToInt32Bits(function.Float(-0f)), Is.EqualTo(int.MinValue));
        Assert.That(BitConverter.DoubleToInt64Bits(function.Double(-0d)), Is.EqualTo(long.MinValue));
        Assert.That(BitConverter.SingleToInt32Bits(function.Float(0)), Is.Zero);
        Assert.That(BitConverter.DoubleToInt64Bits(function.Double(0)), Is.Zero);
    }

    [TestCaseSource(nameof(Names))]
    public void Float_is_within_2_ulp(string name)
    {
        var function = Functions.Single(f => f.Name == name);
        double worst = 0;
        float where = 0;
        foreach (float x in FloatArguments())
        {
            double error = Ulps(function.Float(x), function.Reference(x));
            if (error > worst) (worst, where) = (error, x);
        }

        TestContext.Out.WriteLine($"{name}: {worst:F3} ulp at {where:R}");
        Assert.That(worst, Is.LessThanOrEqualTo(2),
            $"at {where:R}: {function.Float(where):R}, not {function.Reference(where):R}");
    }

    // The base library's double functions are themselves up to 1 ulp off.
    [TestCaseSource(nameof(Names))]
    public void Double_is_within_2_ulp_and_the_references_own_error(string name)
    {
        var function = Functions.Single(f => f.Name == name);
        double worst = 0, where = 0;
        foreach (float seed in FloatArguments())
        {
            double x = seed * (1 + 1e-9 * (seed % 7));
            double error = Ulps(function.Double(x), function.Reference(x));
            if (error > worst) (worst, where) = (error, x);
        }

        TestContext.Out.WriteLine($"{name}: {worst:F3} ulp at {where:R}");
        Assert.That(worst, Is.LessThanOrEqualTo(3),
            $"at {where:R}: {function.Double(where):R}, not {function.Reference(where):R}");
    }

    [TestCaseSource(nameof(Names))]
    public void Special_values_are_exact(string name)
    {
        var function = Functions.Single(f => f.Name == name);
        foreach (double x in new[] { 0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, -1.0 })
        {
            double expected = function.Reference(x);
            if (double.IsFinite(expected) && expected != 0) continue;
            Assert.That(function.Double(x), Is.EqualTo(expected), $"double, at {x}");
            Assert.That(function.Float((float)x), Is.EqualTo((float)expected), $"float, at {x}");
            Assert.That(double.IsNegative(function.Double(x)),
                Is.EqualTo(double.IsNegative(expected)).Or.EqualTo(double.IsNaN(expected)));
        }
    }

    [Test]
    public void Every_width_gives_the_same_bits()
    {
        float[] x = [.. FloatArguments().Take(4096)];
        foreach (var function in Functions)
            Assert.That(Bits<Simd256<float>>(function.Name, x), Is.EqualTo(Bits<Simd128<float>>(function.Name, x)),
                function.Name);
        foreach (var function in Functions)
            Assert.That(Bits<Simd512<float>>(function.Name, x), Is.EqualTo(Bits<Simd128<float>>(function.Name, x)),
                function.Name);
    }

    private static unsafe int[] Bits<V>(string name, float[] x) where V : struct, ISimd<V, float>
    {
        var result = new float[x.Length];
        fixed (float* source = x, target = result)
        {
            for (int i = 0; i < x.Length; i += V.Count)
            {
                V v = V.Load(source + i);
                V y = name switch
                {
                    "exp" => VectorMathFloat32.Exp(v),
                    "log" => VectorMathFloat32.Log(v),
                    "log1p" => VectorMathFloat32.Log1P(v),
                    "sin" => VectorMathFloat32.Sin(v),
                    "cos" => VectorMathFloat32.Cos(v),
                    "tanh" => VectorMathFloat32.Tanh(v),
                    _ => VectorMathFloat32.Rsqrt(v),
                };
                y.Store(target + i);
            }
        }

        return [.. result.Select(BitConverter.SingleToInt32Bits)];
    }

    /// <summary>Every 40503rd bit pattern, so all exponents and signs, and a fine grid where networks live.</summary>
    private static IEnumerable<float> FloatArguments()
    {
        for (long bits = 0; bits < 1L << 32; bits += 40503) yield return BitConverter.UInt32BitsToSingle((uint)bits);
        var random = new Random(20);
        for (int i = 0; i < 60000; i++) yield return (float)((random.NextDouble() - 0.5) * Math.Pow(2, i % 16 - 7));
    }

    private static double Ulps(float actual, double expected)
    {
        if (float.IsNaN(actual) != double.IsNaN(expected)) return double.MaxValue;
        if (float.IsNaN(actual)) return 0;
        float nearest = (float)expected;
        if (float.IsInfinity(nearest) || float.IsInfinity(actual)) return nearest == actual ? 0 : double.MaxValue;
        double ulp = Math.Max((double)MathF.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest), float.Epsilon);
        return Math.Abs(actual - expected) / ulp;
    }

    private static double Ulps(double actual, double expected)
    {
        if (double.IsNaN(actual) != double.IsNaN(expected)) return double.MaxValue;
        if (double.IsNaN(actual)) return 0;
        if (double.IsInfinity(expected) || double.IsInfinity(actual)) return expected == actual ? 0 : double.MaxValue;
        return Math.Abs(actual - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
    }

    /// <summary>ln(1 + x) in double: the quotient's errors cancel (Kahan's formula, accurate where Math.Log is near 1).</summary>
    private static double Log1P(double x)
    {
        double sum = 1 + x;
        if (sum == 1 || double.IsPositiveInfinity(x)) return x;
        return x <= -1 ? Math.Log(sum) : Math.Log(sum) * (x / (sum - 1));
    }
}
