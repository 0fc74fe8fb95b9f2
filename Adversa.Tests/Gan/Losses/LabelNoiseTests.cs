using Adversa.Autograd;
using Adversa.Gan.Losses;
using Adversa.Gan.Training;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Gan.Losses;

public sealed class LabelNoiseTests
{
    private const double Probability = 0.2;

    [Test]
    public void FlipsTheGivenShareOfLabels()
    {
        using TensorScope scope = TensorScope.Begin();
        const int Count = 20_000;
        GanLoss loss = Noisy("wasserstein", new RandomGenerator(3));
        double[] real = loss.RealTerms(Tensor.Ones([Count], DType.Float64)).Value.ToArray<double>();
        double[] fake = loss.FakeTerms(Tensor.Ones([Count], DType.Float64)).Value.ToArray<double>();
        double[] generator = loss.GeneratorTerms(Tensor.Ones([Count], DType.Float64)).Value.ToArray<double>();

        // Five standard deviations of a binomial count. Told right, a real sample's term is −1 and a generated one's +1.
        double deviation = 5 * Math.Sqrt(Count * Probability * (1 - Probability));
        Assert.That(real.Count(term => term == 1), Is.EqualTo(Count * Probability).Within(deviation));
        Assert.That(real.Count(term => term == -1), Is.EqualTo(Count * (1 - Probability)).Within(deviation));
        Assert.That(fake.Count(term => term == -1), Is.EqualTo(Count * Probability).Within(deviation));
        Assert.That(generator, Has.All.EqualTo(-1), "the generator's labels stay");
    }

    /// <summary>The gradient of a flipped sample is the other term's.</summary>
    [Test]
    public void GradientsFollowTheFlippedLabels()
    {
        using var tape = Tape.Begin();
        var random = new RandomGenerator(4);
        var logits = new Variable(random.Normal([50], type: DType.Float64), requiresGrad: true);
        Tensor flips = new RandomGenerator(5).Bernoulli([50], Probability, DType.Float64);
        Variable loss = Noisy("non-saturating", new RandomGenerator(5)).OnReal(logits);
        double[] gradient = Gradients.Of(loss, logits).Value.ToArray<double>();
        double[] expected = [.. logits.Value.ToArray<double>().Zip(flips.ToArray<double>(), (l, flip) =>
            (1 / (1 + Math.Exp(-l)) - (1 - flip)) / 50)];
        Assert.That(flips.ToArray<double>().Sum(), Is.InRange(1, 49), "both kinds occur");
        Assert.That(gradient, Is.EqualTo(expected).Within(1e-15));
    }

    /// <summary>A trainer's state holds how far the flips have come, so that a resumed run goes on to the bit.</summary>
    [Test]
    public void ResumesToTheBit()
    {
        var options = new TrainingOptions
        {
            Size = 16,
            Channels = 1,
            Features = 4,
            Latent = 4,
            Batch = 4,
            Loss = "hinge",
            LabelNoise = Probability,
        };
        using TensorScope scope = TensorScope.Begin();
        Tensor real = new RandomGenerator(6).Uniform([4, 1, 16, 16], -1, 1);
        using GanTrainer first = Create(), second = Create();
        for (int step = 0; step < 2; step++) first.Step(real);
        StateDict state = first.State();
        StepReport expected = first.Step(real);
        second.Load(state);
        Assert.That(second.Step(real).Metrics(), Is.EqualTo(expected.Metrics()));

        GanTrainer Create() => new(options);
    }

    private static GanLoss Noisy(string name, RandomGenerator random) =>
        GanLosses.Create(name, new LossOptions { FlipProbability = Probability }, random);
}
