using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>A batch on the device.</summary>
/// <param name="Values">[N, C, H, W]; images in [−1, 1].</param>
/// <param name="Labels">The class of each, int32 [N]; null where nobody asks for it.</param>
public readonly record struct Samples(Tensor Values, Tensor? Labels = null);
