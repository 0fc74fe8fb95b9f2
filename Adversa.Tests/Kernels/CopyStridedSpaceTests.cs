using Adversa.Kernels;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Strided;
using Adversa.Tensors;

namespace Adversa.Tests.Kernels;

internal sealed class CopyStridedSpaceTests
{
    [Test]
    public void EvenAxesBecomeOne() =>
        Assert.That(
            StridedSpace.Collapse(new Axes(2, 1, 3, 4), new Axes(12, 7, 4, 1), new Axes(24, 9, 8, 2)),
            Is.EqualTo(new StridedSpace(new Axes(24), new Axes(1), new Axes(2))));

    [Test]
    public void AxesAreSortedByTheFirstOperandAndThenMerged() =>
        Assert.That(
            StridedSpace.Collapse(new Axes(2, 3, 5), new Axes(1, 10, 2), new Axes(15, 5, 1)),
            Is.EqualTo(new StridedSpace(new Axes(15, 2), new Axes(2, 1), new Axes(1, 15))));

    [Test]
    public void BroadcastAxesComeFirst() =>
        Assert.That(
            StridedSpace.Collapse(new Axes(7, 2), new Axes(3, 0), new Axes(3, 0)),
            Is.EqualTo(new StridedSpace(new Axes(2, 7), new Axes(0, 3), new Axes(0, 3))));

    [Test]
    public void EmptySpacesHaveNoIndexHoweverLargeTheirOtherAxesAre()
    {
        Axes[] empty = [new Axes(65536, 65536, 0), new Axes(0, 65536, 65536), new Axes(65536, 0, 65536)];
        foreach (Axes sizes in empty)
        {
            Assert.That(sizes.Product, Is.Zero);
            Assert.That(StridedSpace.Collapse(sizes, new Axes(65536, 1, 1), new Axes(65536, 1, 1)).Count, Is.Zero);
            Assert.That(new ReductionPlan(sizes, new Axes(65536, 1, 1), new Axes(3), new Axes(1)).Items, Is.Zero);
        }

        using TensorScope scope = TensorScope.Begin();
        Tensor x = Tensor.Zeros([65536, 65536, 0]);
        Assert.That(x.Clone().Sum([0]).Shape, Is.EqualTo(Shape.Create([65536, 0])));
    }

    [Test]
    public void AWalkVisitsEveryIndexFromAnywhere()
    {
        StridedSpace space = StridedSpace.Collapse(new Axes(3, 2, 4), new Axes(100, 40, 7), new Axes(1, -50, 9));
        var all = new List<(long, long)>();
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 2; b++)
            {
                for (int c = 0; c < 4; c++) all.Add((a * 100 + b * 40 + c * 7, a - b * 50 + c * 9));
            }
        }

        for (int start = 0; start < all.Count; start++)
        {
            var walk = new StridedWalk(space, start);
            for (int i = start; i < all.Count; i++, walk.Next()) Assert.That((walk.First, walk.Second), Is.EqualTo(all[i]));
            Assert.That((walk.First, walk.Second), Is.EqualTo((0L, 0L)), "back at the begin");
        }
    }
}
