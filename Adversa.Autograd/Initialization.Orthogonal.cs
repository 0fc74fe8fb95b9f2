using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd;

public static partial class Initialization
{
    /// <summary>
    /// gain·Q, with the weight seen as a matrix [size of axis 0, all others]: the shorter side's vectors are orthonormal, and Q
    /// is distributed evenly over all such matrices (Saxe et al., 2014).
    /// </summary>
    public static void Orthogonal(Parameter weight, RandomGenerator random, double gain = 1)
    {
        Shape shape = weight.Shape;
        if (shape.Rank < 2)
            throw new ArgumentException($"{weight.Value.Describe()} is no matrix; that takes two axes or more.", nameof(weight));
        if (shape.Count == 0) return;

        // The vectors are made by the processor, in float64, which not every device knows.
        using var processor = new CpuDevice(threads: 1);
        using TensorScope scope = TensorScope.Begin();
        int rows = shape[0], columns = shape.Count / rows;
        (int count, int length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double[] vectors = random.Normal([count, length], type: DType.Float64, device: processor).ToArray<double>();
        Orthonormalize(vectors, count, length);

        var q = new double[vectors.Length];
        for (int i = 0; i < q.Length; i++) q[i] = gain * vectors[rows > columns ? i % columns * length + i / columns : i];
        weight.Value.CopyFrom(HostNumbers.ToTensor(q, shape, weight.Value.DType, weight.Value.Device));
    }

    /// <summary>
    /// Modified Gram–Schmidt over the rows: Q of a QR decomposition whose R has a positive diagonal, which makes Q of a Gaussian
    /// matrix evenly distributed without a correction of signs (Mezzadri, 2007).
    /// </summary>
    private static void Orthonormalize(Span<double> vectors, int count, int length)
    {
        for (int i = 0; i < count; i++)
        {
            Span<double> vector = vectors.Slice(i * length, length);

            // Twice: the second pass removes what rounding left of the first, and two are enough (Giraud et al., 2005).
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<double> earlier = vectors.Slice(j * length, length);
                    Axpy(-Dot(vector, earlier), earlier, vector);
                }
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            foreach (ref double element in vector) element /= norm;
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Axpy(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++) y[i] += a * x[i];
    }
}
