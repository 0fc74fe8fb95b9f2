using System.Numerics;
using System.Runtime.Intrinsics;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Pooling;

/// <summary>
/// Max pooling in two directions without branches: the rows of a window are merged into one row of maxima with their indices,
/// then the columns. Where values are equal the smaller index stays, so that the order of merging does not matter. TIndex is
/// as wide as T: one mask selects both.
/// </summary>
internal static unsafe class CpuPool2dMax
{
    public static void Run(CpuDevice device, in Pool2dArguments arguments)
    {
        if (arguments.Indices is null) throw new ArgumentException("max_pool2d: Indices are missing.");
        if (arguments.Type == DType.Float32) Run<float, int>(device, arguments);
        else if (arguments.Type == DType.Float64) Run<double, long>(device, arguments);
        else throw UnsupportedType.For("max_pool2d", arguments.Type);
    }

    private static void Run<T, TIndex>(CpuDevice device, in Pool2dArguments arguments)
        where T : unmanaged, IFloatingPointIeee754<T> where TIndex : unmanaged, IBinaryInteger<TIndex>, IMinMaxValue<TIndex>
    {
        Pool2dArguments a = arguments;
        Pool2dGeometry g = a.Geometry;
        var split = new TaskSplit(g.Planes, (long)g.OutHeight * (g.InWidth * g.KernelHeight + g.OutWidth * g.KernelWidth));

        // A vector more than the padded row, so that vectors may start at any of its columns and need no tails.
        int length = g.InWidth + 2 * g.PaddingWidth + Vector256<T>.Count;
        DeviceBuffer scratch = device.Memory.Rent((long)device.Team.Workers * Rows<T, TIndex>.Count * length * sizeof(T));
        try
        {
            var view = new BufferView(scratch, 0);
            device.Team.Run(split.Tasks, (task, worker) =>
            {
                (int begin, int end) = split.Items(task);
                var rows = new Rows<T, TIndex>(view.Pointer<T>() + (long)worker * Rows<T, TIndex>.Count * length, length);
                new Span<T>(rows.Input, length).Fill(T.NegativeInfinity);
                for (int w = 0; w < length; w++) rows.InputIndex[w] = TIndex.CreateTruncating(w);
                for (int plane = begin; plane < end; plane++) Plane(a, plane, rows);
            });
        }
        finally
        {
            device.Memory.Return(scratch);
        }
    }

    private static void Plane<T, TIndex>(in Pool2dArguments a, int plane, in Rows<T, TIndex> rows)
        where T : unmanaged, IFloatingPointIeee754<T> where TIndex : unmanaged, IBinaryInteger<TIndex>, IMinMaxValue<TIndex>
    {
        Pool2dGeometry g = a.Geometry;
        T* x = a.X.Pointer<T>() + (long)plane * g.InHeight * g.InWidth;
        T* y = a.Y.Pointer<T>() + (long)plane * g.OutHeight * g.OutWidth;
        int* indices = a.Indices!.Value.Pointer<int>() + (long)plane * g.OutHeight * g.OutWidth;
        for (int row = 0; row < g.OutHeight; row++, y += g.OutWidth, indices += g.OutWidth)
        {
            MergeRows(g, row, x, rows);
            MergeColumns(g, rows);
            new ReadOnlySpan<T>(rows.Output, g.OutWidth).CopyTo(new Span<T>(y, g.OutWidth));
            Narrow(rows.OutputIndex, indices, g.OutWidth);
        }
    }

    private static void MergeRows<T, TIndex>(in Pool2dGeometry g, int row, T* x, in Rows<T, TIndex> rows)
        where T : unmanaged, IFloatingPointIeee754<T> where TIndex : unmanaged, IBinaryInteger<TIndex>, IMinMaxValue<TIndex>
    {
        new Span<T>(rows.Maxima, rows.Length).Fill(T.NegativeInfinity);
        new Span<TIndex>(rows.MaximaIndex, rows.Length).Fill(TIndex.MaxValue);
        (int top, int bottom) = CpuPool2d.Window(row, g.StrideHeight, g.PaddingHeight, g.KernelHeight, g.InHeight);
        for (int h = top; h < bottom; h++)
        {
            new ReadOnlySpan<T>(x + (long)h * g.InWidth, g.InWidth).CopyTo(new Span<T>(rows.Input, g.InWidth));
            Merge(
                rows.Maxima + g.PaddingWidth, rows.MaximaIndex + g.PaddingWidth,
                rows.Input, rows.InputIndex, TIndex.CreateTruncating(h * g.InWidth), g.InWidth);
        }
    }

