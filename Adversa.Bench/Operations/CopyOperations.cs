using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Bench.Operations;

/// <summary>Copies, lookups and random numbers, in float32. Their work is the bytes that any implementation moves.</summary>
internal static class CopyOperations
{
    private const double Float = sizeof(float);
    private const int WordSize = 128, LookupsPerRow = 32;

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes) =>
    [
        Copying("", shapes.Side, new Axes(shapes.Side, 1)),
        Copying(" transposed", shapes.Side, new Axes(1, shapes.Side)),
        Lookup(shapes.Words, LookupsPerRow * shapes.Side),
        Numbers(Distribution.Uniform, shapes.Side * shapes.Side),
        Numbers(Distribution.Normal, shapes.Side * shapes.Side),
    ];

    private static Operation Copying(string order, int side, Axes sourceStrides) =>
        new($"{Copy.Kernel.Name}{order}", $"[{side},{side}]", Bound.Memory, 2 * Float * side * side, operands =>
        {
            var arguments = new CopyArguments(
                new Axes(side, side), DType.Float32, operands.Random(side * side), sourceStrides,
                DType.Float32, operands.Random(side * side), new Axes(side, 1));
            return () => operands.Device.Launch(Copy.Kernel, arguments);
        });

    private static Operation Lookup(int words, int count) =>
        new(Gather.Kernel.Name, $"{count} of [{words},{WordSize}]", Bound.Memory,
            (2 * Float * WordSize + sizeof(int)) * count, operands =>
            {
                var arguments = new GatherArguments(
                    DType.Float32, 1, words, count, WordSize, DType.Int32, operands.Indices(count, words), 0, 1, 0,
                    operands.Random(words * WordSize), operands.Random(count * WordSize));
                return () => operands.Device.Launch(Gather.Kernel, arguments);
            });

    private static Operation Numbers(Distribution distribution, int count) =>
        new($"{Philox.Kernel.Name} {distribution.ToString().ToLowerInvariant()}", $"[{count}]", Bound.Memory, Float * count,
            operands =>
            {
                var arguments = new RandomArguments(
                    DType.Float32, distribution, 0, 1, 1, 0, 0, count, operands.Random(count));
                return () => operands.Device.Launch(Philox.Kernel, arguments);
            });
}
