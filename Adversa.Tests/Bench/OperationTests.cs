using Adversa.Bench.Operations;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>The list of operations: what is in it, what each counts, and that each can be launched.</summary>
internal sealed class OperationTests
{
    private static IEnumerable<ShapeSet> ShapeSets => [ShapeSet.Full, ShapeSet.Small];

    private static IEnumerable<string> SmallOnes => Operation.All(ShapeSet.Small).Select(operation => operation.FullName);

    [TestCaseSource(nameof(ShapeSets))]
    public void NamesAreUnique(ShapeSet shapes) =>
        Assert.That(Operation.All(shapes).Select(operation => operation.FullName), Is.Unique);

    [TestCaseSource(nameof(SmallOnes))]
    public void EachCanBeLaunched(string name)
    {
        using var cpu = new CpuDevice(threads: 1);
        Operation operation = Operation.All(ShapeSet.Small).Single(each => each.FullName == name);
        using (var operands = new Operands(cpu))
        {
            Action launch = operation.Prepare(operands);
            Assert.That(launch, Throws.Nothing);
        }

        Assert.That(cpu.Memory.Statistics.BytesInUse, Is.Zero, "operands are given back");
        Assert.That(operation.Work, Is.Positive);
    }

    [TestCase(2, 3, 5, 4, 3, 1, 1)]
    [TestCase(3, 2, 8, 5, 4, 2, 1)]
    [TestCase(1, 4, 4, 1, 4, 1, 0)]
    [TestCase(2, 6, 3, 2, 1, 1, 0)]
    public void TheWorkOfAConvolutionIsWhatItsLoopsDo(
        int batch, int channels, int size, int outChannels, int window, int stride, int padding)
    {
        var layer = new ConvolutionLayer(batch, channels, size, outChannels, window, stride, padding);
        long operations = 0;
        for (int image = 0; image < batch * outChannels; image++)
        {
            for (int top = -padding; top + window <= size + padding; top += stride)
            {
                for (int left = -padding; left + window <= size + padding; left += stride)
                {
                    for (int tap = 0; tap < channels * window * window; tap++) operations += 2;
                }
            }
        }

        Assert.That(layer.Work, Is.EqualTo(operations));
    }

    [Test]
    public void BothGradientsOfAConvolutionCountAsMuch()
    {
        var byShape = Operation.All(ShapeSet.Full)
            .Where(operation => operation.Name.StartsWith("conv2d", StringComparison.Ordinal))
            .ToLookup(operation => operation.Shape);
        Assert.That(byShape.Select(trio => trio.Count()), Has.All.EqualTo(3));
        Assert.That(byShape.Select(trio => trio.Select(operation => operation.Work).Distinct().Count()), Has.All.EqualTo(1));
    }

    [Test]
    public void AProductCountsOperationsAndOneWithAVectorBytes()
    {
        Operation[] products = [.. Operation.Matching("matmul", ShapeSet.Full)];
        Operation square = products.Single(product => product.Shape == "[256,256]·[256,256]");
        Operation vector = products.Single(product => product.Shape == "[512,4608]·[4608,1]");
        Assert.Multiple(() =>
        {
            Assert.That(square.Bound, Is.EqualTo(Bound.Arithmetic));
            Assert.That(square.Work, Is.EqualTo(2.0 * 256 * 256 * 256));
            Assert.That(vector.Bound, Is.EqualTo(Bound.Memory));
            Assert.That(vector.Work, Is.EqualTo(4.0 * (512 * 4608 + 4608 + 512)));
        });
    }

    [Test]
    public void AFilterLooksAtNameAndShapeInAnyCase()
    {
        Assert.Multiple(() =>
        {
            Assert.That(
                Operation.Matching("WEIGHT_gradient 3→64", ShapeSet.Full).Select(operation => operation.FullName),
                Is.EqualTo((string[])["conv2d_weight_gradient 3→64 64×64 k4s2p1"]));
            Assert.That(Operation.Matching("nothing of the kind", ShapeSet.Full), Is.Empty);
            Assert.That(Operation.Matching("philox", ShapeSet.Full, onlyFew: true), Has.Count.EqualTo(2), "who asks gets it");
        });
    }

    [Test]
    public void AFewStandForTheWhole()
    {
        IReadOnlyList<Operation> all = Operation.Matching("", ShapeSet.Full), few = Operation.Matching("", ShapeSet.Full, true);
        string[] families =
            ["matmul", "conv2d", "conv2d_input_gradient", "conv2d_weight_gradient", "adam", "batch_norm_backward"];
        Assert.That(few, Has.Count.LessThan(all.Count / 3));
        Assert.That(few.Select(operation => operation.Name), Is.SupersetOf(families));
    }
}
