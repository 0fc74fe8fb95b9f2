namespace Adversa.Kernels.Sources;

/// <summary>The sizes of a batch normalization: those of <see cref="BatchNormArguments"/>, and how sums are cut up.</summary>
internal readonly record struct BatchNormSizes(
    int Batch, int Channels, int Plane, int Chunks, int ChunkLength, int HasGamma, int HasBeta)
{
    /// <summary>Elements per channel.</summary>
    public int PerChannel => Batch * Plane;

    /// <summary>The channel of element number i.</summary>
    public int ChannelOf(int i) => i / Plane % Channels;

    /// <summary>Where element number i of a channel lies.</summary>
    public int Place(int channel, int i)
    {
        int sample = i / Plane;
        return (sample * Channels + channel) * Plane + (i - sample * Plane);
    }
}

/// <summary>Batch normalization on a device; its statistics are a reduction of <see cref="ReduceKernels"/>.</summary>
/// <remarks>
/// In float32 and per element: normalizing reads 4 bytes and writes 4; the backward pass reads x and GradY for the two sums of a
/// channel, 8 bytes, and both again for GradX, 12 with the writing. Some ten operations each, with the channel's coefficients
/// from the cache: memory decides. The sums of a channel, over N·H·W elements, are cut into chunks, a group each, because a network
/// has fewer channels than a GPU has room for groups; a second kernel adds the chunks in their order. The next version would
/// take sums where x and GradY are made, in the convolutions' last step, and save the first reading.
/// </remarks>
internal static class BatchNormKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    /// <summary>y = Gamma·(x − Mean)/√(Variance + Epsilon) + Beta.</summary>
    [Grouped(GroupSize)]
    public static void BatchNormalize(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> gamma, ArrayView<float> beta,
        ArrayView<float> y, BatchNormSizes sizes, float epsilon)
    {
        int i = Grid.IdxX * GroupSize + Group.IdxX;
        if (i >= sizes.Channels * sizes.PerChannel) return;
        int c = sizes.ChannelOf(i);
        float scale = Scale(gamma, variance, c, sizes.HasGamma, epsilon);
        float shift = sizes.HasBeta != 0 ? beta[c] : 0;
        y[i] = (x[i] - mean[c]) * scale + shift;
    }

    /// <summary>One group per channel and chunk: Σ gy and Σ gy·x̂, with x̂ = (x − Mean)/√(Variance + Epsilon).</summary>
    [Grouped(GroupSize)]
    public static void BatchNormSums(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> gradY,
        ArrayView<float> sums, ArrayView<float> products, BatchNormSizes sizes, float epsilon)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GroupSize);
        int c = Grid.IdxX / sizes.Chunks;
        int chunk = Grid.IdxX - c * sizes.Chunks;
        int begin = chunk * sizes.ChunkLength;
        int end = sizes.PerChannel - begin > sizes.ChunkLength ? begin + sizes.ChunkLength : sizes.PerChannel;
        float center = mean[c];
        float sum = 0;
        float product = 0;
        for (int i = begin + Group.IdxX; i < end; i += GroupSize)
        {
            int place = sizes.Place(c, i);
            sum += gradY[place];
            product += gradY[place] * (x[place] - center);
        }

        sum = ReduceKernels.OfGroup<SumOf>(shared, sum);
        product = ReduceKernels.OfGroup<SumOf>(shared, product);
        if (Group.IdxX != 0) return;
        sums[Grid.IdxX] = sum;
        products[Grid.IdxX] = product / XMath.Sqrt(variance[c] + epsilon);
    }

    /// <summary>One work-item per channel: GradBeta and GradGamma are the sums of the chunks' sums.</summary>
    [Grouped(GroupSize)]
    public static void BatchNormJoinSums(
        ArrayView<float> sums, ArrayView<float> products, ArrayView<float> gradGamma, ArrayView<float> gradBeta,
        BatchNormSizes sizes)
    {
        int c = Grid.IdxX * GroupSize + Group.IdxX;
        if (c >= sizes.Channels) return;
        float sum = 0;
        float product = 0;
        for (int chunk = 0; chunk < sizes.Chunks; chunk++)
        {
            sum += sums[c * sizes.Chunks + chunk];
            product += products[c * sizes.Chunks + chunk];
        }

        gradBeta[c] = sum;
        gradGamma[c] = product;
    }

    /// <summary>GradX = Gamma/√(Variance + Epsilon) · (gy − (GradBeta + x̂·GradGamma)/n), n elements per channel.</summary>
    [Grouped(GroupSize)]
    public static void BatchNormInputGradient(
        ArrayView<float> x, ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> gamma, ArrayView<float> gradY,
        ArrayView<float> gradGamma, ArrayView<float> gradBeta, ArrayView<float> gradX, BatchNormSizes sizes, float epsilon)
    {
        int i = Grid.IdxX * GroupSize + Group.IdxX;
        if (i >= sizes.Channels * sizes.PerChannel) return;
        int c = sizes.ChannelOf(i);
        float normalized = (x[i] - mean[c]) / XMath.Sqrt(variance[c] + epsilon);
        float common = (gradBeta[c] + normalized * gradGamma[c]) / sizes.PerChannel;
        gradX[i] = Scale(gamma, variance, c, sizes.HasGamma, epsilon) * (gradY[i] - common);
    }

    private static float Scale(ArrayView<float> gamma, ArrayView<float> variance, int c, int hasGamma, float epsilon)
    {
        float inverse = 1 / XMath.Sqrt(variance[c] + epsilon);
        return hasGamma != 0 ? gamma[c] * inverse : inverse;
    }
}