    private static void MergeColumns<T, TIndex>(in Pool2dGeometry g, in Rows<T, TIndex> rows)
        where T : unmanaged, IFloatingPointIeee754<T> where TIndex : unmanaged, IBinaryInteger<TIndex>, IMinMaxValue<TIndex>
    {
        new Span<T>(rows.Output, g.OutWidth).Fill(T.NegativeInfinity);
        new Span<TIndex>(rows.OutputIndex, g.OutWidth).Fill(TIndex.MaxValue);
        for (int k = 0; k < g.KernelWidth; k++)
        {
            if (g.StrideWidth == 1)
            {
                Merge(rows.Output, rows.OutputIndex, rows.Maxima + k, rows.MaximaIndex + k, TIndex.Zero, g.OutWidth);
                continue;
            }

            TakeEvery(g.StrideWidth, rows.Maxima + k, rows.Candidate, g.OutWidth);
            TakeEvery(g.StrideWidth, rows.MaximaIndex + k, rows.CandidateIndex, g.OutWidth);
            Merge(rows.Output, rows.OutputIndex, rows.Candidate, rows.CandidateIndex, TIndex.Zero, g.OutWidth);
        }
    }

    private static void Narrow<TIndex>(TIndex* source, int* target, int count) where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        for (int i = 0; i < count; i++) target[i] = int.CreateTruncating(source[i]);
    }

    private static void TakeEvery<T>(int stride, T* source, T* target, int count) where T : unmanaged
    {
        for (int i = 0; i < count; i++, source += stride) target[i] = *source;
    }

    /// <summary>
    /// Replaces each value and index by the candidate where that is greater, or equal at a smaller index. A NaN is greater
    /// than all numbers and equal to another NaN. Up to a vector of elements behind the last is overwritten.
    /// </summary>
    private static void Merge<T, TIndex>(
        T* values, TIndex* indices, T* candidates, TIndex* candidateIndices, TIndex offset, int count)
        where T : unmanaged where TIndex : unmanaged
    {
        var start = Vector256.Create(offset);
        for (int i = 0; i < count; i += Vector256<T>.Count)
        {
            Vector256<T> value = Vector256.Load(values + i);
            Vector256<T> candidate = Vector256.Load(candidates + i);
            Vector256<TIndex> index = Vector256.Load(indices + i);
            Vector256<TIndex> candidateIndex = Vector256.Load(candidateIndices + i) + start;
            Vector256<T> valueIsNaN = Vector256.IsNaN(value);
            Vector256<T> candidateIsNaN = Vector256.IsNaN(candidate);
            Vector256<T> greater = Vector256.GreaterThan(candidate, value) | Vector256.AndNot(candidateIsNaN, valueIsNaN);
            Vector256<T> equal = Vector256.Equals(candidate, value) | (candidateIsNaN & valueIsNaN);
            Vector256<T> take = greater | (equal & Vector256.LessThan(candidateIndex, index).As<TIndex, T>());
            Vector256.ConditionalSelect(take, candidate, value).Store(values + i);
            Vector256.ConditionalSelect(take.As<T, TIndex>(), candidateIndex, index).Store(indices + i);
        }
    }

    /// <summary>One worker's scratch rows, each of Length elements.</summary>
    private readonly struct Rows<T, TIndex>(T* scratch, int length) where T : unmanaged where TIndex : unmanaged
    {
        public const int Count = 8;

        public int Length => length;

        /// <summary>A row of x; −∞ behind it.</summary>
        public T* Input => scratch;

        /// <summary>0, 1, 2, …</summary>
        public TIndex* InputIndex => (TIndex*)(scratch + length);

        /// <summary>
        /// The greatest element of each column with padding on both sides. All padding is −∞ and its index greater than that
        /// of the window's first element: index MaxValue, or that of a column past the end of the window's first row.
        /// </summary>
        public T* Maxima => scratch + 2 * length;

        public TIndex* MaximaIndex => (TIndex*)(scratch + 3 * length);

        /// <summary>Every StrideWidth-th of the maxima.</summary>
        public T* Candidate => scratch + 4 * length;

        public TIndex* CandidateIndex => (TIndex*)(scratch + 5 * length);

        public T* Output => scratch + 6 * length;

        public TIndex* OutputIndex => (TIndex*)(scratch + 7 * length);
    }
}
