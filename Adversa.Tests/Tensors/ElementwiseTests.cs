using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Tensors;

/// <summary>What a kernel that writes in place takes as its operands.</summary>
internal sealed class ElementwiseTests
{
    [Test]
    public void WhatIsReadInPlaceIsBroadcast()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor y = Tensor.From([1.0, 2, 3, 4], [2, 2]);
        Pointwise.Axpy.ApplyInPlace([y, Tensor.From([10.0, 20])], 0.5);
        Assert.That(y.ToArray<double>(), Is.EqualTo([6.0, 12, 8, 14]));
        Assert.That(y.Version, Is.EqualTo(2));
    }

    [Test]
    public void WhatIsWrittenInPlaceHasTheFirstShape()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor p = Tensor.Ones([2, 3]), velocity = Tensor.Ones([3]), gradient = Tensor.Ones([2, 3]);
        Assert.That(
            () => Pointwise.Sgd.ApplyInPlace([p, velocity, gradient], 0.1, 0.9, 0, 0, 0, 0),
            Throws.ArgumentException.With.Message.StartsWith("sgd: float32 [3]").And.Message.Contains("[2,3]"));
        Assert.That(p.ToArray<float>(), Has.All.EqualTo(1));
    }

    [Test]
    public void WhatIsWrittenInPlaceRepeatsNoElement()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor y = Tensor.Ones([3]);
        Assert.That(
            () => Pointwise.Axpy.ApplyInPlace([y.Expand([2, 3]), Tensor.Ones([2, 3])], 1),
            Throws.ArgumentException.With.Message.StartsWith("axpy: float32 [2,3]").And.Message.Contains("Clone"));
        Assert.That(y.ToArray<float>(), Has.All.EqualTo(1));
    }
}
