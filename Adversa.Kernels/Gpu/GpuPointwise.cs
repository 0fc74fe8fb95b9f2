using System.Numerics;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Gpu;

/// <summary>
/// Runs a pointwise kernel's programs: the dense one where one index serves all operands, else the strided one, which finds each
/// operand's element from the index, axis by axis.
/// </summary>
internal sealed unsafe class GpuPointwise(PointwiseSignature signature, Lazy<PointwisePrograms> programs)
{
    /// <summary>Runs the kernel; nothing happens for an empty index space.</summary>
    /// <exception cref="ArgumentException">The type is not floating, or operands or scalars are too few or many.</exception>
    public void Run(GpuDevice device, in PointwiseArguments arguments)
    {
        signature.Check(arguments);
        int count = arguments.Sizes.Product;
        if (count == 0) return;

        var space = PointwiseSpace.Of(arguments);
        GroupedKernel kernel = space.AllDense ? programs.Value.Dense : programs.Value.Strided;
        var launch = KernelArguments.Begin();
        for (int i = 0; i < arguments.OperandCount; i++) launch.Add(arguments.Operand(i).Data);
        AddConstants(launch, arguments);
        launch.Add(count);
        if (!space.AllDense) AddLayout(launch, space, arguments.OperandCount);

        device.Launch(kernel, arguments.Type, Extent.Covering(count, kernel.GroupSize.X), launch);
    }

    private void AddConstants(KernelArguments launch, in PointwiseArguments arguments)
    {
        double* constants = stackalloc double[signature.ConstantCount];
        signature.Constants(arguments, constants);
        for (int i = 0; i < signature.ConstantCount; i++)
        {
            if (arguments.Type == DType.Float32) launch.Add((float)constants[i]);
            else launch.Add(constants[i]);
        }
    }

    /// <summary>Appends the program's struct Layout: the rank, and each axis's size, divisor and strides.</summary>
    private static void AddLayout(KernelArguments launch, in PointwiseSpace space, int operands)
    {
        const int BeforeStrides = 3;
        int axisLength = BeforeStrides + operands;
        Span<int> layout = stackalloc int[1 + Axes.MaxRank * axisLength];
        layout.Clear();
        layout[0] = space.Rank;
        for (int axis = 0; axis < space.Rank; axis++)
        {
            Span<int> part = layout.Slice(1 + axis * axisLength, axisLength);
            int shift = BitOperations.Log2((uint)space.Size(axis) - 1);
            part[0] = space.Size(axis);
            part[1] = (int)Multiplier(space.Size(axis), shift);
            part[2] = shift;
            for (int i = 0; i < operands; i++) part[BeforeStrides + i] = space.Stride(i, axis);
        }

        launch.Add((ReadOnlySpan<int>)layout);
    }

    /// <summary>
    /// m = ⌈2^(32+shift) / size⌉, with 2^shift &lt; size ≤ 2^(shift+1): then n / size = (m·n) / 2^(32+shift), both rounded down,
    /// for 0 ≤ n &lt; 2³¹, since m is less than 1 too large, and n / 2^(32+shift) is less than 1 / size (Granlund and Montgomery,
    /// PLDI 1994).
    /// </summary>
    private static uint Multiplier(int size, int shift) => (uint)(((1UL << (32 + shift)) + (ulong)size - 1) / (ulong)size);
}
