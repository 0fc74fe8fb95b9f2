using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>Copies of a strip of memory, depth by lanes, into a panel whose rows are width apart.</summary>
internal static unsafe class PanelCopy
{
    /// <summary>From rows: the lanes of one k lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T>(T* source, long depthStride, int depth, int lanes, T* panel, int width) where T : unmanaged
    {
        for (int k = 0; k < depth; k++, source += depthStride, panel += width)
        {
            int lane = 0;
            for (; lane <= lanes - Vector512<T>.Count; lane += Vector512<T>.Count) Vector512.Load(source + lane).Store(panel + lane);
            for (; lane <= lanes - Vector128<T>.Count; lane += Vector128<T>.Count) Vector128.Load(source + lane).Store(panel + lane);
            for (; lane < lanes; lane++) panel[lane] = source[lane];
        }
    }

    /// <summary>From columns: the ks of one lane lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns<T>(T* source, long laneStride, int depth, int lanes, T* panel, int width) where T : unmanaged
    {
        for (int lane = 0; lane < lanes; lane++)
            for (int k = 0; k < depth; k++)
                panel[k * width + lane] = source[lane * laneStride + k];
    }

    /// <summary>From columns that begin at source + starts[lane].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns<T>(T* source, int* starts, int depth, int lanes, T* panel, int width) where T : unmanaged
    {
        for (int lane = 0; lane < lanes; lane++)
            for (int k = 0; k < depth; k++)
                panel[k * width + lane] = source[starts[lane] + k];
    }

    /// <summary>From anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Elements<T>(T* source, long depthStride, long laneStride, int depth, int lanes, T* panel, int width)
        where T : unmanaged
    {
        for (int k = 0; k < depth; k++)
            for (int lane = 0; lane < lanes; lane++)
                panel[k * width + lane] = source[k * depthStride + lane * laneStride];
    }

    /// <summary>Fills the lanes beyond the operand's edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ZeroLanes<T>(T* panel, int depth, int lanes, int width) where T : unmanaged
    {
        if (lanes == width) return;
        for (int k = 0; k < depth; k++) new Span<T>(panel + k * width + lanes, width - lanes).Clear();
    }
}
