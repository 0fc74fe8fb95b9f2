using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Verification;
using Adversa.Gan.Models.Layers;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tests.Modules;

namespace Adversa.Tests.Gan.Regularizers;

/// <summary>The layers that show a discriminator its whole batch: against plain loops, and against finite differences.</summary>
internal sealed class MinibatchLayerTests
{
    private const double Tolerance = 1e-13;
    private static readonly CpuDevice Cpu = new(threads: 1);

    [TestCase(1, false)]
    [TestCase(5, false)]
    [TestCase(5, true)]
    public void DiscriminationAddsTheClosenessesOfThePaper(int n, bool averages)
    {
        const int A = 7, B = 3, C = 2;
        using TensorScope scope = TensorScope.Begin();
        using var layer = new MinibatchDiscrimination(A, B, C, averages, Sample.Options());
        Variable f = Sample.Normal([n, A]);
        double[] features = f.ToArray(), y = layer.Forward(f).ToArray();
        double[] weight = layer.StateDict().ToTensor("projection.weight").ToArray<double>();
        for (int i = 0; i < n; i++)
        {
            Assert.That(y[(i * (A + B))..(i * (A + B) + A)], Is.EqualTo(features[(i * A)..((i + 1) * A)]), "the features stay");
            for (int b = 0; b < B; b++)
            {
                double closeness = Enumerable.Range(0, n).Sum(j =>
                    Math.Exp(-Enumerable.Range(0, C).Sum(c => Math.Abs(M(i, b, c) - M(j, b, c)))));
                Assert.That(y[i * (A + B) + A + b], Is.EqualTo(averages ? closeness / n : closeness).Within(Tolerance));
            }
        }

        double M(int i, int b, int c) => Enumerable.Range(0, A).Sum(a => features[i * A + a] * weight[(b * C + c) * A + a]);
    }

    [TestCase(8, 4)]
    [TestCase(6, 3)]
    [TestCase(3, 4)]
    [TestCase(1, 4)]
    public void StandardDeviationIsThatOfEachGroup(int n, int groupSize)
    {
        const int C = 3, Plane = 2 * 5;
        using TensorScope scope = TensorScope.Begin();
        Variable x = Sample.Normal([n, C, 2, 5]);
        double[] input = x.ToArray();
        Variable y = new MinibatchStandardDeviation(groupSize).Forward(x);
        Assert.That(y.Shape, Is.EqualTo(Shape.Create([n, C + 1, 2, 5])));
        double[][] samples = [.. y.ToArray().Chunk((C + 1) * Plane)];
        int groups = n / Math.Min(groupSize, n);
        for (int i = 0; i < n; i++)
        {
            double[][] group = [.. input.Chunk(C * Plane).Where((_, j) => j % groups == i % groups)];
            double mean = Enumerable.Range(0, C * Plane).Average(k => Deviation([.. group.Select(sample => sample[k])]));
            double[] features = input[(i * C * Plane)..((i + 1) * C * Plane)];
            Assert.That(samples[i][..(C * Plane)], Is.EqualTo(features), "the features stay");
            Assert.That(samples[i][(C * Plane)..], Has.All.EqualTo(mean).Within(Tolerance));
        }

        static double Deviation(double[] values)
        {
            double mean = values.Average();
            return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + 1e-8);
        }
    }

    private static IEnumerable<FunctionRow> Rows()
    {
        yield return new FunctionRow("MinibatchDiscrimination")
        {
            { "batch of 5", [[5, 4]], x => new MinibatchDiscrimination(4, 3, 2, options: Options(x)).Forward(x[0]) },
        };
        yield return new FunctionRow("MinibatchStandardDeviation")
        {
            { "groups of 2", [[6, 2, 2, 3]], x => new MinibatchStandardDeviation(2).Forward(x[0]) },
            { "one group", [[3, 2, 1, 3]], x => new MinibatchStandardDeviation(4).Forward(x[0]) },
        };

        static ModuleOptions Options(Variable[] x) => Sample.Options(type: x[0].Value.DType) with { Device = x[0].Value.Device };
    }

    [TestCaseSource(nameof(Rows))]
    public void DerivativesOfFirstAndSecondOrderAreThoseOfFiniteDifferences(FunctionRow row)
    {
        Assert.Multiple(() =>
        {
            foreach (FunctionCase sample in row)
            {
                var checks = new CaseChecks(sample, Cpu, Cpu, new RandomGenerator(1));
                foreach (Check check in Enum.GetValues<Check>())
                {
                    Comparison found = checks.Run(check);
                    string where = $"{sample.Name}, {check}: {found.Where}";
                    Assert.That(found.Error, Is.LessThanOrEqualTo(Tolerances.Of(check)), where);
                }
            }
        });
    }

    [Test]
    public void InputsThatDoNotFitAreRefused()
    {
        using TensorScope scope = TensorScope.Begin();
        using var discrimination = new MinibatchDiscrimination(4, 3, 2, options: Sample.Options());
        Assert.That(() => discrimination.Forward(Sample.Normal([2, 1, 4])), Throws.ArgumentException);
        Assert.That(() => discrimination.Forward(Sample.Normal([2, 5])), Throws.ArgumentException);
        var deviation = new MinibatchStandardDeviation(4);
        Assert.That(
            () => deviation.Forward(Sample.Normal([6, 1, 2, 2])), Throws.ArgumentException.With.Message.Contains("a batch of 6"));
        Assert.That(() => deviation.Forward(Sample.Normal([4, 2])), Throws.ArgumentException);
        Assert.That(() => new MinibatchStandardDeviation(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new MinibatchDiscrimination(4, rows: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
