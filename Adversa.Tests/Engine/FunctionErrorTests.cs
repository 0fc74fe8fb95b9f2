using Adversa.Autograd;
using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Tests.Engine;

/// <summary>A wrong call says which function, what it got and what it expected.</summary>
internal sealed class FunctionErrorTests
{
    private static readonly Conv2dGeometry Geometry = new(
        Batch: 2, InChannels: 3, InHeight: 4, InWidth: 4, OutChannels: 5, KernelHeight: 3, KernelWidth: 3,
        StrideHeight: 1, StrideWidth: 1, PaddingHeight: 0, PaddingWidth: 0, DilationHeight: 1, DilationWidth: 1, Groups: 1);

    private static readonly Pool2dGeometry Pooling = new(
        Planes: 6, InHeight: 4, InWidth: 4, KernelHeight: 2, KernelWidth: 2,
        StrideHeight: 2, StrideWidth: 2, PaddingHeight: 0, PaddingWidth: 0);

    private static IEnumerable<TestCaseData> WrongCalls() =>
    [
        Call("shapes that do not broadcast", () => Zeros(2, 3) + Zeros(2), "[2,3]", "[2]"),
        Call("types that differ", () => Zeros(2) + new Variable(Tensor.Zeros([2])), "add", "float64 [2]", "float32 [2]"),
        Call("integers", () => new Variable(Tensor.From([1, 2])).Exp(), "exp", "int32 [2]", "To"),
        Call("inner sizes", () => Zeros(2, 3).MatMul(Zeros(4, 5)), "MatMul", "[2,3]", "[4,5]", "[..., R, K]"),
        Call("a vector as matrix", () => Zeros(3).MatMul(Zeros(3, 2)), "MatMul", "[3]"),
        Call("an axis that is not there", () => Zeros(2, 3).Sum([2]), "Axis 2", "[2,3]"),
        Call("another count", () => Zeros(2, 3).Reshape([4]), "Reshape", "[2,3]", "[4]"),
        Call("an axis named twice", () => Zeros(2, 3).Permute(0, 0), "Permute", "[0,0]", "[2,3]"),
        Call("past the end", () => Zeros(2, 3).Slice(1, 2, 2), "Slice", "axis 1", "[2,3]"),
        Call("expanding a size that is not 1", () => Zeros(2, 3).Expand([4, 3]), "[2,3]", "[4,3]"),
        Call("sum to a shape that does not broadcast", () => Zeros(2, 3).SumTo([2]), "SumTo", "[2]", "[2,3]"),
        Call("other sizes differ", () => Functions.Concat([Zeros(2, 3), Zeros(3, 2)], 0), "Concat", "[3,2]", "[2,3]"),
        Call("nothing to put together", () => Functions.Concat([], 0), "Concat", "at least one"),
        Call("channels of the image", () => Convolved(Zeros(2, 1, 4, 4), Zeros(5, 3, 3, 3)), "conv2d", "[2,1,4,4]", "[2,3,4,4]"),
        Call("the weight", () => Convolved(Zeros(2, 3, 4, 4), Zeros(5, 3, 2, 2)), "conv2d", "[5,3,2,2]", "[5,3,3,3]"),
        Call("the bias", () => Convolved(Zeros(2, 3, 4, 4), Zeros(5, 3, 3, 3), Zeros(4)), "conv2d", "[4]", "[5]"),
        Call("a pooled image", () => Functions.AveragePool2d(Zeros(2, 3, 5, 4), Pooling),
            "average_pool2d", "[2,3,5,4]", "6 planes of [4,4]"),
        Call("too few planes", () => Functions.MaxPool2d(Zeros(1, 3, 4, 4), Pooling),
            "max_pool2d", "[1,3,4,4]", "6 planes of [4,4]"),
        Call("a pooled gradient", () => Functions.AveragePool2dInputGradient(Zeros(2, 3, 4, 4), Pooling),
            "average_pool2d_input_gradient", "[2,3,4,4]", "6 planes of [2,2]"),
        Call("a vector as image", () => Zeros(4).Resize2d(2, 2), "Resize2d", "[4]"),
        Call("a channel parameter", () => Normalized(Zeros(2, 3), Zeros(2), Zeros(3)), "BatchNorm", "[2]", "[3]"),
        Call("no channels", () => Normalized(Zeros(2), Zeros(2), Zeros(2)), "BatchNorm", "[N,C,...]"),
        Call("an index of reals", () => Zeros(4, 2).IndexSelect(0, Tensor.From([1.0])), "gather", "float64 [1]", "int32"),
        Call("an index of another shape", () => Zeros(4, 2).IndexAdd(0, Tensor.From([1, 2]), 5),
            "scatter_add", "int32 [2]", "[4,2]"),
        Call("a probability of 1", () => Zeros(2).Dropout(1, new RandomGenerator(1)), "Dropout", "[0, 1)"),
    ];

    [TestCaseSource(nameof(WrongCalls))]
    public void IsExplained(Func<Variable> call, string[] words)
    {
        using var tape = Tape.Begin();
        ArgumentException error = Assert.Catch<ArgumentException>(() => call())!;
        Assert.Multiple(() =>
        {
            foreach (string word in words) Assert.That(error.Message, Does.Contain(word));
        });
    }

    [Test]
    public void IndexOutsideTheAxisIsRefused()
    {
        using TensorScope scope = TensorScope.Begin();
        Assert.That(() => Zeros(4, 2).IndexSelect(0, Tensor.From([4])), Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => Zeros(1, 2).IndexAdd(0, Tensor.From([-1]), 4), Throws.TypeOf<IndexOutOfRangeException>());
    }

    private static TestCaseData Call(string name, Func<Variable> call, params string[] words) =>
        new TestCaseData(call, words).SetArgDisplayNames(name);

    private static Variable Convolved(Variable x, Variable w, Variable? bias = null) => Functions.Conv2d(x, w, bias, Geometry);

    private static Variable Normalized(Variable x, Variable gamma, Variable beta) =>
        Functions.BatchNorm(x, gamma, beta, 1e-5, out _, out _);

    private static Variable Zeros(params int[] sizes) =>
        new(Tensor.Zeros(Shape.Create(sizes), DType.Float64), requiresGrad: true);
}
