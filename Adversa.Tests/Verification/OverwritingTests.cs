using Adversa.Autograd;
using Adversa.Autograd.Verification;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Verification;

/// <summary>
/// After an input or the output of a function has been overwritten, its gradient is either what it would have been, because
/// it does not need those numbers, or an error; never another number.
/// </summary>
internal sealed class OverwritingTests
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    [TestCaseSource(typeof(FunctionVerification), nameof(FunctionVerification.Functions))]
    public void NeverGivesWrongGradients(string function)
    {
        foreach (FunctionCase sample in FunctionTable.Rows.Single(row => row.Function == function))
        {
            var random = new RandomGenerator(3);
            double[][] numbers = [.. sample.Inputs.Select(input => input.Values.Draw(input.Shape.Count, random))];
            double[][] expected = new Evaluation(sample, Cpu, DType.Float64).FirstOfSum(numbers);
            for (int overwritten = 0; overwritten <= sample.Inputs.Length; overwritten++)
            {
                if (GradientsAfterOverwriting(sample, numbers, overwritten) is { } gradients)
                    Assert.That(gradients, Is.EqualTo(expected), $"{sample.Name}, variable {overwritten}");
            }
        }
    }

    /// <summary>Overwrites an input, or for the number after the last the output; null if the gradients are refused.</summary>
    private static double[][]? GradientsAfterOverwriting(FunctionCase sample, double[][] numbers, int overwritten)
    {
        using var tape = Tape.Begin();
        Tensor[] values = [.. sample.Inputs.Select((input, i) => Tensor.From(numbers[i], input.Shape, Cpu))];
        Variable[] x = [.. values.Select(value => new Variable(value, requiresGrad: true))];
        Variable y = sample.Call(x);
        Variable sum = y.Sum();
        Variable target = overwritten < x.Length ? x[overwritten] : y;

        // Elements of an expanded view share memory, which has one writer only: its dense base, written as an input.
        if (!target.Value.IsDense) return null;
        target.Value.Fill(double.NaN);
        try
        {
            return [.. Gradients.Of([sum], x, allowUnused: true).Select(gradient => gradient.Value.ToArray<double>())];
        }
        catch (InvalidOperationException error)
        {
            Assert.That(error.Message, Does.Contain("overwritten"));
            return null;
        }
    }
}
