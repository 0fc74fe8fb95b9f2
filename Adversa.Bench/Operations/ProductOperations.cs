using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>
/// Matrix products in float32. Their work is the multiplications and additions of the definition; that of a product with a
/// vector, which uses each number of the matrix once, the bytes of both and of the result.
/// </summary>
internal static class ProductOperations
{
    private const int RepresentativeSize = 1024;

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes) =>
        shapes.Products.Select(product => Product(product.Rows, product.Inner, product.Columns) with
        {
            IsRepresentative = product.Rows == RepresentativeSize || shapes == ShapeSet.Small,
        });

    private static Operation Product(int rows, int inner, int columns)
    {
        bool hasVector = rows == 1 || columns == 1;
        return new(
            MatMul.Kernel.Name, $"[{rows},{inner}]·[{inner},{columns}]", hasVector ? Bound.Memory : Bound.Arithmetic,
            hasVector
                ? sizeof(float) * ((double)rows * inner + inner * columns + rows * columns)
                : 2.0 * rows * columns * inner,
            operands =>
            {
                var arguments = new MatMulArguments(DType.Float32, 1, rows, columns, inner,
                    new MatrixView(operands.Random(rows * inner), 0, inner, 1),
                    new MatrixView(operands.Random(inner * columns), 0, columns, 1),
                    new MatrixView(operands.Random(rows * columns), 0, columns, 1));
                return () => operands.Device.Launch(MatMul.Kernel, arguments);
            });
    }
}
