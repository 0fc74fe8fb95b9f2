using System.Numerics;
using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Gpu;

/// <summary>
/// A tensor operand that can be placed on any device: an odd offset, a margin before and behind, and all of it, margins
/// included, read back, so that writing outside is found out.
/// </summary>
/// <param name="Values">The memory from the first element to the last one that the strides reach.</param>
/// <param name="Strides">The strides.</param>
internal sealed record StridedOperand<T>(T[] Values, int[] Strides) where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Margin = 5;

    /// <summary>Runs a kernel over operands in fresh memory of a device, and gives back all of that memory.</summary>
    public static T[][] Run(
        Device device, PointwiseKernel kernel, int[] sizes, IReadOnlyList<StridedOperand<T>> operands, double[] scalars)
    {
        Operand[] placed = [.. operands.Select(operand => operand.Place(device))];
        device.Launch(kernel, new PointwiseArguments(DTypes.Of<T>(), new(sizes), placed, scalars));
        T[][] results = [.. operands.Zip(placed, (operand, place) => operand.Read(device, place))];
        foreach (Operand operand in placed) device.Memory.Return(operand.Data.Buffer);
        return results;
    }

    private Operand Place(Device device)
    {
        T[] all = [.. Enumerable.Repeat(T.NaN, Margin), .. Values, .. Enumerable.Repeat(T.NaN, Margin)];
        DeviceBuffer buffer = device.Memory.Rent((long)all.Length * Marshal.SizeOf<T>());
        device.CopyFromHost(MemoryMarshal.AsBytes(all.AsSpan()), buffer, 0);
        return new(new(buffer, Margin), new(Strides));
    }

    private T[] Read(Device device, Operand operand)
    {
        T[] all = new T[Values.Length + 2 * Margin];
        device.CopyToHost(operand.Data.Buffer, 0, MemoryMarshal.AsBytes(all.AsSpan()));
        return all;
    }
}
