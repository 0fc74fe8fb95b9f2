using Adversa.Autograd.Verification;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tensors.Serialization;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Verification;

/// <summary>
/// Sample calls of the table on the numbers of scripts/fixtures/make_functions.py, which also says what is in its file: values,
/// first and second derivatives are those of PyTorch.
/// </summary>
internal sealed class PyTorchParityTests
{
    // Both compute in float64; sums of some tens of terms in another order, steep functions some ulp apart.
    private const double Tolerance = 1e-12;

    private static readonly CpuDevice Cpu = new();
    private static readonly Lazy<SafetensorsFile> File = new(() => Fixture.Read(Fixture.Functions));

    [TestCaseSource(typeof(FunctionVerification), nameof(FunctionVerification.Functions))]
    public void IsThatOfPyTorch(string function)
    {
        FunctionRow row = FunctionTable.Rows.Single(row => row.Function == function);
        FunctionCase[] known = [.. row.Where(sample => IsKnown(function, sample))];
        Assert.That(known, Is.Not.Empty, "make_functions.py should have at least one sample call of each function");
        foreach (FunctionCase sample in known)
        {
            var evaluation = new Evaluation(sample, Cpu, DType.Float64);
            double[][] x = Read("x", sample.Inputs.Length), directions = Read("v", sample.Inputs.Length);
            double[] cotangent = Array("c");
            Comparison[] comparisons =
            [
                Comparison.Of("value", evaluation.Value(x), Array("y")),
                Comparison.Of("gradient", evaluation.First(x, cotangent), Read("first", x.Length)),
                Comparison.Of(
                    "second gradient", evaluation.Second(x, cotangent, directions),
                    [.. Read("second", x.Length), Array("secondc")]),
            ];
            Comparison worst = Comparison.Worst(comparisons);
            Assert.That(worst.Error, Is.LessThanOrEqualTo(Tolerance), $"{sample.Name}: {worst.Where}");

            double[] Array(string name) => File.Value.Values<double>($"{function}/{sample.Name}/{name}").ToArray();
            double[][] Read(string name, int count) => [.. Enumerable.Range(0, count).Select(i => Array($"{name}{i}"))];
        }
    }

    [Test]
    public void EveryCallOfTheFileIsInTheTable()
    {
        Dictionary<string, Shape[]> table = FunctionTable.Rows
            .SelectMany(row => row.Select(sample => (Call: $"{row.Function}/{sample.Name}", sample.Inputs)))
            .ToDictionary(pair => pair.Call, pair => pair.Inputs.Select(input => input.Shape).ToArray());
        foreach (var call in File.Value.Entries.GroupBy(entry => entry.Name[..entry.Name.LastIndexOf('/')]))
        {
            Assert.That(table, Contains.Key(call.Key));
            IEnumerable<Shape> shapes = call.Where(entry => entry.Name.StartsWith($"{call.Key}/x")).OrderBy(entry => entry.Name)
                .Select(entry => Shape.Create(entry.Shape.Span));
            Assert.That(shapes, Is.EqualTo(table[call.Key]), call.Key);
        }
    }

    private static bool IsKnown(string function, FunctionCase sample) => File.Value.TryGet($"{function}/{sample.Name}/y", out _);
}
