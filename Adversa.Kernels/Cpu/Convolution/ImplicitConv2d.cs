using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Convolution;

/// <summary>
/// The convolution trio as their definition has it, each function a matrix product (or one per output phase) whose sources and
/// writer know the convolution's index map. Groups are the batch of the product.
/// </summary>
internal static unsafe class ImplicitConv2d
{
    /// <summary>y [O, N·P] = w [O, C·taps] · patches [C·taps, N·P].</summary>
    public static void Forward<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        int outChannels = g.OutChannels / g.Groups, taps = TapsPerGroup(g);
        T* bias = arguments.Bias is BufferView view ? view.Pointer<T>() : null;
        var shape = new ProductShape(g.Groups, outChannels, g.Batch * g.OutHeight * g.OutWidth, taps);
        var weight = new StridedPanels<T>(
            arguments.W.Pointer<T>(), (long)outChannels * taps, Dimension.Of(1), Dimension.Of(taps));
        var writer = new PlaneWriter<T>(arguments.Y.Pointer<T>(), g.Groups, outChannels,
            new AxisSlice(g.OutHeight, 0, 1, g.OutHeight), new AxisSlice(g.OutWidth, 0, 1, g.OutWidth), bias);

        if (WindowIsImage(g))
        {
            Product<T, StridedPanels<T>, StridedPanels<T>, PlaneWriter<T>>.Run(device, kernel, shape, weight,
                new StridedPanels<T>(arguments.X.Pointer<T>(), taps, Dimension.Of(1), Dimension.Of(g.Groups * taps)), writer);
            return;
        }

        Product<T, StridedPanels<T>, PixelPanels<T>, PlaneWriter<T>>.Run(device, kernel, shape, weight,
            new PixelPanels<T>(InputPatches<T>(g, arguments.X), g.KernelHeight, g.KernelWidth), writer);
    }

    /// <summary>
    /// Input pixel i is reached through tap k where i + padding − k·dilation is a multiple of the stride; so the pixels of one
    /// phase, i mod stride, share their taps, and read y as a convolution of stride 1.
    /// </summary>
    public static void InputGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        int inChannels = g.InChannels / g.Groups, outChannels = g.OutChannels / g.Groups, taps = TapsPerGroup(g);
        if (WindowIsImage(g))
        {
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, new ProductShape(g.Groups, g.Batch, taps, outChannels),
                new StridedPanels<T>(arguments.Y.Pointer<T>(), outChannels, Dimension.Of(1), Dimension.Of(g.OutChannels)),
                new StridedPanels<T>(arguments.W.Pointer<T>(), (long)outChannels * taps, Dimension.Of(taps), Dimension.Of(1)),
                new MatrixWriter<T>(arguments.X.Pointer<T>(), taps, g.Groups * taps, 1));
            return;
        }

        Phase[] rows = Phase.All(g.InHeight, g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
        Phase[] columns = Phase.All(g.InWidth, g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
        foreach (Phase row in rows)
        {
            foreach (Phase column in columns)
            {
                int[] phaseTaps = [.. row.Taps.SelectMany(_ => column.Taps, (y, x) => y * g.KernelWidth + x)];
                var map = new PatchMap<T>(arguments.Y.Pointer<T>(), g.Batch, g.Groups, outChannels, row.Map, column.Map);
                Product<T, PhaseWeightPanels<T>, PixelPanels<T>, PlaneWriter<T>>.Run(
                    device, kernel,
                    new ProductShape(g.Groups, inChannels, map.AllPositions, outChannels * phaseTaps.Length),
                    new PhaseWeightPanels<T>(
                        arguments.W.Pointer<T>(), outChannels, inChannels, g.KernelHeight * g.KernelWidth, phaseTaps),
                    new PixelPanels<T>(map, row.Taps.Length, column.Taps.Length),
                    new PlaneWriter<T>(arguments.X.Pointer<T>(), g.Groups, inChannels, row.Pixels, column.Pixels, null));
            }
        }
    }

    /// <summary>w [O, C·taps] = y [O, N·P] · patchesᵀ [N·P, C·taps].</summary>
    public static void WeightGradient<T>(CpuDevice device, MicroKernel<T> kernel, in Conv2dArguments arguments)
        where T : unmanaged
    {
        Conv2dGeometry g = arguments.Geometry;
        int outChannels = g.OutChannels / g.Groups, taps = TapsPerGroup(g), plane = g.OutHeight * g.OutWidth;
        var shape = new ProductShape(g.Groups, outChannels, taps, g.Batch * plane);
        var output = new StridedPanels<T>(arguments.Y.Pointer<T>(), (long)outChannels * plane,
            new Dimension(plane, 1, (long)g.OutChannels * plane), Dimension.Of(plane));
        var writer = new MatrixWriter<T>(arguments.W.Pointer<T>(), (long)outChannels * taps, taps, 1);

        T* x = arguments.X.Pointer<T>();
        if (WindowIsImage(g))
        {
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(device, kernel, shape, output,
                new StridedPanels<T>(x, taps, Dimension.Of(g.Groups * taps), Dimension.Of(1)), writer);
            return;
        }

        if (WindowIsPixel(g))
        {
            Product<T, StridedPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(device, kernel, shape, output,
                new StridedPanels<T>(
                    x, (long)taps * plane, new Dimension(plane, 1, (long)g.InChannels * plane), Dimension.Of(plane)),
                writer);
            return;
        }

        var patches = new TapPanels<T>(InputPatches<T>(g, arguments.X), g.KernelWidth);
        if (taps < outChannels)
        {
            // A is packed whole, so the operand with fewer lanes takes its place: wᵀ = patches · yᵀ.
            Product<T, TapPanels<T>, StridedPanels<T>, MatrixWriter<T>>.Run(
                device, kernel, shape with { Rows = taps, Columns = outChannels }, patches, output,
                new MatrixWriter<T>(arguments.W.Pointer<T>(), (long)outChannels * taps, 1, taps));
            return;
        }

        Product<T, StridedPanels<T>, TapPanels<T>, MatrixWriter<T>>.Run(device, kernel, shape, output, patches, writer);
    }

    private static int TapsPerGroup(Conv2dGeometry g) => g.InChannels / g.Groups * g.KernelHeight * g.KernelWidth;

    /// <summary>Whether the matrix of patches is the input itself: a row of taps for each image.</summary>
    private static bool WindowIsImage(Conv2dGeometry g) =>
        g is { OutHeight: 1, OutWidth: 1, PaddingHeight: 0, PaddingWidth: 0 }
        && g.InHeight == g.KernelHeight && g.InWidth == g.KernelWidth;

    /// <summary>Whether each position reads the pixel at its own place.</summary>
    private static bool WindowIsPixel(Conv2dGeometry g) =>
        g is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 0 };

    private static PatchMap<T> InputPatches<T>(Conv2dGeometry g, BufferView x) where T : unmanaged =>
        new(x.Pointer<T>(), g.Batch, g.Groups, g.InChannels / g.Groups,
            AxisMap.Forward(g.InHeight, g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight),
            AxisMap.Forward(g.InWidth, g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth));
}
