using Adversa.Autograd.Modules;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class EmbeddingTests
{
    [Test]
    public void LooksRowsUp()
    {
        using TensorScope scope = TensorScope.Begin();
        using var table = new Embedding(5, 3, Sample.Options());
        double[] rows = table.Forward(Tensor.From([4, 0, 4])).ToArray(), weight = table.Weight.ToArray();
        Assert.That(rows, Is.EqualTo(weight[12..15].Concat(weight[0..3]).Concat(weight[12..15])));
        Assert.That(() => table.Forward(Tensor.From([5])), Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => table.Forward(Tensor.From([1.0])), Throws.ArgumentException);
    }
}
