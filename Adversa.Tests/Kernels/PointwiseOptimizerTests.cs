using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>
/// Several steps of each optimizer in double against the published algorithms, written with the fewest operations.
/// </summary>
internal sealed class PointwiseOptimizerTests
{
    private const int Steps = 5;
    private const double Rate = 0.02, Decay = 0.01;

    // Rounding alone separates the two orders of operations over five steps.
    private const double Tolerance = 1e-14;

    [Test]
    public void Adam_follows_its_algorithm([Values(0.0, 0.5, 0.9)] double beta1)
    {
        const double Beta2 = 0.999, Epsilon = 1e-8;
        double[][] state = [[1, -2, 0.5], [0, 0, 0], [0, 0, 0], [0, 0, 0]];
        double[] p = [.. state[0]], m = new double[3], v = new double[3];
        for (int t = 1; t <= Steps; t++)
        {
            state[3] = Gradient(t);
            double correction1 = 1 - Math.Pow(beta1, t), correction2 = 1 - Math.Pow(Beta2, t);
            state = PointwiseKernels.Run(Pointwise.Adam, state, [Rate, beta1, Beta2, Epsilon, correction1, correction2, Decay]);
            for (int i = 0; i < 3; i++)
            {
                double g = state[3][i] + Decay * p[i];
                m[i] = beta1 * m[i] + (1 - beta1) * g;
                v[i] = Beta2 * v[i] + (1 - Beta2) * g * g;
                p[i] -= Rate * (m[i] / correction1) / (Math.Sqrt(v[i] / correction2) + Epsilon);
            }
        }

        Assert.That(state[0], Is.EqualTo(p).Within(Tolerance));
    }

    // In float, 1 − 0.999f is off by 4.7e-5 of its value; taken in double the first step moves by exactly the learning rate.
    [Test]
    public void Adam_takes_its_decays_at_full_precision()
    {
        float[][] state = PointwiseKernels.Run(Pointwise.Adam, [[0f], [0f], [0f], [3f]],
            [1, 0.9, 0.999, 0, 1 - 0.9, 1 - 0.999, 0]);
        Assert.That(state[0][0], Is.EqualTo(-1f).Within(2e-7f));
    }

    [Test]
    public void Sgd_starts_from_the_gradient([Values] bool nesterov, [Values(0.0, 0.9)] double momentum)
    {
        const double Dampening = 0.25;
        double[][] state = [[1, -2, 0.5], [double.NaN, 7, -7], [0, 0, 0]];
        double[] p = [.. state[0]], velocity = new double[3];
        for (int t = 1; t <= Steps; t++)
        {
            state[2] = Gradient(t);
            double[] scalars = [Rate, momentum, Dampening, Decay, nesterov ? 1 : 0, t == 1 ? 1 : 0];
            state = PointwiseKernels.Run(Pointwise.Sgd, state, scalars);
            for (int i = 0; i < 3; i++)
            {
                double g = state[2][i] + Decay * p[i];
                velocity[i] = t == 1 ? g : momentum * velocity[i] + (1 - Dampening) * g;
                p[i] -= Rate * (nesterov ? g + momentum * velocity[i] : velocity[i]);
            }
        }

        Assert.That(state[0], Is.EqualTo(p).Within(Tolerance));
    }

    [Test]
    public void RmsProp_follows_its_algorithm()
    {
        const double Alpha = 0.99, Epsilon = 1e-8, Momentum = 0.5;
        double[][] state = [[1, -2, 0.5], [0, 0, 0], [0, 0, 0], [0, 0, 0]];
        double[] p = [.. state[0]], square = new double[3], velocity = new double[3];
        for (int t = 1; t <= Steps; t++)
        {
            state[3] = Gradient(t);
            state = PointwiseKernels.Run(Pointwise.RmsProp, state, [Rate, Alpha, Epsilon, Momentum, Decay]);
            for (int i = 0; i < 3; i++)
            {
                double g = state[3][i] + Decay * p[i];
                square[i] = Alpha * square[i] + (1 - Alpha) * g * g;
                velocity[i] = Momentum * velocity[i] + g / (Math.Sqrt(square[i]) + Epsilon);
                p[i] -= Rate * velocity[i];
            }
        }

        Assert.That(state[0], Is.EqualTo(p).Within(Tolerance));
    }

    [Test]
    public void Ema_moves_by_what_the_decay_leaves() =>
        Assert.That(PointwiseKernels.Run(Pointwise.Ema, [[1.0, 4.0], [3.0, 0.0]], [0.75])[0],
            Is.EqualTo(new[] { 1.5, 3.0 }).Within(Tolerance));

    private static double[] Gradient(int step) => [Math.Sin(step), Math.Cos(3 * step), 0.1 * step];
}
