using System.Numerics;
using Adversa.Kernels.Cpu.Resizing;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Resizing in two directions, row by row: rows are blended by vectors, columns by a table of sources that is made once per
/// launch. The adjoint goes the same way back, each plane in one task and in the order of the output's pixels.
/// </summary>
internal static unsafe class CpuResize2d
{
    public static void Forward(CpuDevice device, in Resize2dArguments arguments) => Run(device, arguments, adjoint: false);

    public static void InputGradient(CpuDevice device, in Resize2dArguments arguments) => Run(device, arguments, adjoint: true);

    private static void Run(CpuDevice device, in Resize2dArguments arguments, bool adjoint)
    {
        arguments.Check();
        if (arguments.Type == DType.Float32) Run<float>(device, arguments, adjoint);
        else Run<double>(device, arguments, adjoint);
    }

    private static void Run<T>(CpuDevice device, in Resize2dArguments arguments, bool adjoint) where T : unmanaged, INumber<T>
    {
        Resize2dArguments a = arguments;
        long inArea = (long)a.InHeight * a.InWidth;
        long outArea = (long)a.OutHeight * a.OutWidth;
        var split = new TaskSplit(a.Planes, inArea + outArea);
        long tables = ((long)a.OutHeight + a.OutWidth) * sizeof(CpuResize2dSource<T>);
        DeviceBuffer scratch = device.Memory.Rent(tables + (long)device.Team.Workers * a.InWidth * sizeof(T));
        try
        {
            var rows = new BufferView(scratch, 0).Pointer<CpuResize2dSource<T>>();
            CpuResize2dSource<T>* columns = rows + a.OutHeight;
            T* buffers = (T*)(columns + a.OutWidth);
            CpuResize2dSource<T>.Fill(rows, a.Interpolation, a.InHeight, a.OutHeight);
            CpuResize2dSource<T>.Fill(columns, a.Interpolation, a.InWidth, a.OutWidth);
            device.Team.Run(split.Tasks, (task, worker) =>
            {
                (int begin, int end) = split.Items(task);
                for (int plane = begin; plane < end; plane++)
                {
                    T* x = a.X.Pointer<T>() + plane * inArea;
                    T* y = a.Y.Pointer<T>() + plane * outArea;
                    T* buffer = buffers + (long)worker * a.InWidth;
                    if (a.Interpolation == Interpolation.Nearest)
                    {
                        if (adjoint) CpuResize2dNearest.Adjoint(a, rows, columns, x, y, buffer);
                        else CpuResize2dNearest.Forward(a, rows, columns, x, y);
                    }
                    else if (adjoint) CpuResize2dBilinear.Adjoint(a, rows, columns, x, y, buffer);
                    else CpuResize2dBilinear.Forward(a, rows, columns, x, y, buffer);
                }
            });
        }
        finally
        {
            device.Memory.Return(scratch);
        }
    }
}
