using System.Numerics;
using System.Runtime.InteropServices;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Kernels;

/// <summary>Numbers of type T on a device, filled and read from doubles.</summary>
internal static class HostTensor
{
    /// <summary>Random numbers in (−1, 1) that T represents exactly.</summary>
    public static double[] Random<T>(Random random, int count) where T : unmanaged, INumber<T> =>
        [.. Enumerable.Range(0, count).Select(_ => double.CreateChecked(T.CreateChecked(2 * random.NextDouble() - 1)))];

    /// <summary>A buffer on the device, in the middle of surroundings that are not zero.</summary>
    public static BufferView ToDevice<T>(this double[] values, CpuDevice device) where T : unmanaged, INumber<T>
    {
        T[] converted = [.. values.Select(T.CreateChecked)];
        BufferView view = Poisoned<T>(device, values.Length);
        converted.CopyTo(AsSpan<T>(view, values.Length));
        return view;
    }

    /// <summary>A buffer full of NaN.</summary>
    public static BufferView Poisoned<T>(CpuDevice device, int count) where T : unmanaged, INumber<T>
    {
        const int Margin = 3;
        var view = new BufferView(device.Memory.Rent((count + 2 * Margin) * Marshal.SizeOf<T>()), Margin);
        AsSpan<T>(view with { Offset = 0 }, count + 2 * Margin).Fill(T.Zero / T.Zero);
        return view;
    }

    public static T[] ToHost<T>(this BufferView view, int count) where T : unmanaged => AsSpan<T>(view, count).ToArray();

    private static unsafe Span<T> AsSpan<T>(BufferView view, int count) where T : unmanaged => new(view.Pointer<T>(), count);
}
