namespace Adversa.Kernels.Sources;

/// <summary>What a device gives at most: the ceilings that kernels are compared with.</summary>
/// <remarks>
/// A kernel is bound by multiply-adds or by memory, and its arithmetic per number read says by which (the "roofline"). The first
/// kernel here reads nothing and has 16 sums per work-item that do not wait for each other; the second computes nothing.
/// </remarks>
internal static class PeakKernels
{
    /// <summary>Sums per work-item: many enough that none waits for the one before.</summary>
    public const int Chains = 16;

    /// <summary>Multiply-adds per sum in a step.</summary>
    public const int Links = 32;

    /// <summary>Multiply-adds per sum and work-item, 2·256·Chains·Links·steps operations for each group.</summary>
    [Grouped(256, IsFloat32Only = true)]
    public static void MultiplyAdds(ArrayView<float> result, float factor, int steps)
    {
        ArrayView<float> sums = LocalMemory.Allocate<float>(Chains);
        for (int i = 0; i < Chains; i++) sums[i] = i + Group.IdxX;
        for (int step = 0; step < steps; step++)
        {
            for (int link = 0; link < Links; link++)
                for (int i = 0; i < Chains; i++) sums[i] = sums[i] * factor + factor;
            Group.Barrier();
        }

        float sum = 0;
        for (int i = 0; i < Chains; i++) sum += sums[i];
        result[Grid.IdxX * Group.DimX + Group.IdxX] = sum;
    }

    /// <summary>Copies numbers, 8 bytes of traffic each.</summary>
    [Grouped(256, IsFloat32Only = true)]
    public static void CopyNumbers(ArrayView<float> source, ArrayView<float> target, int count)
    {
        int index = Grid.IdxX * Group.DimX + Group.IdxX;
        if (index < count) target[index] = source[index];
    }
}
