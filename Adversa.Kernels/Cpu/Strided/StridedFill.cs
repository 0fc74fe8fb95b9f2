using System.Numerics;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Strided;

/// <summary>Sets every element of a view to one value, in the order of memory.</summary>
internal static unsafe class StridedFill<T> where T : unmanaged, INumberBase<T>
{
    public static void Run(CpuDevice device, in FillArguments arguments)
    {
        StridedSpace space = StridedSpace.Collapse(arguments.Sizes, arguments.TargetStrides, arguments.TargetStrides);
        T* target = arguments.Target.Pointer<T>();
        T value = T.CreateSaturating(arguments.Value);
        new StridedRows(space).Run(device.Team, (first, _, count) =>
        {
            if (space.InnerFirst == 1)
            {
                new Span<T>(target + first, count).Fill(value);
            }
            else
            {
                for (long i = 0; i < count; i++) target[first + i * space.InnerFirst] = value;
            }
        });
    }
}
