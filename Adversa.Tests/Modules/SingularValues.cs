using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

/// <summary>Singular values computed the long way.</summary>
internal static class SingularValues
{
    /// <summary>The root of the largest eigenvalue of WWᵀ, by Jacobi's rotations.</summary>
    public static double Largest(Variable weight, int axis)
    {
        using TensorScope scope = TensorScope.Begin();
        Variable matrix = Functions.AsMatrix(weight, axis);
        int n = matrix.Shape[0];
        double[][] rows = [.. matrix.Value.To(DType.Float64).ToArray<double>().Chunk(matrix.Shape[1])];
        double[][] a = [.. rows.Select(row => rows.Select(other => row.Zip(other, (x, y) => x * y).Sum()).ToArray())];
        for (int sweep = 0; sweep < 12; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++) Rotate(a, p, q);
            }
        }

        return Math.Sqrt(Enumerable.Range(0, n).Max(i => a[i][i]));
    }

    /// <summary>Makes a[p][q] of a symmetric matrix 0.</summary>
    private static void Rotate(double[][] a, int p, int q)
    {
        double angle = 0.5 * Math.Atan2(2 * a[p][q], a[p][p] - a[q][q]), c = Math.Cos(angle), s = Math.Sin(angle);
        foreach (double[] row in a) (row[p], row[q]) = (c * row[p] + s * row[q], c * row[q] - s * row[p]);
        for (int i = 0; i < a.Length; i++) (a[p][i], a[q][i]) = (c * a[p][i] + s * a[q][i], c * a[q][i] - s * a[p][i]);
    }
}
