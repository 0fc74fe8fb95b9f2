namespace Adversa.Kernels.Sources;

/// <summary>The sizes of a convolution of the ladder: windows of 4×4 at stride 2 and padding 1 halve a square image.</summary>
internal readonly record struct HalvingSizes(int Batch, int InChannels, int OutChannels, int Side)
{
    public int OutSide => Side / 2;

    public int Positions => Batch * OutSide * OutSide;

    public int Inner => InChannels * 16;
}

/// <summary>
/// A convolution in four steps from the definition towards <see cref="ProductKernels"/>, one idea each: y = x ∗ w with windows of
/// 4×4, stride 2 and padding 1, the layer that DCGANs are made of.
/// </summary>
/// <remarks>
/// An output takes 2·C·16 operations in every version; what changes is how often numbers are read, and from where. Version 1
/// reads two numbers of global memory for each multiply-add. Version 2 keeps the weights in shared memory, where all outputs of
/// a channel read them. Version 3 does so with the image: neighbouring windows overlap, and a pixel is used by four
/// outputs. Version 4 sees the convolution as a product of w with a matrix of patches that is never written: a weight is used
/// for 16 positions and a pixel for 16 channels. The library's own computes larger tiles of the same product in
/// registers, for any window.
/// </remarks>
internal static class Conv2dLadder
{
    private const int Kernel = 4, Window = Kernel * Kernel, Stride = 2, Padding = 1;
    private const int Side = 16, ImageSide = Stride * (Side - 1) + Kernel, ChannelsAtATime = 16;

    /// <summary>1: a work-item per output, which walks through its window in global memory.</summary>
    [Grouped(256, IsFloat32Only = true)]
    public static void Conv2dDirect(ArrayView<float> x, ArrayView<float> w, ArrayView<float> y, HalvingSizes sizes)
    {
        int position = Grid.IdxX * Group.DimX + Group.IdxX, channel = Grid.IdxY;
        if (position < sizes.Positions)
        {
            float sum = 0;
            for (int k = 0; k < sizes.Inner; k++) sum += w[channel * sizes.Inner + k] * Patch(x, sizes, k, position);
            y[Target(sizes, channel, position)] = sum;
        }
    }

    /// <summary>2: a group's outputs share a channel, whose weights lie in shared memory, 16 input channels at a time.</summary>
    [Grouped(256, IsFloat32Only = true)]
    public static void Conv2dSharedWeights(ArrayView<float> x, ArrayView<float> w, ArrayView<float> y, HalvingSizes sizes)
    {
        ArrayView<float> weights = SharedMemory.Allocate<float>(ChannelsAtATime * Window);
        int item = Group.IdxX, position = Grid.IdxX * Group.DimX + item, channel = Grid.IdxY;
        float sum = 0;
        for (int first = 0; first < sizes.Inner; first += ChannelsAtATime * Window)
        {
            weights[item] = first + item < sizes.Inner ? w[channel * sizes.Inner + first + item] : 0;
            Group.Barrier();
            int count = Math.Min(ChannelsAtATime * Window, sizes.Inner - first);
            if (position < sizes.Positions)
            {
                for (int k = 0; k < count; k++) sum += weights[k] * Patch(x, sizes, first + k, position);
            }

            Group.Barrier();
        }

        if (position < sizes.Positions) y[Target(sizes, channel, position)] = sum;
    }

    /// <summary>3: a group's 16×16 outputs are neighbours, and what they see of the image lies in shared memory.</summary>
    [Grouped(Side, GroupSizeY = Side, IsFloat32Only = true)]
    public static void Conv2dSharedImage(ArrayView<float> x, ArrayView<float> w, ArrayView<float> y, HalvingSizes sizes)
    {
        ArrayView<float> image = SharedMemory.Allocate<float>(ImageSide * ImageSide);
        ArrayView<float> weights = SharedMemory.Allocate<float>(Window);
        int tiles = (sizes.OutSide + Side - 1) / Side, tileY = Grid.IdxX / tiles * Side, tileX = Grid.IdxX % tiles * Side;
        int item = Group.IdxY * Side + Group.IdxX, channel = Grid.IdxY, n = Grid.IdxZ;
        float sum = 0;
        for (int c = 0; c < sizes.InChannels; c++)
        {
            for (int e = item; e < ImageSide * ImageSide; e += Side * Side)
            {
                int row = tileY * Stride - Padding + e / ImageSide, column = tileX * Stride - Padding + e % ImageSide;
                image[e] = PixelOr0(x, sizes, n, c, row, column);
            }

            if (item < Window) weights[item] = w[channel * sizes.Inner + c * Window + item];
            Group.Barrier();
            for (int tap = 0; tap < Window; tap++)
            {
                int pixel = (Group.IdxY * Stride + tap / Kernel) * ImageSide + Group.IdxX * Stride + tap % Kernel;
                sum += weights[tap] * image[pixel];
            }

            Group.Barrier();
        }

        int oy = tileY + Group.IdxY, ox = tileX + Group.IdxX;
        if (oy < sizes.OutSide && ox < sizes.OutSide)
            y[((n * sizes.OutChannels + channel) * sizes.OutSide + oy) * sizes.OutSide + ox] = sum;
    }

    /// <summary>4: a tiled product of the weights with the matrix of patches, read straight from the image.</summary>
    [Grouped(Side, GroupSizeY = Side, IsFloat32Only = true)]
    public static void Conv2dImplicitProduct(ArrayView<float> x, ArrayView<float> w, ArrayView<float> y, HalvingSizes sizes)
    {
        ArrayView<float> weights = SharedMemory.Allocate<float>(Side * Side), patches = SharedMemory.Allocate<float>(Side * Side);
        int i = Group.IdxX, j = Group.IdxY, position = Grid.IdxX * Side + i, channel = Grid.IdxY * Side + j;
        float sum = 0;
        for (int k = 0; k < sizes.Inner; k += Side)
        {
            weights[j * Side + i] = channel < sizes.OutChannels ? w[channel * sizes.Inner + k + i] : 0;
            patches[j * Side + i] = position < sizes.Positions ? Patch(x, sizes, k + j, position) : 0;
            Group.Barrier();
            for (int e = 0; e < Side; e++) sum += weights[j * Side + e] * patches[e * Side + i];
            Group.Barrier();
        }

        if (channel < sizes.OutChannels && position < sizes.Positions) y[Target(sizes, channel, position)] = sum;
    }

    /// <summary>The pixel that tap k, of channel k/16, sees at a position.</summary>
    private static float Patch(ArrayView<float> x, HalvingSizes sizes, int k, int position)
    {
        int plane = sizes.OutSide * sizes.OutSide, n = position / plane, p = position % plane;
        int row = p / sizes.OutSide * Stride - Padding + k % Window / Kernel;
        int column = p % sizes.OutSide * Stride - Padding + k % Kernel;
        return PixelOr0(x, sizes, n, k / Window, row, column);
    }

    private static float PixelOr0(ArrayView<float> x, HalvingSizes sizes, int n, int channel, int row, int column) =>
        row >= 0 && row < sizes.Side && column >= 0 && column < sizes.Side
            ? x[((n * sizes.InChannels + channel) * sizes.Side + row) * sizes.Side + column]
            : 0;

    private static int Target(HalvingSizes sizes, int channel, int position)
    {
        int plane = sizes.OutSide * sizes.OutSide, n = position / plane;
        return (n * sizes.OutChannels + channel) * plane + position % plane;
    }
}
