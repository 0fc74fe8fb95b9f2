using Adversa.Autograd;
using Adversa.Gan.Training;
using Adversa.Kernels;
using Adversa.Tensors;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Gan;

/// <summary>
/// A whole training run from the same weights, data and noise as PyTorch's (scripts/fixtures/make_dcgan_losses.py).
/// </summary>
public sealed class DcganFollowsPyTorchTests
{
    private const int Steps = 50, Batch = 16, Images = 64, Side = 16, Latent = 16;

    [Test]
    public void InFloat64WithinOneMillionth()
    {
        double[][] losses = Train(DType.Float64);
        StateDict fixture = StateDict.Load(Fixture.PathOf(Fixture.DcganLosses));
        AssertClose(losses, fixture, "float64", tolerance: (_, _) => 1e-6);
    }

    /// <summary>
    /// Ten times what rounding alone does to PyTorch: its own divergence when the first weights move by one ulp.
    /// </summary>
    [Test]
    public void InFloat32WithinTenTimesPyTorchsOwnDivergence()
    {
        double[][] losses = Train(DType.Float32);
        StateDict fixture = StateDict.Load(Fixture.PathOf(Fixture.DcganLosses));
        double[][] divergence = [.. Names.Select(name => fixture.Values<double>($"divergence.{name}").ToArray())];
        AssertClose(losses, fixture, "float32", tolerance: (loss, step) => 10 * divergence[loss][step]);
    }

    private static string[] Names => ["d_real", "d_fake", "g"];

    private static void AssertClose(double[][] losses, StateDict fixture, string run, Func<int, int, double> tolerance)
    {
        using TensorScope scope = TensorScope.Begin();
        Assert.Multiple(() =>
        {
            for (int loss = 0; loss < Names.Length; loss++)
            {
                double[] expected = fixture.ToTensor($"{run}.{Names[loss]}").To(DType.Float64).ToArray<double>();
                for (int step = 0; step < Steps; step++)
                {
                    double difference = Math.Abs(losses[loss][step] - expected[step]) / Math.Abs(expected[step]);
                    Assert.That(difference, Is.LessThanOrEqualTo(tolerance(loss, step)), $"{Names[loss]} of step {step}");
                }
            }
        });
    }

    private static double[][] Train(DType type)
    {
        StateDict fixture = StateDict.Load(Fixture.PathOf(Fixture.DcganLosses));
        var options = new TrainingOptions { Size = Side, Channels = 1, Features = 8, Latent = Latent, Batch = Batch };
        using var trainer = new GanTrainer(options, type);
        trainer.Generator.LoadStateDict(fixture.Sub("generator"));
        trainer.Discriminator.LoadStateDict(fixture.Sub("discriminator"));
        using TensorScope scope = TensorScope.Begin();
        Tensor data = fixture.ToTensor("data").To(type), noise = fixture.ToTensor("noise").To(type);
        double[][] losses = [new double[Steps], new double[Steps], new double[Steps]];
        for (int step = 0; step < Steps; step++)
        {
            StepReport made = trainer.Step(
                data.Slice(0, Batch * step % Images, Batch), noise.Slice(0, step, 1).Reshape(Batch, Latent, 1, 1));
            losses[0][step] = made.DiscriminatorReal!.Value;
            losses[1][step] = made.DiscriminatorFake!.Value;
            losses[2][step] = made.Generator!.Value;
        }

        return losses;
    }
}
