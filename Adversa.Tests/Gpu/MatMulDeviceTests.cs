using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>The matrix product on devices against the triple loop in double, with every tile.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class MatMulDeviceTests(string name)
{
    // Batch, Rows, Columns, Inner: one, primes, tile sizes and their neighbours, vectors, and sums in several chunks.
    private static readonly (int Batch, int Rows, int Columns, int Inner)[] Shapes =
    [
        (1, 1, 1, 1), (2, 13, 33, 7), (3, 5, 17, 11), (1, 64, 64, 16), (1, 128, 128, 8), (1, 131, 127, 19), (1, 67, 129, 33),
        (1, 1, 300, 70), (1, 300, 1, 70), (2, 7, 1, 300), (2, 1, 7, 300), (5, 1, 1, 257), (1, 5, 3, 1500), (2, 33, 6, 1031),
        (1, 2, 3, 0),
    ];

    private GpuDevice Device => GpuDevices.Open(name);

    [Test]
    public void Every_tile_agrees_with_the_triple_loop(
        [Values] bool isFloat64, [ValueSource(nameof(Shapes))] (int Batch, int Rows, int Columns, int Inner) shape,
        [Values] bool transposeA, [Values] bool transposeB)
    {
        var problem = new Problem(Device, isFloat64 ? DType.Float64 : DType.Float32, shape, transposeA, transposeB);
        double[] chosen = problem.Run(null);
        Assert.That(chosen, Is.EqualTo(problem.Expected).Within(problem.Tolerance), "the tile of the library's choice");
        double[]? first = null;
        foreach (TileVariant<StridedOperands> variant in GpuMatMul.Product.Variants)
        {
            double[] product = problem.Run(variant);
            Assert.That(product, Is.EqualTo(problem.Expected).Within(problem.Tolerance), variant.ToString());
            Assert.That(product, Is.EqualTo(first ??= product), $"{variant}: the order of a sum does not depend on the tile");
        }
    }

    [TestCase(0, 3, 4)]
    [TestCase(2, 0, 4)]
    [TestCase(2, 3, 0)]
    public void Empty_products_write_nothing(int batch, int rows, int columns) =>
        Assert.That(new Problem(Device, DType.Float32, (batch, rows, columns, 5), false, false).Run(null), Is.Empty);

    [Test]
    public void Batch_stride_zero_repeats_a_matrix()
    {
        var random = new Random(3);
        double[] a = RandomArray.Exact<float>(random, 3 * 4 * 5), b = RandomArray.Exact<float>(random, 5 * 6);
        using DeviceArray left = new(Device, DType.Float32, a), right = new(Device, DType.Float32, b);
        using DeviceArray product = new(Device, DType.Float32, 3 * 4 * 6);
        Device.Launch(MatMul.Kernel, new MatMulArguments(DType.Float32, 3, 4, 6, 5,
            new MatrixView(left.View, 20, 5, 1), new MatrixView(right.View, 0, 6, 1), new MatrixView(product.View, 24, 6, 1)));
        double[] expected = [.. from m in Enumerable.Range(0, 12) from c in Enumerable.Range(0, 6)
            select Enumerable.Range(0, 5).Sum(k => a[m * 5 + k] * b[k * 6 + c])];
        Assert.That(product.ToArray(), Is.EqualTo(expected).Within(Rounding.Tolerance<float>(5)));
    }

    /// <summary>More tiles than any axis of a grid but the first can have.</summary>
    [Test]
    public void A_batch_may_be_larger_than_a_grids_second_axis()
    {
        const int Batch = 70_000;
        double[] a = RandomArray.Exact<float>(new Random(4), Batch);
        using DeviceArray left = new(Device, DType.Float32, a), product = new(Device, DType.Float32, Batch);
        Device.Launch(MatMul.Kernel, new MatMulArguments(DType.Float32, Batch, 1, 1, 1,
            new MatrixView(left.View, 1, 1, 1), new MatrixView(left.View, 0, 1, 1), new MatrixView(product.View, 1, 1, 1)));
        Assert.That(product.ToArray(), Is.EqualTo(a.Select(value => (double)((float)value * (float)a[0]))));
    }

    [Test]
    public void Integers_are_refused() =>
        Assert.That(
            () => Device.Launch(MatMul.Kernel, new MatMulArguments(DType.Int32, 0, 0, 0, 0, default, default, default)),
            Throws.InstanceOf<NotSupportedException>().With.Message.Contains("Int32"));

    /// <summary>Random operands, one memory layout of them, and the product by definition.</summary>
    private sealed class Problem
    {
        private readonly GpuDevice _device;
        private readonly DType _type;
        private readonly (int Batch, int Rows, int Columns, int Inner) _shape;
        private readonly bool _transposeA, _transposeB;
        private readonly double[] _a, _b;

        public Problem(
            GpuDevice device, DType type, (int Batch, int Rows, int Columns, int Inner) shape, bool transposeA, bool transposeB)
        {
            (_device, _type, _shape, _transposeA, _transposeB) = (device, type, shape, transposeA, transposeB);
            if (type == DType.Float64 && !device.HasFloat64) Assert.Ignore($"{device} does not compute in double.");
            (int batch, int rows, int columns, int inner) = shape;
            var random = new Random(rows);
            _a = RandomArray.Exact<float>(random, batch * rows * inner);
            _b = RandomArray.Exact<float>(random, batch * inner * columns);
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

        public double Tolerance => _type == DType.Float64
            ? Rounding.Tolerance<double>(_shape.Inner)
            : Rounding.Tolerance<float>(_shape.Inner);

        /// <summary>The product with a certain tile, or as the library computes it.</summary>
        public double[] Run(TileVariant<StridedOperands>? variant)
        {
            (int batch, int rows, int columns, int inner) = _shape;
            using DeviceArray a = new(_device, _type, _a), b = new(_device, _type, _b);
            using DeviceArray product = new(_device, _type, batch * rows * columns);
            var arguments = new MatMulArguments(_type, batch, rows, columns, inner,
                View(a.View, rows, inner, _transposeA), View(b.View, inner, columns, _transposeB),
                View(product.View, rows, columns, transpose: false));
            if (variant is null) _device.Launch(MatMul.Kernel, arguments);
            else GpuMatMul.Run(_device, arguments, variant);
            return product.ToArray();
        }

        private static MatrixView View(BufferView data, int rows, int columns, bool transpose) =>
            transpose ? new MatrixView(data, rows * columns, 1, rows) : new MatrixView(data, rows * columns, columns, 1);
    }
}
