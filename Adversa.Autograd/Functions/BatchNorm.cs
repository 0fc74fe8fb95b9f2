using Adversa.Tensors;
using static Adversa.Autograd.Node;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>
    /// Batch normalization of x [N,C,...] with the batch's own statistics: γ·(x − mean)/√(variance + ε) + β per channel, with the
    /// biased variance (Ioffe and Szegedy, 2015). Gives the statistics [C] as well, for running averages.
    /// </summary>
    public static Variable BatchNorm(
        Variable x, Variable gamma, Variable beta, double epsilon, out Tensor mean, out Tensor variance)
    {
        (mean, variance) = x.Value.BatchNormStatistics();
        return Record(
            x.Value.BatchNormalize(mean, variance, gamma.Value, beta.Value, epsilon),
            Vjp.Joint([x, gamma, beta], saves: [x, gamma, mean, variance], epsilon, static (gy, saved, epsilon) =>
            {
                (Variable x, Variable gamma, Variable mean, Variable variance) = (saved[0], saved[1], saved[2], saved[3]);
                return Tape.IsRecording
                    ? BatchNormGradients(gy, x, gamma, epsilon)
                    : FusedBatchNormGradients(gy.Value, x.Value, gamma.Value, mean.Value, variance.Value, epsilon);
            }));
    }

    /// <summary>Batch normalization of x [N,C,...] with given statistics [C], as in evaluation mode.</summary>
    public static Variable BatchNormInference(
        Variable x, Tensor mean, Tensor variance, Variable gamma, Variable beta, double epsilon)
    {
        Shape perChannel = PerChannel(x.Shape);
        return Record(
            x.Value.BatchNormalize(mean, variance, gamma.Value, beta.Value, epsilon),
            Vjp.Of(x, gamma, variance, (epsilon, perChannel), static (gy, gamma, variance, c) =>
                gy * (gamma * Rsqrt(variance + c.epsilon)).Reshape(c.perChannel)),
            Vjp.Joint([gamma], saves: [x, mean, variance], (epsilon, perChannel), static (gy, saved, c) =>
            {
                (Variable x, Variable mean, Variable variance) = (saved[0], saved[1], saved[2]);
                Variable centred = x - mean.Reshape(c.perChannel);
                return [(gy * centred).SumTo(c.perChannel).Reshape(mean.Shape) * Rsqrt(variance + c.epsilon)];
            }),
            Vjp.Of(beta, (perChannel, beta.Shape), static (gy, c) => gy.SumTo(c.perChannel).Reshape(c.Shape)));
    }

    /// <summary>
    /// The derivatives in differentiable pieces, for a graph of the gradient: with x̂ = (x − mean)·r and r = 1/√(variance + ε),
    /// ∂x = γ·r·(gy − mean(gy) − x̂·mean(gy·x̂)), ∂γ = Σ gy·x̂, ∂β = Σ gy.
    /// </summary>
    private static Variable?[] BatchNormGradients(Variable gy, Variable x, Variable gamma, double epsilon)
    {
        Shape perChannel = PerChannel(x.Shape);
        Variable centered = x - x.MeanTo(perChannel);
        Variable r = (centered.Square().MeanTo(perChannel) + epsilon).Rsqrt();
        Variable normalized = centered * r;
        Variable gradGamma = (gy * normalized).SumTo(perChannel);
        Variable gradBeta = gy.SumTo(perChannel);
        double share = (double)perChannel.Count / x.Shape.Count;
        Variable gradX = gamma.Reshape(perChannel) * r * (gy - gradBeta * share - normalized * (gradGamma * share));
        return [gradX, gradGamma.Reshape(gamma.Shape), gradBeta.Reshape(gamma.Shape)];
    }

    private static Variable?[] FusedBatchNormGradients(
        Tensor gy, Tensor x, Tensor gamma, Tensor mean, Tensor variance, double epsilon)
    {
        (Tensor gradX, Tensor gradGamma, Tensor gradBeta) = x.BatchNormBackward(gy, mean, variance, gamma, epsilon);
        return [gradX, gradGamma, gradBeta];
    }

    /// <summary>[1,C,1,...], which broadcasts to [N,C,...].</summary>
    private static Shape PerChannel(Shape shape)
    {
        Span<int> sizes = stackalloc int[shape.Rank];
        sizes.Fill(1);
        sizes[1] = shape[1];
        return Shape.Create(sizes);
    }
}
