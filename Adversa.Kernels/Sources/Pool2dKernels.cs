namespace Adversa.Kernels.Sources;

/// <summary>Pooling on a device: one work-item per element that is written.</summary>
/// <remarks>
/// An output reads its whole window, kh·kw elements, and its neighbours read most of them again, from the cache: memory sees
/// each input once, 4 bytes, and 4 written per output (8 with the index of a maximum). The kh·kw additions or comparisons are
/// nothing beside that for the windows that networks use; sums that neighbours could share, as the CPU's version does, would
/// need barriers and would pay from some 5×5 on at stride 1. The adjoint of the mean runs over inputs, each of which sums the
/// outputs whose windows cover it, so that nothing is added by two work-items at once.
/// </remarks>
internal static class Pool2dKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    /// <summary>Y = the mean of each window, padding counted as zeros.</summary>
    [Grouped(GroupSize)]
    public static void AveragePool2d(ArrayView<float> x, ArrayView<float> y, Pool2dGeometry g)
    {
        int output = Grid.IdxX * GroupSize + Group.IdxX;
        if (output >= g.Planes * g.OutHeight * g.OutWidth) return;
        int plane = output / (g.OutHeight * g.OutWidth);
        int row = output / g.OutWidth % g.OutHeight;
        int column = output % g.OutWidth;
        float sum = 0;
        for (int ky = 0; ky < g.KernelHeight; ky++)
        {
            int h = row * g.StrideHeight - g.PaddingHeight + ky;
            if (h < 0 || h >= g.InHeight) continue;
            for (int kx = 0; kx < g.KernelWidth; kx++)
            {
                int w = column * g.StrideWidth - g.PaddingWidth + kx;
                if (w >= 0 && w < g.InWidth) sum += x[(plane * g.InHeight + h) * g.InWidth + w];
            }
        }

        y[output] = sum / (g.KernelHeight * g.KernelWidth);
    }

    /// <summary>X = the sum of Y over all windows that hold the element, divided by the windows' size.</summary>
    [Grouped(GroupSize)]
    public static void AveragePool2dInputGradient(ArrayView<float> x, ArrayView<float> y, Pool2dGeometry g)
    {
        int input = Grid.IdxX * GroupSize + Group.IdxX;
        if (input >= g.Planes * g.InHeight * g.InWidth) return;
        int plane = input / (g.InHeight * g.InWidth);
        int h = input / g.InWidth % g.InHeight + g.PaddingHeight;
        int w = input % g.InWidth + g.PaddingWidth;
        int firstRow = First(h, g.KernelHeight, g.StrideHeight);
        int lastRow = Last(h, g.StrideHeight, g.OutHeight);
        int firstColumn = First(w, g.KernelWidth, g.StrideWidth);
        int lastColumn = Last(w, g.StrideWidth, g.OutWidth);
        float sum = 0;
        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int column = firstColumn; column <= lastColumn; column++)
                sum += y[(plane * g.OutHeight + row) * g.OutWidth + column];
        }

        x[input] = sum / (g.KernelHeight * g.KernelWidth);
    }

    /// <summary>Y = the maximum of each window and its position in the plane; the first maximum, or the first NaN.</summary>
    [Grouped(GroupSize)]
    public static void MaxPool2d(ArrayView<float> x, ArrayView<float> y, ArrayView<int> indices, Pool2dGeometry g)
    {
        int output = Grid.IdxX * GroupSize + Group.IdxX;
        if (output >= g.Planes * g.OutHeight * g.OutWidth) return;
        int plane = output / (g.OutHeight * g.OutWidth);
        int row = output / g.OutWidth % g.OutHeight;
        int column = output % g.OutWidth;
        float best = 0;
        int place = -1;
        for (int ky = 0; ky < g.KernelHeight; ky++)
        {
            int h = row * g.StrideHeight - g.PaddingHeight + ky;
            if (h < 0 || h >= g.InHeight) continue;
            for (int kx = 0; kx < g.KernelWidth; kx++)
            {
                int w = column * g.StrideWidth - g.PaddingWidth + kx;
                if (w < 0 || w >= g.InWidth) continue;
                float value = x[(plane * g.InHeight + h) * g.InWidth + w];
                // A NaN is taken unless there is one already; nothing is larger than a NaN.
                bool isBetter = place < 0 || value > best || (IsNaN(value) && !IsNaN(best));
                if (!isBetter) continue;
                best = value;
                place = h * g.InWidth + w;
            }
        }

        y[output] = best;
        indices[output] = place;
    }

    /// <summary>No comparison with a NaN is true.</summary>
    private static bool IsNaN(float x) => !(x <= float.PositiveInfinity);

    /// <summary>The first output whose window reaches a position of the padded axis.</summary>
    private static int First(int position, int kernel, int stride) =>
        position < kernel ? 0 : (position - kernel) / stride + 1;

    /// <summary>The last output whose window begins at or before a position of the padded axis.</summary>
    private static int Last(int position, int stride, int outputs) =>
        position / stride < outputs ? position / stride : outputs - 1;
}
