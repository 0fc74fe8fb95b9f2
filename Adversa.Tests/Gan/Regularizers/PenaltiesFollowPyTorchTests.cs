using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Losses;
using Adversa.Gan.Regularizers;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Gan.Regularizers;

/// <summary>
/// A discriminator's full loss with a gradient penalty, and the gradients of all its parameters, from PyTorch's weights, data and
/// random numbers (scripts/fixtures/make_penalties.py): derivatives of derivatives through convolutions.
/// </summary>
public sealed class PenaltiesFollowPyTorchTests
{
    private const int Features = 4;

    /// <summary>The two programs add the same numbers in another order.</summary>
    [Test]
    public void InFloat64([Values("wgan-gp", "r1", "dragan")] string penalty) =>
        AssertFollows(penalty, DType.Float64, "float64", tolerance: 1e-12);

    /// <summary>PyTorch's own gradients in float32 are 1.5·10⁻⁶ off those in float64.</summary>
    [Test]
    public void InFloat32([Values("wgan-gp", "r1", "dragan")] string penalty) =>
        AssertFollows(penalty, DType.Float32, "float32", tolerance: 1e-5);

    [Test]
    public void DoNotDependOnTheNumberOfThreads([Values("wgan-gp", "r1", "dragan")] string penalty)
    {
        byte[][] one = Bytes(1);
        Assert.That(Bytes(2), Is.EqualTo(one));
        Assert.That(Bytes(3), Is.EqualTo(one));

        byte[][] Bytes(int threads)
        {
            return [.. Measure(penalty, DType.Float32, new CpuDevice(threads)).Select(entry => entry.Data.ToArray())];
        }
    }

    private static void AssertFollows(string penalty, DType type, string precision, double tolerance)
    {
        using TensorScope scope = TensorScope.Begin();
        StateDict expected = StateDict.Load(Fixture.PathOf(Fixture.Penalties)).Sub($"{precision}.{penalty}");
        StateDict found = Measure(penalty, type, DeviceList.Default);
        Assert.That(found.Names, Is.EquivalentTo(expected.Names));
        Assert.Multiple(() =>
        {
            foreach (string name in found.Names)
            {
                double[] ours = Numbers(found, name), theirs = Numbers(expected, name);
                double error = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
                Assert.That(error, Is.LessThanOrEqualTo(tolerance * theirs.Max(Math.Abs)), name);
            }
        });
    }

    /// <summary>The loss and the gradients, under the fixture's names.</summary>
    private static StateDict Measure(string penalty, DType type, Device device)
    {
        StateDict fixture = StateDict.Load(Fixture.PathOf(Fixture.Penalties));
        using Module critic = Critic(new ModuleOptions { Type = type, Device = device });
        critic.LoadStateDict(fixture.Sub("critic"));
        using var tape = Tape.Begin();
        Variable loss = Loss(penalty, critic.Forward, name => fixture.ToTensor(name, device).To(type));
        loss.Backward();

        var found = new StateDict();
        found.Add("loss", loss.Value);
        foreach ((string name, Parameter parameter) in critic.NamedParameters())
            found.Add($"gradient.{name}", parameter.Gradient ?? throw new AssertionException($"{name} has no gradient"));
        return found;
    }

    private static Variable Loss(string penalty, Func<Variable, Variable> critic, Func<string, Tensor> input)
    {
        Tensor real = input("real"), fake = input("fake");
        var random = new RandomGenerator(1);
        GanLoss loss = penalty == "wgan-gp" ? new WassersteinLoss() : new NonSaturatingLoss();
        Variable term = penalty switch
        {
            "wgan-gp" => new WganGradientPenalty(random).Of(critic, real, fake, input("epsilon")),
            "r1" => new R1Penalty().Of(critic, real, fake),
            _ => new DraganPenalty(random).Of(critic, real, input("alpha"), input("noise")),
        };
        return loss.OnReal(critic(real)) + loss.OnFake(critic(fake)) + term;
    }

    private static Sequential Critic(ModuleOptions options) => new(
        new Conv2d(3, Features, 4, stride: 2, padding: 1, options: options), new LeakyReLU(0.2),
        new Conv2d(Features, 2 * Features, 4, stride: 2, padding: 1, options: options), new LeakyReLU(0.2),
        new Conv2d(2 * Features, 4 * Features, 4, stride: 2, padding: 1, options: options), new LeakyReLU(0.2),
        new Conv2d(4 * Features, 1, 4, options: options), new Flatten(0));

    private static double[] Numbers(StateDict state, string name) => state.ToTensor(name).To(DType.Float64).ToArray<double>();
}
