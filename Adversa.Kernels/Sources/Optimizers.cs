namespace Adversa.Kernels.Sources;

/// <summary>
/// Optimizer steps: each reads and writes parameter p and its moments once. Formulas and the order of their operations are
/// PyTorch's, so that a run can be followed side by side; weight decay is L2, added to gradient g.
/// </summary>
/// <remarks>
/// The whole formula is one pass, so that the state moves through memory once per step. In float32 Adam and RmsProp read 16
/// bytes per parameter and write 12, Sgd reads 12 and writes 8, Ema reads 8 and writes 4. Written as separate additions and
/// products, each of Adam's dozen intermediate tensors would move 8 bytes more. Adam computes about 20 operations per
/// parameter, two divisions and a root among them: less than one per byte, so memory decides for tensors that outgrow the
/// cache. What depends on scalars alone (1 − β₁, lr / correction1) is computed once per launch, in double. A next version would
/// take all parameters of a model in one launch, instead of one for every bias, and keep m and v in 16 bits each, which saves 8
/// of Adam's 28 bytes.
/// </remarks>
internal static class Optimizers
{
    /// <summary>
    /// Adam (Kingma and Ba, ICLR 2015, algorithm 1): g ← g + weightDecay·p, m ← m + (1−β₁)(g − m), v ← β₂v + (1−β₂)g²,
    /// p ← p − (lr/correction1)·m / (√v/√correction2 + ε), with correctionᵢ = 1 − βᵢᵗ at step t = 1, 2, ….
    /// </summary>
    [Pointwise]
    public static void Adam(ref float p, ref float m, ref float v, float g, [Scalar] float lr, [Scalar] float beta1,
        [Scalar] float beta2, [Scalar] float epsilon, [Scalar] float correction1, [Scalar] float correction2,
        [Scalar] float weightDecay)
    {
        float gradient = g + weightDecay * p;
        m = Lerp(m, gradient, 1 - beta1);
        v = v * beta2 + (1 - beta2) * gradient * gradient;
        p -= lr / correction1 * m / (XMath.Sqrt(v) / XMath.Sqrt(correction2) + epsilon);
    }

    /// <summary>
    /// Stochastic gradient descent with momentum: g ← g + weightDecay·p, velocity ← momentum·velocity + (1−dampening)·g,
    /// p ← p − lr·velocity, or p ← p − lr·(g + momentum·velocity) with Nesterov's look-ahead. On the first step
    /// velocity ← g, whatever it held before. Nesterov and firstStep are 1 or 0. Without momentum pass a dampening of 0.
    /// </summary>
    [Pointwise]
    public static void Sgd(ref float p, ref float velocity, float g, [Scalar] float lr, [Scalar] float momentum,
        [Scalar] float dampening, [Scalar] float weightDecay, [Scalar] float nesterov, [Scalar] float firstStep)
    {
        float gradient = g + weightDecay * p;
        velocity = firstStep != 0 ? gradient : momentum * velocity + (1 - dampening) * gradient;
        p -= lr * (nesterov != 0 ? gradient + momentum * velocity : velocity);
    }

    /// <summary>
    /// RMSProp (Tieleman and Hinton, 2012), not centred: g ← g + weightDecay·p, square ← α·square + (1−α)g²,
    /// velocity ← momentum·velocity + g / (√square + ε), p ← p − lr·velocity.
    /// </summary>
    [Pointwise]
    public static void RmsProp(ref float p, ref float square, ref float velocity, float g, [Scalar] float lr,
        [Scalar] float alpha, [Scalar] float epsilon, [Scalar] float momentum, [Scalar] float weightDecay)
    {
        float gradient = g + weightDecay * p;
        square = alpha * square + (1 - alpha) * gradient * gradient;
        velocity = momentum * velocity + gradient / (XMath.Sqrt(square) + epsilon);
        p -= lr * velocity;
    }

    /// <summary>Exponential moving average: average ← average + (1−decay)·(value − average).</summary>
    [Pointwise]
    public static void Ema(ref float average, float value, [Scalar] float decay) =>
        average = Lerp(average, value, 1 - decay);

    /// <summary>from + weight·(to − from), written so that a weight of 1 gives exactly <c>to</c>.</summary>
    private static float Lerp(float from, float to, float weight) =>
        weight < 0.5f ? from + weight * (to - from) : to - (to - from) * (1 - weight);
}
