using Adversa.Autograd;
using Adversa.Autograd.Verification;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Verification;

/// <summary>Each check finds the mistake that it is there for, and no other check reports it.</summary>
internal sealed class CheckTests
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return new TestCaseData((Variable x) => Square(x, static (gy, x) => 2.000001 * gy * x), new[] { Check.First })
            .SetArgDisplayNames("a factor");
        yield return new TestCaseData((Variable x) => Square(x, static (gy, x) => 2 * gy * x.Detach()), new[] { Check.Second })
            .SetArgDisplayNames("a gradient that is a constant");
        yield return new TestCaseData(
            (Variable x) => Square(x, static (gy, x) => (Tape.IsRecording ? 2 : 2 + 1e-9) * gy * x), new[] { Check.Graph })
            .SetArgDisplayNames("a fused gradient that differs");
        yield return new TestCaseData(
            (Variable x) => Square(x, static (gy, x) => (x.Value.IsDense ? 2 : 3) * gy * x), new[] { Check.Layout })
            .SetArgDisplayNames("a view read as if it were dense");
        yield return new TestCaseData(
            (Variable x) => Square(x, static (gy, x) => (x.Value.DType == DType.Float32 ? 2.0001 : 2) * gy * x),
            new[] { Check.Float32 })
            .SetArgDisplayNames("single precision that is too coarse");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void FindsTheMistake(Func<Variable, Variable> square, Check[] expected)
    {
        var row = new FunctionRow("Square") { { "matrix", [[3, 5]], x => square(x[0]) } };
        var checks = new CaseChecks(row.Single(), Cpu, Cpu, new RandomGenerator(1));
        IEnumerable<Check> failed = Enum.GetValues<Check>().Where(check => !(checks.Run(check).Error <= Tolerances.Of(check)));
        Assert.That(failed, Is.EquivalentTo(expected));
    }

    [Test]
    public void NotANumberFails()
    {
        Comparison comparison = Comparison.Of("array", [1, double.NaN, 5], [1, 2, 3]);
        Assert.That(comparison.Error, Is.NaN);
        Assert.That(comparison.Where, Does.Contain("[1]"));
        Assert.That(new CheckResult(Check.First, comparison.Error, 1, comparison.Where).Passed, Is.False);
    }

    /// <summary>x² with a gradient of the test's.</summary>
    private static Variable Square(Variable x, Func<Variable, Variable, Variable> gradient) =>
        Node.Record(Pointwise.Square.Apply([x.Value]), Vjp.Of(x, x, gradient));
}
