using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Tensors;

public sealed class ShapeTests
{
    [Test]
    public void KnowsItsSizesAndStrides()
    {
        Shape shape = [2, 3, 5];
        Assert.Multiple(() =>
        {
            Assert.That(shape.Rank, Is.EqualTo(3));
            Assert.That(shape.Count, Is.EqualTo(30));
            Assert.That(shape[^1], Is.EqualTo(5));
            Assert.That(shape.RowMajorStrides, Is.EqualTo(new Axes(15, 5, 1)));
            Assert.That(shape.With(-2, 7), Is.EqualTo(Shape.Create([2, 7, 5])));
            Assert.That($"{shape}", Is.EqualTo("[2,3,5]"));
        });
    }

    [Test]
    public void ScalarsHaveOneElementAndEmptyAxesNone()
    {
        Assert.That(Shape.Create([]).Count, Is.EqualTo(1));
        Assert.That(default(Shape).Count, Is.EqualTo(1));
        Assert.That(Shape.Create([3, 0, 2]).Count, Is.Zero);
        Assert.That(Shape.Create([65536, 65536, 0]).Count, Is.Zero);
    }

    [TestCase(new[] { 3, 1, 5 }, new[] { 4, 1 }, new[] { 3, 4, 5 })]
    [TestCase(new int[] { }, new[] { 2, 3 }, new[] { 2, 3 })]
    [TestCase(new[] { 1 }, new[] { 0 }, new[] { 0 })]
    [TestCase(new[] { 2, 1, 7 }, new[] { 2, 1, 7 }, new[] { 2, 1, 7 })]
    public void BroadcastsByNumPysRules(int[] a, int[] b, int[] expected)
    {
        Assert.That(Shape.Broadcast(Shape.Create(a), Shape.Create(b)), Is.EqualTo(Shape.Create(expected)));
        Assert.That(Shape.Broadcast(Shape.Create(b), Shape.Create(a)), Is.EqualTo(Shape.Create(expected)));
    }

    [Test]
    public void RefusesWhatIsNoShape()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Shape.Broadcast([2, 3], [2, 4]), Throws.ArgumentException.With.Message.Contains("sizes 3 and 4"));
            Assert.That(() => Shape.Create([2, -1]), Throws.ArgumentException.With.Message.Contains("negative"));
            Assert.That(() => Shape.Create([1 << 16, 1 << 16]), Throws.ArgumentException.With.Message.Contains("elements"));
            Assert.That(() => Shape.Create(new int[9]), Throws.ArgumentException.With.Message.Contains("at most 8 axes"));
            Assert.That(() => Shape.Create([2, 3]).NormalizeAxis(2), Throws.ArgumentException.With.Message.Contains("Axis 2"));
        });
    }
}
