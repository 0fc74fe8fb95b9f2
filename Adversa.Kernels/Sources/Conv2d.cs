using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Convolution;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;

namespace Adversa.Kernels.Sources;

/// <summary>
/// All sizes of a two-dimensional convolution: x [Batch, InChannels, InHeight, InWidth] with
/// w [OutChannels, InChannels/Groups, KernelHeight, KernelWidth] gives y [Batch, OutChannels, OutHeight, OutWidth].
/// </summary>
public readonly record struct Conv2dGeometry(
    int Batch, int InChannels, int InHeight, int InWidth,
    int OutChannels, int KernelHeight, int KernelWidth,
    int StrideHeight, int StrideWidth, int PaddingHeight, int PaddingWidth,
    int DilationHeight, int DilationWidth, int Groups)
{
    /// <summary>
    /// ⌊(InHeight + 2·PaddingHeight − DilationHeight·(KernelHeight−1) − 1) / StrideHeight⌋ + 1, or 0 where the kernel is larger
    /// than the padded image.
    /// </summary>
    public int OutHeight =>
        SlidingWindow.Positions(InHeight, PaddingHeight, DilationHeight * (KernelHeight - 1) + 1, StrideHeight);

    /// <summary>
    /// ⌊(InWidth + 2·PaddingWidth − DilationWidth·(KernelWidth−1) − 1) / StrideWidth⌋ + 1, or 0 where the kernel is larger than
    /// the padded image.
    /// </summary>
    public int OutWidth => SlidingWindow.Positions(InWidth, PaddingWidth, DilationWidth * (KernelWidth - 1) + 1, StrideWidth);

    /// <summary>The sizes of x.</summary>
    public Axes Input => new(Batch, InChannels, InHeight, InWidth);

    /// <summary>The sizes of w.</summary>
    public Axes Weight => new(OutChannels, InChannels / Groups, KernelHeight, KernelWidth);

    /// <summary>The sizes of y.</summary>
    public Axes Output => new(Batch, OutChannels, OutHeight, OutWidth);

    /// <summary>Throws unless a convolution has such sizes. The kernels call it before they read or write.</summary>
    /// <exception cref="ArgumentException">
    /// A size or padding is negative, a stride or dilation is below 1, or the groups do not divide both numbers of channels.
    /// </exception>
    public void Check()
    {
        Require("batch size, channels and image size", 0, Batch, InChannels, OutChannels, InHeight, InWidth);
        Require("kernel size and padding", 0, KernelHeight, KernelWidth, PaddingHeight, PaddingWidth);
        Require("strides and dilations", 1, StrideHeight, StrideWidth, DilationHeight, DilationWidth);
        if (Groups < 1 || InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            throw new ArgumentException(
                $"Conv2d: {Groups} groups must divide {InChannels} input channels and {OutChannels} output channels.");
        }
    }

    private static void Require(string what, int smallest, params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
        {
            if (number < smallest)
                throw new ArgumentException($"Conv2d: {what} must be at least {smallest}, but are {new Axes(numbers)}.");
        }
    }
}

/// <summary>
/// The three tensors of a convolution, each dense and row-major. Which of them a kernel writes is its name; the bias, one
/// number per output channel, is for the forward kernel alone and may be missing.
/// </summary>
public readonly record struct Conv2dArguments(
    DType Type, Conv2dGeometry Geometry, BufferView X, BufferView W, BufferView Y, BufferView? Bias = null);

/// <summary>
/// The convolution trio: three bilinear functions of one trilinear form
/// T(x,w,u) = Σ x[n,c,p·s+k·d−pad]·w[o,c,k]·u[n,o,p], each the derivative of T with respect to the third argument.
/// </summary>
/// <remarks>
/// Each is a matrix product with the matrix of patches, which holds for every position p and tap (c,k) the pixel
/// x[n,c,p·s+k·d−pad]: y = w·patches, w = y·patchesᵀ, and x = wᵀ·(patches of y), one product for each of the s² phases of
/// pixels that share their taps. An output takes 2·C·kh·kw operations. The matrix of patches is kh·kw/s² times the size of x,
/// so it is never written to memory: the product's packing, which copies its operands block by block into the cache anyway,
/// reads it from the image (<see cref="PatchMap{T}"/>). Memory then sees x, w and y a few times each, and packing costs as much
/// as some eight output channels do, which is why few channels run below the speed of many; the input gradient of an image's
/// few channels has a way of its own (<see cref="ColumnSums"/>). Windows of 4×4 with stride 2, and of 3×3, over many channels
/// take a fraction of the multiplications (<see cref="Cpu.Convolution.Winograd.WinogradConv2d{T}"/>). Other devices compute the
/// plain products, whose operands are <see cref="PatchOperands"/>; <see cref="Conv2dLadder"/> leads there from the definition.
/// </remarks>
public static class Conv2d
{
    /// <summary>y = ∂T/∂u (x, w): the cross-correlation of x with w, plus bias.</summary>
    public static readonly Kernel<Conv2dArguments> Forward = new("conv2d", CpuConv2d.Forward, GpuConv2d.Forward);

    /// <summary>x = ∂T/∂x (w, y): the gradient with respect to the input, which is also transposed convolution.</summary>
    public static readonly Kernel<Conv2dArguments> InputGradient =
        new("conv2d_input_gradient", CpuConv2d.InputGradient, GpuConv2d.InputGradient);

    /// <summary>w = ∂T/∂w (x, y): the gradient with respect to the weight.</summary>
    public static readonly Kernel<Conv2dArguments> WeightGradient =
        new("conv2d_weight_gradient", CpuConv2d.WeightGradient, GpuConv2d.WeightGradient);
}
