using Adversa.Autograd;
using Adversa.Autograd.Optimizers;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Optimizers;

/// <summary>Ten steps of each rule, against its formula and against PyTorch.</summary>
internal sealed class UpdateRuleTests
{
    private const int Steps = 10;

    // import torch
    // def run(make):
    //     p = torch.nn.Parameter(torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64))
    //     o = make([p])
    //     for t in range(10):
    //         p.grad = torch.tensor([0.1, -0.3, 2.0], dtype=torch.float64) * (t % 3 - 1) + 0.05 * p.detach()
    //         o.step()
    //     print(p.tolist())
    // run(lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.5, 0.9), eps=1e-6, weight_decay=0.01))
    // run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.2, weight_decay=0.01))
    // run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True))
    // run(lambda p: torch.optim.SGD(p, lr=0.1, dampening=0.5))
    // run(lambda p: torch.optim.RMSprop(p, lr=0.1, alpha=0.9, eps=1e-6, weight_decay=0.01, momentum=0.5))
    private static readonly TestCaseData[] PyTorch =
    [
        Of("Adam", p => new Adam(p, 0.1, 0.5, 0.9, 1e-6, 0.01), [0.6148164488399667, -1.7359517158981896, 0.6181000454562532]),
        Of("Momentum", p => new Sgd(p, 0.1, 0.9, 0.2, 0.01), [0.8470645633848568, -1.738826636846789, 1.2951337281954105]),
        Of("Nesterov", p => new Sgd(p, 0.1, 0.9, nesterov: true), [0.8225657663171866, -1.6897528550598706, 1.2813986704557994]),
        Of("Plain", p => new Sgd(p, 0.1, dampening: 0.5), [0.9608167986185653, -1.931340265389924, 0.6696884282887541]),
        Of("Rms", p => new RmsProp(p, 0.1, 0.9, 1e-6, 0.01, 0.5), [0.16116974856279687, -1.2804608704635312, 0.8440266012744422]),
    ];

    [TestCaseSource(nameof(PyTorch))]
    public void GivesPyTorchsNumbers(Func<Parameter[], Optimizer> create, double[] expected)
    {
        using TensorScope scope = TensorScope.Begin();
        using var p = new Parameter(Tensor.From([1.0, -2.0, 0.5]));
        using Optimizer optimizer = create([p]);
        for (int t = 0; t < Steps; t++)
        {
            optimizer.ZeroGradients();
            p.SetGradient([.. p.Elements().Zip([0.1, -0.3, 2.0], (x, slope) => slope * (t % 3 - 1) + 0.05 * x)]);
            optimizer.Step();
        }

        Assert.That(p.Elements(), Is.EqualTo(expected).Within(1e-13));
    }

    [TestCase(0.9, 0.999, 1e-8, 0.0)]
    [TestCase(0.0, 0.9, 1e-3, 0.1)]
    public void AdamFollowsItsPaper(double beta1, double beta2, double epsilon, double decay)
    {
        double m = 0, v = 0;
        Compare(p => new Adam(p, 0.05, beta1, beta2, epsilon, decay), (t, x, g) =>
        {
            g += decay * x;
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            return x - 0.05 * (m / (1 - Math.Pow(beta1, t))) / (Math.Sqrt(v / (1 - Math.Pow(beta2, t))) + epsilon);
        });
    }

    [TestCase(0.0, 0.0, 0.0, false)]
    [TestCase(0.9, 0.3, 0.1, false)]
    [TestCase(0.5, 0.0, 0.0, true)]
    public void SgdFollowsItsFormula(double momentum, double dampening, double decay, bool nesterov)
    {
        double b = 0;
        Compare(p => new Sgd(p, 0.05, momentum, dampening, decay, nesterov), (t, x, g) =>
        {
            g += decay * x;
            b = t == 1 ? g : momentum * b + (1 - dampening) * g;
            return x - 0.05 * (nesterov ? g + momentum * b : momentum == 0 ? g : b);
        });
    }

    [TestCase(0.99, 0.0, 0.0)]
    [TestCase(0.5, 0.1, 0.8)]
    public void RmsPropFollowsItsFormula(double alpha, double decay, double momentum)
    {
        double v = 0, b = 0;
        Compare(p => new RmsProp(p, 0.05, alpha, 1e-8, decay, momentum), (_, x, g) =>
        {
            g += decay * x;
            v = alpha * v + (1 - alpha) * g * g;
            b = momentum * b + g / (Math.Sqrt(v) + 1e-8);
            return x - 0.05 * b;
        });
    }

    [Test]
    public void NesterovsFormNeedsMomentumAlone()
    {
        using var p = new Parameter(Tensor.Zeros([1]));
        Assert.That(() => new Sgd([p], nesterov: true), Throws.ArgumentException.With.Message.StartsWith(
            "Sgd: Nesterov's form needs a momentum"));
        Assert.That(() => new Sgd([p], momentum: 0.9, dampening: 0.1, nesterov: true), Throws.ArgumentException);
        Assert.That(() => new Sgd([p], momentum: 0.9, nesterov: true).Dispose(), Throws.Nothing);
    }

    [Test]
    public void TheLearningRateMayChangeBetweenSteps()
    {
        using var p = new Parameter(Tensor.From([1.0]));
        using var optimizer = new Sgd([p], 0.5);
        p.SetGradient([1]);
        optimizer.Step();
        optimizer.LearningRate = 0.25;
        optimizer.Step();
        Assert.That(p.Elements()[0], Is.EqualTo(0.25));
    }

    /// <summary>Random gradients for one number; the rule maps step, value and gradient to the next value.</summary>
    private static void Compare(Func<Parameter[], Optimizer> create, Func<int, double, double, double> rule)
    {
        using TensorScope scope = TensorScope.Begin();
        var random = new Random(4);
        using var p = new Parameter(Tensor.From([0.7]));
        using Optimizer optimizer = create([p]);
        double expected = 0.7;
        for (int t = 1; t <= Steps; t++)
        {
            double g = 2 * random.NextDouble() - 1;
            optimizer.ZeroGradients();
            p.SetGradient([g]);
            optimizer.Step();
            expected = rule(t, expected, g);
            Assert.That(p.Elements()[0], Is.EqualTo(expected).Within(1e-13), $"step {t}");
        }
    }

    private static TestCaseData Of(string name, Func<Parameter[], Optimizer> create, double[] expected) =>
        new TestCaseData(create, expected).SetArgDisplayNames(name);
}
