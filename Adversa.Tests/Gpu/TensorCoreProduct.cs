using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;
using Adversa.Tests.Kernels;

namespace Adversa.Tests.Gpu;

/// <summary>The product on tensor cores, or its fallback, against the triple loop in double.</summary>
internal static class TensorCoreProduct
{
    private const int Tile = 64;

    /// <summary>One, less than a block, blocks, tiles and slices, their neighbours, and primes.</summary>
    public static readonly int[] Sizes = [1, 3, 8, 17, 32, 63, 64, 65, 97, 131];

    /// <summary>Whether a device has the tensor cores, and does not run the fallback.</summary>
    public static bool IsOn(GpuDevice device) =>
        device.VersionOf(Grouped.MatMulTensorCoresKernel, DType.Float32) == Grouped.MatMulTensorCoresKernel;

    /// <summary>
    /// Multiplies two matrices of n×n. From inputs as the device rounds them only the sums' own rounding is left, for which a
    /// tensor core, which cuts off where others round, gets four times what others do. Inputs that are not rounded alike would
    /// show: at 131 they are off by 16 times that in the mean.
    /// </summary>
    public static void Check(GpuDevice device, int n)
    {
        var random = new Random(n);
        double[] a = RandomArray.Exact<float>(random, n * n), b = RandomArray.Exact<float>(random, n * n);
        using DeviceArray left = new(device, DType.Float32, a), right = new(device, DType.Float32, b);
        using DeviceArray product = new(device, DType.Float32, n * n);
        int tiles = (n + Tile - 1) / Tile;
        Grouped.MatMulTensorCores(device, new Extent(tiles, tiles), left.View, right.View, product.View, n);

        bool isRounded = IsOn(device);
        if (isRounded) (a, b) = ([.. a.Select(ToTf32)], [.. b.Select(ToTf32)]);
        double[] expected = [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n)
            select Enumerable.Range(0, n).Sum(k => a[i * n + k] * b[k * n + j])];
        double tolerance = Rounding.Tolerance<float>(n) * (isRounded ? 4 : 1);
        Assert.That(product.ToArray(), Is.EqualTo(expected).Within(tolerance));
    }

    /// <summary>The nearest number with 11 significant bits.</summary>
    private static double ToTf32(double x)
    {
        double unit = Math.ScaleB(1, Math.ILogB(x) - 10);
        return Math.Round(x / unit, MidpointRounding.AwayFromZero) * unit;
    }
}
