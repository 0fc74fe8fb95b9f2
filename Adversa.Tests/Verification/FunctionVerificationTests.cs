using System.Reflection;
using Adversa.Autograd;
using Adversa.Autograd.Verification;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Verification;

/// <summary>The table of differentiable functions on the CPU.</summary>
internal sealed class FunctionVerificationTests
{
    private static readonly CpuDevice Cpu = new();

    [TestCaseSource(typeof(FunctionVerification), nameof(FunctionVerification.Functions))]
    public void DerivativesAreRight(string function)
    {
        FunctionResult result = FunctionVerification.Run(Cpu, [function]).Single();
        TestContext.Out.WriteLine($"{result.Cases} sample calls");
        foreach (CheckResult check in result.Checks) TestContext.Out.WriteLine(check);
        Assert.That(result.Exception, Is.Null);
        Assert.That(result.Checks.Where(check => !check.Passed), Is.Empty);
        Assert.That(result.Checks.Select(check => check.Check), Is.EquivalentTo(FunctionVerification.ChecksOf(Cpu)));
    }

    [Test]
    public void EveryFunctionHasOneRow()
    {
        IEnumerable<string> functions = typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Variable)).Select(method => method.Name).Distinct();
        Assert.That(FunctionVerification.Functions, Is.EquivalentTo(functions));
    }

    [Test]
    public void UnknownFunctionIsNamed() =>
        Assert.That(
            () => FunctionVerification.Run(Cpu, ["Tahn"]),
            Throws.ArgumentException.With.Message.Contains("Tahn").And.Message.Contains("Tanh"));

    [Test]
    public void SampleCallsOfAFunctionHaveDifferentNames() =>
        Assert.That(FunctionTable.Rows.SelectMany(row => row.Select(sample => (row.Function, sample.Name))), Is.Unique);
}
