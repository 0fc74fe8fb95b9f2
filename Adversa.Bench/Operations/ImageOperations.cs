using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>What changes the size of images, in float32. Their work is the bytes that any implementation moves.</summary>
internal static class ImageOperations
{
    private const double Float = sizeof(float);
    private const int Small = 32, Large = 64;

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes) =>
    [
        Resizing(Interpolation.Nearest, shapes.Planes),
        Resizing(Interpolation.Bilinear, shapes.Planes),
        Pooling(Pool2d.Average, 1, shapes.Planes),
        Pooling(Pool2d.Max, 2, shapes.Planes),
    ];

    private static Operation Resizing(Interpolation interpolation, int planes)
    {
        int from = planes * Small * Small, to = planes * Large * Large;
        string name = $"{Resize2d.Forward.Name} {interpolation.ToString().ToLowerInvariant()}";
        return new(name, $"{Small}×{Small} to {Large}×{Large}, {planes} planes", Bound.Memory, Float * (from + to), operands =>
        {
            var arguments = new Resize2dArguments(
                DType.Float32, interpolation, planes, Small, Small, Large, Large, operands.Random(from), operands.Random(to));
            return () => operands.Device.Launch(Resize2d.Forward, arguments);
        });
    }

    /// <summary>Windows of 2×2 at stride 2; for each output <paramref name="results"/> numbers are written.</summary>
    private static Operation Pooling(Kernel<Pool2dArguments> kernel, int results, int planes)
    {
        int from = planes * Large * Large, to = from / 4;
        var geometry = new Pool2dGeometry(planes, Large, Large, 2, 2, 2, 2, 0, 0);
        return new(kernel.Name, $"{Large}×{Large} k2s2, {planes} planes", Bound.Memory, Float * (from + results * to), operands =>
        {
            var arguments = new Pool2dArguments(
                DType.Float32, geometry, operands.Random(from), operands.Random(to), operands.Random(to));
            return () => operands.Device.Launch(kernel, arguments);
        });
    }
}
