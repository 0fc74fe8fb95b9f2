using System.Text;
using Adversa.Kernels;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Cuda;

/// <summary>Grouped kernels as the compiler would emit them, from CUDA C written in the test.</summary>
internal static class CudaKernels
{
    /// <summary>y[i] = a·x[i] for i below n.</summary>
    public static readonly GroupedKernel Scale = Create("scale", new Extent(64), """
        extern "C" __global__ void __launch_bounds__(64)
        scale(float* x_data, int x_offset, float* y_data, int y_offset, float a, int n)
        {
            float* x = x_data + x_offset;
            float* y = y_data + y_offset;
            int i = (int)blockIdx.x * (int)blockDim.x + (int)threadIdx.x;
            if (i < n) y[i] = a * x[i];
        }
        """);

    public static GroupedKernel Create(string name, Extent groupSize, string cuda, string? cuda64 = null, int sharedBytes = 0)
    {
        GroupedForm? float64 = cuda64 is null ? null : Form(cuda64);
        return new GroupedKernel(name, groupSize, Form(cuda), float64, fallback: null, () => default);

        GroupedForm Form(string source)
        {
            byte[] text = Encoding.UTF8.GetBytes(source);
            return new GroupedForm(name, OpenCl: null, () => text, sharedBytes, NeedsFloat64: false, Contracts: false);
        }
    }

    public static void RunScale(GpuDevice device, BufferView x, BufferView y, float a, int n) =>
        device.Launch(Scale, DType.Float32, new Extent((n + 63) / 64), KernelArguments.Begin().Add(x).Add(y).Add(a).Add(n));
}
