using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Tensors;

/// <summary>Views look at the same memory, and every way to look agrees with the row-major copy.</summary>
public sealed class TensorViewTests
{
    private TensorScope _scope = null!;

    [SetUp]
    public void BeginScope() => _scope = TensorScope.Begin();

    [TearDown]
    public void EndScope() => _scope.Dispose();

    [Test]
    public void PermuteReordersTheAxes()
    {
        Tensor x = Counting([2, 3, 4]);
        Tensor y = x.Permute(2, 0, -2);
        Assert.That(y.Shape, Is.EqualTo(Shape.Create([4, 2, 3])));
        Assert.That(y.IsDense, Is.False);
        Assert.That(y.ToArray<float>(), Is.EqualTo(Elements([4, 2, 3], at => at[1] * 12 + at[2] * 4 + at[0])));
        Assert.That(x.Transpose().ToArray<float>(), Is.EqualTo(Elements([2, 4, 3], at => at[0] * 12 + at[2] * 4 + at[1])));
    }

    [Test]
    public void SliceTakesEveryStepth()
    {
        Tensor y = Counting([3, 7]).Slice(axis: -1, start: 1, length: 3, step: 2);
        Assert.That(y.ToArray<float>(), Is.EqualTo(new float[] { 1, 3, 5, 8, 10, 12, 15, 17, 19 }));
        Assert.That(Counting([3, 7]).Slice(0, 3, 0).Count, Is.Zero);
    }

    [Test]
    public void ExpandRepeatsWithoutCopying()
    {
        Tensor x = Counting([2, 1]);
        Tensor y = x.Expand([3, 2, 4]);
        Assert.That(y.Strides, Is.EqualTo(new Axes(0, 1, 0)));
        Assert.That(y.ToArray<float>(), Is.EqualTo(Elements([3, 2, 4], at => at[1])));
    }

    [Test]
    public void ReshapeSharesMemoryWhereItCan()
    {
        Tensor x = Counting([2, 6]);
        Tensor shared = x.Reshape(3, -1), copied = x.Transpose().Reshape(12);
        x.Fill(9);
        Assert.That(shared.Shape, Is.EqualTo(Shape.Create([3, 4])));
        Assert.That(shared.ToArray<float>(), Is.All.EqualTo(9f));
        Assert.That(copied.ToArray<float>()[..3], Is.EqualTo(new float[] { 0, 6, 1 }));
    }

    [Test]
    public void WritingThroughAViewWritesTheWhole()
    {
        Tensor x = Tensor.Zeros([3, 4]);
        int version = x.Version;
        x.Slice(1, 1, 2).CopyFrom(Tensor.From([1f, 2f]));
        Assert.That(x.ToArray<float>(), Is.EqualTo(new float[] { 0, 1, 2, 0, 0, 1, 2, 0, 0, 1, 2, 0 }));
        Assert.That(x.Version, Is.GreaterThan(version));
    }

    [Test]
    public void CopyingBetweenViewsThatOverlapReadsFirst()
    {
        Tensor shifted = Counting([100_000]);
        shifted.Slice(0, 1, 99_999).CopyFrom(shifted.Slice(0, 0, 99_999));
        Assert.That(shifted.ToArray<float>(), Is.EqualTo(Enumerable.Range(0, 100_000).Select(i => Math.Max(0f, i - 1))));

        Tensor square = Counting([65, 65]);
        float[] transposed = square.Transpose().ToArray<float>();
        square.CopyFrom(square.Transpose());
        Assert.That(square.ToArray<float>(), Is.EqualTo(transposed));

        Tensor rows = Counting([3, 2]);
        rows.CopyFrom(rows.Slice(0, 1, 1));
        Assert.That(rows.ToArray<float>(), Is.EqualTo([2f, 3, 2, 3, 2, 3]));
    }

