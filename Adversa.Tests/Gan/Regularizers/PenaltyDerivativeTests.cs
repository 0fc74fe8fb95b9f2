using Adversa.Autograd;
using Adversa.Autograd.Verification;
using Adversa.Gan.Regularizers;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Regularizers;

/// <summary>
/// Each gradient penalty as a function of the critic's weights, against finite differences of first and second order: the second
/// one is a third derivative of the critic.
/// </summary>
internal sealed class PenaltyDerivativeTests
{
    private const int Samples = 3, Inside = 2, Hidden = 4;
    private static readonly CpuDevice Cpu = new(threads: 1);

    [Test]
    public void AreThoseOfFiniteDifferences([ValueSource(typeof(GradientPenalties), nameof(GradientPenalties.Names))] string name)
    {
        var row = new FunctionRow(name)
        {
            { "critic with tanh", [[Hidden, Inside], [Hidden], [1, Hidden]], weights => Penalty(name, weights) },
        };
        var checks = new CaseChecks(row.Single(), Cpu, Cpu, new RandomGenerator(1));
        Assert.Multiple(() =>
        {
            foreach (Check check in Enum.GetValues<Check>())
            {
                Comparison found = checks.Run(check);
                Assert.That(found.Error, Is.LessThanOrEqualTo(Tolerances.Of(check)), $"{check}: {found.Where}");
            }
        });
    }

    private static Variable Penalty(string name, Variable[] weights)
    {
        using Tape? tape = Tape.IsRecording ? null : Tape.Begin();
        DType type = weights[0].Value.DType;
        var random = new RandomGenerator(2);
        Tensor real = Draw(), fake = Draw();
        Variable penalty = GradientPenalties.Create(name, random, weight: 1).Of(
            x => x.Linear(weights[0], weights[1]).Tanh().Linear(weights[2]), real, fake);
        tape?.Keep(penalty.Value);
        return penalty;

        Tensor Draw() => random.Uniform([Samples, Inside], -1, 1, type, Cpu);
    }
}
