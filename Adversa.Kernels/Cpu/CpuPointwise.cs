using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Strided;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Runs a pointwise kernel's compiled loop over operands of any strides. The index space is cut into chunks of a fixed size,
/// one task each. Where all operands are dense a chunk is one call of the loop; else it goes in blocks: an operand that is not
/// contiguous over a block is gathered into scratch that stays in the first-level cache, and scattered back if written. So
/// every element is read and written once in main memory, and the loop sees dense memory alone. Collapsing equal
/// neighbours first makes most layouts one row, or few long ones.
/// </summary>
internal sealed unsafe class CpuPointwise(PointwiseSignature signature, PointwiseLoop float32, PointwiseLoop float64)
{
    /// <summary>Elements per task; a multiple of <see cref="Block"/>.</summary>
    private const int Chunk = 16 * 1024;

    /// <summary>Elements gathered at a time: three operands of float take 12 KiB.</summary>
    private const int Block = 1024;

    /// <summary>Below this many elements waking a second thread costs more than it brings.</summary>
    private const int SmallestParallel = 32 * 1024;

    /// <summary>Runs the kernel; nothing happens for an empty index space.</summary>
    /// <exception cref="ArgumentException">The type is not floating, or operands or scalars are too few or many.</exception>
    public void Run(CpuDevice device, in PointwiseArguments arguments)
    {
        signature.Check(arguments);
        if (arguments.Type == DType.Float32) Run<float>(device, arguments, float32);
        else Run<double>(device, arguments, float64);
    }

    private void Run<T>(CpuDevice device, in PointwiseArguments arguments, PointwiseLoop loop) where T : unmanaged
    {
        int count = arguments.Sizes.Product;
        if (count == 0) return;
        var layout = PointwiseLayout.Of<T>(arguments);
        double* constants = stackalloc double[signature.ConstantCount];
        signature.Constants(arguments, constants);
        if (count < SmallestParallel)
        {
            RunRange<T>(&layout, loop, constants, 0, count);
            return;
        }

        // Layout and constants live on this stack, and Team.Run returns when all tasks have finished.
        PointwiseLayout* shared = &layout;
        device.Team.Run((count - 1) / Chunk + 1, (task, _) =>
            RunRange<T>(shared, loop, constants, task * Chunk, Math.Min(Chunk, count - task * Chunk)));
    }

    /// <summary>Elements start … start + count − 1 in the order of the index space.</summary>
    [SkipLocalsInit]
    private void RunRange<T>(PointwiseLayout* layout, PointwiseLoop loop, double* constants, int start, int count)
        where T : unmanaged
    {
        ReadOnlySpan<ParameterRole> tensors = signature.Tensors;
        void** addresses = stackalloc void*[tensors.Length];
        if (layout->AllDense)
        {
            for (int i = 0; i < tensors.Length; i++) addresses[i] = layout->Operand<T>(i) + start;
            loop(addresses, constants, count);
            return;
        }

        T* scratch = stackalloc T[tensors.Length * Block];
        while (count > 0)
        {
            int length = Math.Min(Block, count);
            for (int i = 0; i < tensors.Length; i++)
            {
                T* block = scratch + i * Block;
                T* direct = layout->Contiguous<T>(i, start, length);
                addresses[i] = direct != null ? direct : block;
                if (direct == null && tensors[i] != ParameterRole.Write) layout->Gather(i, start, length, block);
            }

            loop(addresses, constants, length);
            for (int i = 0; i < tensors.Length; i++)
            {
                T* block = scratch + i * Block;
                if (addresses[i] == block && tensors[i] != ParameterRole.Read) layout->Scatter(i, start, length, block);
            }

            (start, count) = (start + length, count - length);
        }
    }
}
