using System.Text;
using Adversa.Kernels;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>Grouped kernels as the compiler would emit them, from OpenCL C written in the test.</summary>
internal static class HandWrittenKernel
{
    /// <summary>y[i] = a·x[i] for i below n.</summary>
    public static readonly GroupedKernel Scale = Create("scale", 64, """
        __kernel __attribute__((reqd_work_group_size(64, 1, 1)))
        void scale(__global float* x_data, int x_offset, __global float* y_data, int y_offset, float a, int n)
        {
            __global float* x = x_data + x_offset;
            __global float* y = y_data + y_offset;
            int i = (int)get_global_id(0);
            if (i < n) y[i] = a * x[i];
        }
        """);

    public static GroupedKernel Create(
        string name, int groupSize, string openCl, int sharedBytes = 0, bool needsFloat64 = false, GroupedKernel? fallback = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(openCl);
        var form = new GroupedForm(name, openCl.Length == 0 ? null : () => text, Cuda: null, sharedBytes, needsFloat64);
        return new GroupedKernel(name, new Extent(groupSize), form, form, fallback, () => default);
    }

    public static void RunScale(GpuDevice device, BufferView x, BufferView y, float a, int n) =>
        device.Launch(Scale, DType.Float32, new Extent((n + 63) / 64), KernelArguments.Begin().Add(x).Add(y).Add(a).Add(n));
}
