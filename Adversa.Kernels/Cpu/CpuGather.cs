using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Adversa.Kernels.Cpu.Simd;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// Reading by index, and its adjoint. Where one index serves a whole row, the row is moved at once; else element by element.
/// The adjoint's tasks own ranges of o and i, so that each sum is made by one task, in the order of j.
/// </summary>
internal static unsafe class CpuGather
{
    private const int InnerPerTask = 256;

    public static void Run(CpuDevice device, in GatherArguments arguments)
    {
        GatherArguments a = arguments;
        var split = new TaskSplit(checked(a.Outer * a.IndexSize), a.Inner);
        device.Team.Run(split.Tasks, (task, _) =>
        {
            (int begin, int end) = split.Items(task);
            switch (a.Type, a.IndexType)
            {
                case (DType.Float32, DType.Int32): Rows<float, int>(a, begin, end); break;
                case (DType.Float32, DType.Int64): Rows<float, long>(a, begin, end); break;
                case (DType.Float64, DType.Int32): Rows<double, int>(a, begin, end); break;
                case (DType.Float64, DType.Int64): Rows<double, long>(a, begin, end); break;
                default: throw Unsupported("gather", a);
            }
        });
    }

    public static void ScatterAdd(CpuDevice device, in GatherArguments arguments)
    {
        GatherArguments a = arguments;
        int innerTasks = Math.Max(1, a.Inner / InnerPerTask);
        var split = new TaskSplit(a.Outer, ((long)a.SourceSize + a.IndexSize) * a.Inner / innerTasks);
        device.Team.Run(checked(split.Tasks * innerTasks), (task, _) =>
        {
            (int outerBegin, int outerEnd) = split.Items(task / innerTasks);
            int part = task % innerTasks;
            int innerBegin = part * InnerPerTask;
            int innerEnd = part == innerTasks - 1 ? a.Inner : innerBegin + InnerPerTask;
            for (int o = outerBegin; o < outerEnd; o++)
            {
                switch (a.Type, a.IndexType)
                {
                    case (DType.Float32, DType.Int32): Add<float, int>(a, o, innerBegin, innerEnd); break;
                    case (DType.Float32, DType.Int64): Add<float, long>(a, o, innerBegin, innerEnd); break;
                    case (DType.Float64, DType.Int32): Add<double, int>(a, o, innerBegin, innerEnd); break;
                    case (DType.Float64, DType.Int64): Add<double, long>(a, o, innerBegin, innerEnd); break;
                    default: throw Unsupported("scatter_add", a);
                }
            }
        });
    }

    /// <summary>Output rows begin … end−1, row o·IndexSize + j being y[o,j,·].</summary>
    private static void Rows<T, TIndex>(in GatherArguments a, int begin, int end)
        where T : unmanaged where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int inner = a.Inner;
        int innerStride = a.IndexInnerStride;
        int size = a.SourceSize;
        for (int row = begin; row < end; row++)
        {
            (int o, int j) = Math.DivRem(row, a.IndexSize);
            T* source = a.X.Pointer<T>() + (long)o * a.SourceSize * inner;
            T* target = a.Y.Pointer<T>() + (long)row * inner;
            TIndex* index = a.Index.Pointer<TIndex>() + (long)o * a.IndexOuterStride + (long)j * a.IndexStride;
            if (innerStride == 0 && inner > 1)
            {
                T* found = source + Checked(index[0], size, o, j, 0) * inner;
                new ReadOnlySpan<T>(found, inner).CopyTo(new Span<T>(target, inner));
            }
            else
            {
                for (int i = 0; i < inner; i++)
                    target[i] = source[Checked(index[(long)i * innerStride], size, o, j, i) * inner + i];
            }
        }
    }

    /// <summary>x[o,·,innerBegin … innerEnd−1] from y.</summary>
    private static void Add<T, TIndex>(in GatherArguments a, int o, int innerBegin, int innerEnd)
        where T : unmanaged, INumber<T> where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int inner = a.Inner;
        int innerStride = a.IndexInnerStride;
        int size = a.SourceSize;
        int width = innerEnd - innerBegin;
        T* target = a.X.Pointer<T>() + (long)o * a.SourceSize * inner + innerBegin;
        T* source = a.Y.Pointer<T>() + (long)o * a.IndexSize * inner + innerBegin;
        TIndex* outerIndex = a.Index.Pointer<TIndex>() + (long)o * a.IndexOuterStride + (long)innerBegin * a.IndexInnerStride;
        if (width == inner) NativeMemory.Clear(target, (nuint)size * (nuint)inner * (nuint)sizeof(T));
        else for (int s = 0; s < size; s++) new Span<T>(target + (long)s * inner, width).Clear();
        for (int j = 0; j < a.IndexSize; j++)
        {
            TIndex* index = outerIndex + (long)j * a.IndexStride;
            T* row = source + (long)j * inner;
            if (innerStride == 0 && width > 1)
            {
                CpuRow.Add(target + Checked(index[0], size, o, j, innerBegin) * inner, row, width);
            }
            else
            {
                for (int i = 0; i < width; i++)
                    target[Checked(index[(long)i * innerStride], size, o, j, innerBegin + i) * inner + i] += row[i];
            }
        }
    }

    private static long Checked<TIndex>(TIndex index, int size, int o, int j, int i) where TIndex : IBinaryInteger<TIndex>
    {
        long value = long.CreateTruncating(index);
        if ((ulong)value >= (ulong)size) ThrowOutOfRange(value, size, o, j, i);
        return value;
    }

    [DoesNotReturn]
    private static void ThrowOutOfRange(long value, int size, int o, int j, int i) => throw new IndexOutOfRangeException(
        $"gather or scatter_add: index {value} at [{o},{j},{i}] is outside 0 … {size - 1}, the axis of size {size}.");

    private static ArgumentException Unsupported(string kernel, in GatherArguments a) =>
        new($"{kernel}: elements of {a.Type} by indices of {a.IndexType}; Float32 or Float64 by Int32 or Int64 were expected.");
}
