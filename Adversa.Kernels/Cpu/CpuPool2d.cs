using System.Numerics;
using Adversa.Kernels.Cpu.Pooling;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Average pooling in two directions: the rows of a window are added into one row with its padding as zeros (vector code without
/// bounds), then the columns. The adjoint goes the same way back.
/// </summary>
internal static unsafe class CpuPool2d
{
    public static void Average(CpuDevice device, in Pool2dArguments arguments) => Run(device, arguments, adjoint: false);

    public static void AverageInputGradient(CpuDevice device, in Pool2dArguments arguments) =>
        Run(device, arguments, adjoint: true);

    public static void Max(CpuDevice device, in Pool2dArguments arguments) => CpuPool2dMax.Run(device, arguments);

    private static void Run(CpuDevice device, in Pool2dArguments arguments, bool adjoint)
    {
        Pool2dArguments a = arguments;
        if (!a.Type.IsFloating()) throw UnsupportedType.For("average_pool2d", a.Type);
        Pool2dGeometry g = a.Geometry;
        int paddedWidth = g.InWidth + 2 * g.PaddingWidth;
        var split = new TaskSplit(g.Planes, (long)g.InHeight * g.InWidth + (long)g.OutHeight * g.OutWidth);
        DeviceBuffer scratch = device.Memory.Rent((long)device.Team.Workers * paddedWidth * a.Type.Size());
        try
        {
            var rows = new BufferView(scratch, 0);
            device.Team.Run(split.Tasks, (task, worker) =>
            {
                (int begin, int end) = split.Items(task);
                if (a.Type == DType.Float32) Planes(a, rows.Pointer<float>() + (long)worker * paddedWidth, begin, end, adjoint);
                else Planes(a, rows.Pointer<double>() + (long)worker * paddedWidth, begin, end, adjoint);
            });
        }
        finally
        {
            device.Memory.Return(scratch);
        }
    }

    private static void Planes<T>(in Pool2dArguments a, T* paddedRow, int begin, int end, bool adjoint)
        where T : unmanaged, INumber<T>
    {
        Pool2dGeometry g = a.Geometry;
        for (int plane = begin; plane < end; plane++)
        {
            T* x = a.X.Pointer<T>() + (long)plane * g.InHeight * g.InWidth;
            T* y = a.Y.Pointer<T>() + (long)plane * g.OutHeight * g.OutWidth;
            if (adjoint) AdjointPlane(g, x, y, paddedRow);
            else Plane(g, x, y, paddedRow);
        }
    }

    private static void Plane<T>(in Pool2dGeometry g, T* x, T* y, T* paddedRow) where T : unmanaged, INumber<T>
    {
        int paddedWidth = g.InWidth + 2 * g.PaddingWidth;
        T area = T.CreateChecked(g.KernelHeight * g.KernelWidth);
        for (int row = 0; row < g.OutHeight; row++, y += g.OutWidth)
        {
            new Span<T>(paddedRow, paddedWidth).Clear();
            (int top, int bottom) = Window(row, g.StrideHeight, g.PaddingHeight, g.KernelHeight, g.InHeight);
            for (int h = top; h < bottom; h++) CpuRow.Add(paddedRow + g.PaddingWidth, x + (long)h * g.InWidth, g.InWidth);

            if (IsPairs(g))
            {
                CpuRow.SumPairs(y, paddedRow, g.OutWidth);
            }
            else
            {
                new Span<T>(y, g.OutWidth).Clear();
                for (int k = 0; k < g.KernelWidth; k++) AddStrided(y, paddedRow + k, g.StrideWidth, g.OutWidth);
            }

            CpuRow.Divide(y, y, area, g.OutWidth);
        }
    }

    private static void AdjointPlane<T>(in Pool2dGeometry g, T* x, T* y, T* paddedRow) where T : unmanaged, INumber<T>
    {
        int paddedWidth = g.InWidth + 2 * g.PaddingWidth;
        T area = T.CreateChecked(g.KernelHeight * g.KernelWidth);
        new Span<T>(x, g.InHeight * g.InWidth).Clear();
        for (int row = 0; row < g.OutHeight; row++, y += g.OutWidth)
        {
            new Span<T>(paddedRow, paddedWidth).Clear();
            if (IsPairs(g)) CpuRow.Repeat(paddedRow, y, g.OutWidth);
            else for (int k = 0; k < g.KernelWidth; k++) SpreadStrided(paddedRow + k, g.StrideWidth, y, g.OutWidth);
            CpuRow.Divide(paddedRow, paddedRow, area, paddedWidth);

            (int top, int bottom) = Window(row, g.StrideHeight, g.PaddingHeight, g.KernelHeight, g.InHeight);
            for (int h = top; h < bottom; h++) CpuRow.Add(x + (long)h * g.InWidth, paddedRow + g.PaddingWidth, g.InWidth);
        }
    }

    /// <summary>Whether windows are pairs of neighbours along a row.</summary>
    private static bool IsPairs(in Pool2dGeometry g) => g is { KernelWidth: 2, StrideWidth: 2, PaddingWidth: 0 };

    /// <summary>The positions of an input axis that one output position's window covers, end excluded.</summary>
    public static (int Begin, int End) Window(int output, int stride, int padding, int kernel, int input)
    {
        int begin = output * stride - padding;
        return (Math.Max(begin, 0), Math.Min(begin + kernel, input));
    }

    private static void AddStrided<T>(T* target, T* source, int stride, int count) where T : unmanaged, INumber<T>
    {
        if (stride == 1) CpuRow.Add(target, source, count);
        else for (int i = 0; i < count; i++) target[i] += source[(long)i * stride];
    }

    private static void SpreadStrided<T>(T* target, int stride, T* source, int count) where T : unmanaged, INumber<T>
    {
        if (stride == 1) CpuRow.Add(target, source, count);
        else for (int i = 0; i < count; i++) target[(long)i * stride] += source[i];
    }
}