    [Test]
    public void UnsqueezeAddsAnAxis()
    {
        Assert.That(Counting([2, 3]).Unsqueeze(1).Shape, Is.EqualTo(Shape.Create([2, 1, 3])));
        Assert.That(Counting([2, 3]).Unsqueeze(-1).Shape, Is.EqualTo(Shape.Create([2, 3, 1])));
    }

    [Test]
    public void RefusesWhatDoesNotFit()
    {
        Tensor x = Counting([2, 3]);
        Assert.Multiple(() =>
        {
            Assert.That(() => x.Permute(0, 0), Throws.ArgumentException.With.Message.Contains("[0,0]"));
            Assert.That(() => x.Slice(1, 2, 2), Throws.ArgumentException.With.Message.Contains("does not fit"));
            Assert.That(() => x.Reshape(4, 2), Throws.ArgumentException.With.Message.Contains("6 elements"));
            Assert.That(() => x.Expand([2, 4]), Throws.ArgumentException.With.Message.Contains("[2,4]"));
            Assert.That(() => x.ToArray<double>(), Throws.ArgumentException.With.Message.Contains("Double"));
            Assert.That(() => Tensor.From(new float[5], [2, 3]), Throws.ArgumentException.With.Message.Contains("5 were given"));
            Assert.That(() => x.Item(), Throws.InvalidOperationException.With.Message.Contains("6 elements"));
            Assert.That(() => x + x.To(DType.Float64), Throws.ArgumentException.With.Message.Contains("different types"));
        });
    }

    [Test]
    public void ConvertsBetweenTypes()
    {
        Tensor x = Tensor.From([-1.7, 2.5, 300, double.NaN]);
        Assert.That(x.To(DType.Int32).ToArray<int>(), Is.EqualTo(new[] { -1, 2, 300, 0 }));
        Assert.That(x.To(DType.UInt8).ToArray<byte>(), Is.EqualTo(new byte[] { 0, 2, 255, 0 }));
        Assert.That(x.To(DType.Int64).To(DType.Float32).ToArray<float>(), Is.EqualTo(new float[] { -1, 2, 300, 0 }));
    }

    [Test]
    public void ConcatAndEmbedPutTogether()
    {
        Tensor whole = Assembly.Concat([Counting([2, 1]), Counting([2, 2])], axis: 1);
        Assert.That(whole.ToArray<float>(), Is.EqualTo(new float[] { 0, 0, 1, 1, 2, 3 }));
        Tensor padded = Counting([2]).Embed(axis: 0, size: 5, start: 1, step: 2, value: 7);
        Assert.That(padded.ToArray<float>(), Is.EqualTo(new float[] { 7, 0, 7, 1, 7 }));
    }

    [Test]
    public void PrintsForAPerson()
    {
        Tensor x = Tensor.From(new[] { 1, 2.5, -3, 0.00001 }, [2, 2]);
        x.Name = "w";
        Assert.That(x.ToString(), Is.EqualTo("float64 [2,2] 'w'\n[[   1  2.5]\n [  -3 1e-5]]"));
        Assert.That(Counting([40, 40]).ToString(), Does.Contain("…").And.Contain("1599"));
        Assert.That(Tensor.Empty([0, 3]).ToString(), Is.EqualTo("float32 [0,3]\n[]"));
        Assert.That(Tensor.Full([], 4, DType.Int64).ToString(), Is.EqualTo("int64 []\n4"));
    }

    private static Tensor Counting(Shape shape) =>
        Tensor.From([.. Enumerable.Range(0, shape.Count).Select(i => (float)i)], shape);

    private static float[] Elements(int[] sizes, Func<int[], int> element)
    {
        int count = sizes.Aggregate(1, (product, size) => product * size);
        return [.. Enumerable.Range(0, count).Select(i => (float)element(Index(i)))];

        int[] Index(int i)
        {
            var at = new int[sizes.Length];
            for (int axis = sizes.Length - 1; axis >= 0; i /= sizes[axis--]) at[axis] = i % sizes[axis];
            return at;
        }
    }
}
