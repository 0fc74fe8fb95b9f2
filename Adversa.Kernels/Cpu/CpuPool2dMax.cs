using System.Numerics;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>Max pooling: each window is read row by row, and the first greatest element stays.</summary>
internal static unsafe class CpuPool2dMax
{
    public static void Run(CpuDevice device, in Pool2dArguments arguments)
    {
        Pool2dArguments a = arguments;
        Pool2dGeometry g = a.Geometry;
        if (a.Indices is null) throw new ArgumentException("max_pool2d: Indices are missing.");
        var split = new TaskSplit(g.Planes, (long)g.OutHeight * g.OutWidth * g.KernelHeight * g.KernelWidth);
        device.Team.Run(split.Tasks, (task, _) =>
        {
            (int begin, int end) = split.Items(task);
            for (int plane = begin; plane < end; plane++)
            {
                if (a.Type == DType.Float32) Plane<float>(a, plane);
                else Plane<double>(a, plane);
            }
        });
    }

    private static void Plane<T>(in Pool2dArguments a, int plane) where T : unmanaged, INumber<T>
    {
        Pool2dGeometry g = a.Geometry;
        T* x = a.X.Pointer<T>() + (long)plane * g.InHeight * g.InWidth;
        T* y = a.Y.Pointer<T>() + (long)plane * g.OutHeight * g.OutWidth;
        int* indices = a.Indices!.Value.Pointer<int>() + (long)plane * g.OutHeight * g.OutWidth;
        for (int row = 0; row < g.OutHeight; row++)
        {
            (int top, int bottom) = CpuPool2d.Window(row, g.StrideHeight, g.PaddingHeight, g.KernelHeight, g.InHeight);
            for (int column = 0; column < g.OutWidth; column++)
            {
                (int left, int right) = CpuPool2d.Window(column, g.StrideWidth, g.PaddingWidth, g.KernelWidth, g.InWidth);
                int greatest = top * g.InWidth + left;
                T value = x[greatest];
                for (int h = top; h < bottom; h++)
                {
                    for (int i = h * g.InWidth + left; i < h * g.InWidth + right; i++)
                    {
                        if (!(x[i] > value) && (!T.IsNaN(x[i]) || T.IsNaN(value))) continue;
                        greatest = i;
                        value = x[i];
                    }
                }

                *y++ = value;
                *indices++ = greatest;
            }
        }
    }
}
