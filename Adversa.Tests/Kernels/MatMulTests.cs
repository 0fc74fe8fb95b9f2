using System.Numerics;
using Adversa.Kernels;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class MatMulTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly CpuDevice Device = new(threads: 2);

    private static readonly MicroKernel<T>[] MicroKernels =
        [new MicroKernel512<T>(), new MicroKernel256<T>(), new MicroKernel128<T>()];

    // Batch, Rows, Columns, Inner: one, primes, tile sizes and their neighbours, several blocks in every direction, split sums;
    // with a column or a row alone, which matrices times vectors have: groups of outputs, parts of them, and split sums.
    private static readonly (int Batch, int Rows, int Columns, int Inner)[] Shapes =
    [
        (1, 1, 1, 1), (1, 12, 32, 256), (2, 13, 33, 7), (3, 5, 17, 11), (1, 1, 300, 70), (1, 300, 1, 70), (1, 2, 3, 5000),
        (40, 3, 5, 4), (1, 277, 263, 19), (1, 31, 37, 521), (1, 64, 10, 784), (1, 11, 31, 255), (1, 6, 6, 3001), (5, 1, 1, 9),
        (3, 19, 1, 65), (2, 1, 7, 300), (1, 1, 2051, 531), (1, 5, 1, 70001), (7, 130, 1, 8), (70, 1, 3, 16),
    ];

    [Test]
    public void AgreesWithTheTripleLoop(
        [ValueSource(nameof(Shapes))] (int Batch, int Rows, int Columns, int Inner) shape,
        [Values] bool transposeA, [Values] bool transposeB)
    {
        var problem = new Problem(shape, transposeA, transposeB);
        foreach (MicroKernel<T> kernel in MicroKernels)
        {
            T[] product = problem.Run(Device, kernel);
            Assert.That(
                product.Select(double.CreateChecked), Is.EqualTo(problem.Expected).Within(problem.Tolerance), kernel.Name);
        }
    }

    [Test]
    public void BitsDependOnNeitherThreadsNorMicroKernel(
        [ValueSource(nameof(Shapes))] (int Batch, int Rows, int Columns, int Inner) shape)
    {
        var problem = new Problem(shape, transposeA: false, transposeB: false);
        T[] expected = problem.Run(new CpuDevice(threads: 1), MicroKernels[0]);
        foreach (int threads in new[] { 2, 3 })
            foreach (MicroKernel<T> kernel in MicroKernels)
                Assert.That(
                    problem.Run(new CpuDevice(threads), kernel), Is.EqualTo(expected), $"{threads} threads, {kernel.Name}");
    }

    [Test]
    public void InnerZeroGivesZeros() =>
        Assert.That(new Problem((2, 3, 40, 0), false, false).Run(Device, MicroKernels[0]), Is.All.EqualTo(T.Zero));

    [TestCase(0, 3, 4)]
    [TestCase(2, 0, 4)]
    [TestCase(2, 3, 0)]
    public void EmptyProductsWriteNothing(int batch, int rows, int columns) =>
        Assert.That(new Problem((batch, rows, columns, 5), false, false).Run(Device, MicroKernels[0]), Is.Empty);

    /// <summary>With gaps between contiguous rows, between contiguous columns, and between all elements.</summary>
    [TestCase(42, 1)]
    [TestCase(1, 26)]
    [TestCase(42, 2)]
    public void AMatrixTimesAVectorMayHaveAnyStrides(int row, int column)
    {
        const int Rows = 13, Inner = 21;
        var random = new Random(5);
        double[] a = RandomArray.Exact<T>(random, 2 * Rows * Inner), x = RandomArray.Exact<T>(random, 3 * Inner);
        double[] expected = [.. from r in Enumerable.Range(0, Rows)
            select Enumerable.Range(0, Inner).Sum(k => a[r * row + k * column] * x[3 * k])];
        MatrixView matrix = new(Place(Device, a), 0, row, column), transposed = new(matrix.Data, 0, column, row);
        BufferView vector = Place(Device, x);
        CpuArray<T> right = new(Device, Rows), left = new(Device, Rows);
        Device.Launch(MatMul.Kernel, new MatMulArguments(
            DTypes.Of<T>(), 1, Rows, 1, Inner, matrix, new MatrixView(vector, 0, 3, 1), new MatrixView(right.View, 0, 1, 1)));
        Device.Launch(MatMul.Kernel, new MatMulArguments(
            DTypes.Of<T>(), 1, 1, Rows, Inner, new MatrixView(vector, 0, 1, 3), transposed, new MatrixView(left.View, 0, 1, 1)));
        Assert.That(right.ToArray().Select(double.CreateChecked), Is.EqualTo(expected).Within(Rounding.Tolerance<T>(Inner)));
        Assert.That(left.ToArray(), Is.EqualTo(right.ToArray()));
    }

    /// <summary>Outputs of a product with a vector have the bits that they have in a product of their own.</summary>
    [Test]
    public void BitsDoNotDependOnAnOutputsPlace([Values] bool transposeA)
    {
        const int Rows = 1030, Inner = 37;
        var random = new Random(6);
        BufferView a = Place(Device, RandomArray.Exact<T>(random, Rows * Inner));
        BufferView x = Place(Device, RandomArray.Exact<T>(random, Inner));
        T[] all = Multiply(0, Rows);
        foreach ((int first, int rows) in new[] { (1, 1), (3, 6), (2, 1027), (1025, 5) })
            Assert.That(Multiply(first, rows), Is.EqualTo(all[first..(first + rows)]), $"{rows} rows from {first} on");

        T[] Multiply(int first, int rows)
        {
            (int row, int column) = transposeA ? (1, Rows) : (Inner, 1);
            var y = new CpuArray<T>(Device, rows);
            Device.Launch(MatMul.Kernel, new MatMulArguments(DTypes.Of<T>(), 1, rows, 1, Inner,
                new MatrixView(new BufferView(a.Buffer, a.Offset + first * row), 0, row, column), new MatrixView(x, 0, 1, 1),
                new MatrixView(y.View, 0, 1, 1)));
            return y.ToArray();
        }
    }

    /// <summary>Lanes of a last, partial vector hold no numbers; an infinity beside them is one all the same.</summary>
    [Test]
    public void AnInfinityInAMatrixStaysInItsSum()
    {
        double[] a = [1, 2, double.PositiveInfinity, 4, 5, 6];
        var y = new CpuArray<T>(Device, 2);
        Device.Launch(MatMul.Kernel, new MatMulArguments(DTypes.Of<T>(), 1, 2, 1, 3, new MatrixView(Place(Device, a), 0, 3, 1),
            new MatrixView(Place(Device, [1, 1, 1]), 0, 1, 1), new MatrixView(y.View, 0, 1, 1)));
        Assert.That(y.ToArray().Select(double.CreateChecked), Is.EqualTo(new[] { double.PositiveInfinity, 15 }));
    }

    [Test]
    public void BatchStrideZeroRepeatsAMatrix()
    {
        var random = new Random(3);
        double[] a = RandomArray.Exact<T>(random, 3 * 4 * 5), b = RandomArray.Exact<T>(random, 5 * 6);
        var product = new CpuArray<T>(Device, 3 * 4 * 6);
        Device.Launch(MatMul.Kernel, new MatMulArguments(DTypes.Of<T>(), 3, 4, 6, 5,
            new MatrixView(Place(Device, a), 20, 5, 1), new MatrixView(Place(Device, b), 0, 6, 1),
            new MatrixView(product.View, 24, 6, 1)));
        double[] expected = [.. from m in Enumerable.Range(0, 12) from c in Enumerable.Range(0, 6)
            select Enumerable.Range(0, 5).Sum(k => a[m * 5 + k] * b[k * 6 + c])];
        Assert.That(product.ToArray().Select(double.CreateChecked), Is.EqualTo(expected).Within(Rounding.Tolerance<T>(5)));
    }

    [Test]
    public void AMatrixThatAWholeBatchSharesIsPackedOnce()
    {
        const int Batch = 1000, Size = 64, Columns = 25;
        using var device = new CpuDevice(threads: 2);
        var random = new Random(4);
        double[] a = RandomArray.Exact<T>(random, Size * Size), b = RandomArray.Exact<T>(random, Batch * Size * Columns);
        BufferView shared = Place(device, a), right = Place(device, b);
        var product = new CpuArray<T>(device, Batch * Size * Columns);
        device.Memory.ResetPeak();
        device.Launch(MatMul.Kernel, new MatMulArguments(DTypes.Of<T>(), Batch, Size, Columns, Size,
            new MatrixView(shared, 0, Size, 1), new MatrixView(right, Size * Columns, Columns, 1),
            new MatrixView(product.View, Size * Columns, Columns, 1)));
        MemoryStatistics memory = device.Memory.Statistics;

        // A copy for each product would take 16 MB in float, the panels and tiles of two threads take well below 4 MB.
        Assert.That(memory.PeakBytes - memory.BytesInUse, Is.LessThan(4 << 20));
        (int N, int C)[] some = [.. from n in Enumerable.Range(0, 11) from c in Enumerable.Range(0, Columns) select (97 * n, c)];
        double[] expected = [.. some.Select(at =>
            Enumerable.Range(0, Size).Sum(k => a[5 * Size + k] * b[(at.N * Size + k) * Columns + at.C]))];
        T[] all = product.ToArray();
        double[] actual = [.. some.Select(at => double.CreateChecked(all[(at.N * Size + 5) * Columns + at.C]))];
        Assert.That(actual, Is.EqualTo(expected).Within(Rounding.Tolerance<T>(Size)));
    }

    private static BufferView Place(CpuDevice device, double[] values) =>
        new CpuArray<T>(device, RandomArray.To<T>(values)).View;

    /// <summary>Random operands, one memory layout of them, and the product by definition.</summary>
    private sealed class Problem
    {
        private readonly (int Batch, int Rows, int Columns, int Inner) _shape;
        private readonly bool _transposeA, _transposeB;
        private readonly double[] _a, _b;

        public Problem((int Batch, int Rows, int Columns, int Inner) shape, bool transposeA, bool transposeB)
        {
            (_shape, _transposeA, _transposeB) = (shape, transposeA, transposeB);
            var random = new Random(shape.Rows);
            (int batch, int rows, int columns, int inner) = shape;
            _a = RandomArray.Exact<T>(random, batch * rows * inner);
            _b = RandomArray.Exact<T>(random, batch * inner * columns);
            Expected = new double[batch * rows * columns];
            MatrixView a = View(default, rows, inner, transposeA), b = View(default, inner, columns, transposeB);
            for (int n = 0; n < batch; n++)
                for (int r = 0; r < rows; r++)
                    for (int c = 0; c < columns; c++)
                        for (int k = 0; k < inner; k++)
                            Expected[(n * rows + r) * columns + c] += _a[n * a.BatchStride + r * a.RowStride + k * a.ColumnStride]
                                * _b[n * b.BatchStride + k * b.RowStride + c * b.ColumnStride];
        }

        public double[] Expected { get; }

        public double Tolerance => Rounding.Tolerance<T>(_shape.Inner);

        public T[] Run(CpuDevice device, MicroKernel<T> kernel)
        {
            (int batch, int rows, int columns, int inner) = _shape;
            var product = new CpuArray<T>(device, batch * rows * columns);
            CpuMatMul.Run(device, kernel, new MatMulArguments(DTypes.Of<T>(), batch, rows, columns, inner,
                View(Place(device, _a), rows, inner, _transposeA), View(Place(device, _b), inner, columns, _transposeB),
                View(product.View, rows, columns, transpose: false)));
            return product.ToArray();
        }

        private static MatrixView View(BufferView data, int rows, int columns, bool transpose) =>
            transpose ? new MatrixView(data, rows * columns, 1, rows) : new MatrixView(data, rows * columns, columns, 1);
    }
}
