using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Modules;

internal sealed class StateDictTests
{
    [Test]
    public void TwoNetworksShareAFile()
    {
        using TensorScope scope = TensorScope.Begin();
        using var folder = new TemporaryFolder();
        using Sequential first = Network(1), second = Network(2), copy = Network(3);
        first.Forward(Sample.Normal([4, 3]));
        var state = new StateDict();
        state.Add(first.StateDict().WithPrefix("first"));
        state.Add(second.StateDict().WithPrefix("second"));
        state.Add<long>("steps", [], [17]);
        state.Save(folder["state.safetensors"], new Dictionary<string, string> { ["recipe"] = "small" });

        StateDict loaded = StateDict.Load(folder["state.safetensors"]);
        Assert.That(loaded.Metadata["recipe"], Is.EqualTo("small"));
        Assert.That(loaded.Values<long>("steps")[0], Is.EqualTo(17));
        foreach (Sequential network in new[] { first, second })
        {
            copy.LoadStateDict(loaded.Sub(network == first ? "first" : "second"));
            Assert.That(copy.StateDict().Elements(), Is.EqualTo(network.StateDict().Elements()));
        }
    }

    [Test]
    public void IsACopy()
    {
        using Sequential network = Network(1);
        StateDict state = network.StateDict();
        double before = state.Values<double>("0.weight")[0];
        Initialization.Constant(network.Parameters.First(), 5);
        Assert.That(state.Values<double>("0.weight")[0], Is.EqualTo(before).And.Not.EqualTo(5));
    }

    [Test]
    public void NamesWhatDoesNotFitAndChangesNothing()
    {
        using Sequential network = Network(1);
        var state = new StateDict();
        state.Add<double>("0.weight", [2, 2], [1, 2, 3, 4]);
        state.Add<double>("0.bias", [4], [1, 2, 3, 4]);
        state.Add<double>("5.weight", [1], [1]);
        byte[][] before = network.StateDict().Elements();
        Assert.That(() => network.LoadStateDict(state), Throws.ArgumentException.With.Message.EqualTo(
            "Sequential: the state does not fit, and nothing was loaded: 0.weight is [2,2], expected [4,3]; " +
            "1.weight [4] is missing; 1.bias [4] is missing; 1.running_mean [4] is missing; and 3 more"));
        Assert.That(() => network.LoadStateDict(state, strict: false), Throws.ArgumentException.With.Message.EqualTo(
            "Sequential: the state does not fit, and nothing was loaded: 0.weight is [2,2], expected [4,3]"));
        Assert.That(network.StateDict().Elements(), Is.EqualTo(before));
    }

    [Test]
    public void LoadsWhatIsThereWhenNotStrict()
    {
        using Sequential network = Network(1);
        var state = new StateDict();
        state.Add<double>("0.bias", [4], [1, 2, 3, 4]);
        state.Add<double>("elsewhere", [1], [1]);
        network.LoadStateDict(state, strict: false);
        Assert.That(network.StateDict().Values<double>("0.bias").ToArray(), Is.EqualTo(new[] { 1.0, 2, 3, 4 }));
    }

    [Test]
    public void ConvertsElementTypes()
    {
        using var single = new Linear(2, 1, options: Sample.Options(type: DType.Float32));
        using var other = new Linear(2, 1, options: Sample.Options(seed: 9));
        other.LoadStateDict(single.StateDict());
        IEnumerable<double> expected = single.Weight.Value.ToArray<float>().Select(x => (double)x);
        Assert.That(other.StateDict().Values<double>("weight").ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void RandomStateTravelsOnlyWhereAsked()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor ones = Tensor.Ones([100], DType.Float64);
        using Sequential network = new(new Dropout(0.5, Sample.Options(1))), copy = new(new Dropout(0.5, Sample.Options(2)));
        network.Forward(ones);
        Assert.That(network.StateDict().Names, Is.Empty);
        copy.LoadStateDict(network.StateDict());
        copy.LoadStateDict(network.StateDict(randomState: true));
        Assert.That(network.StateDict(randomState: true).Names, Is.EqualTo(new[] { "0.random_state" }));
        Assert.That(copy.Forward(ones).ToArray(), Is.EqualTo(network.Forward(ones).ToArray()));
    }

    [Test]
    public void CopiesViewsInRowMajorOrder()
    {
        using TensorScope scope = TensorScope.Begin();
        var state = new StateDict();
        state.Add("x", Tensor.From([1, 2, 3, 4, 5, 6], [2, 3]).Transpose());
        Assert.That(state["x"].Shape, Is.EqualTo(new Axes(3, 2)));
        Assert.That(state.Values<int>("x").ToArray(), Is.EqualTo(new[] { 1, 4, 2, 5, 3, 6 }));
        Assert.That(state.ToTensor("x").ToArray<int>(), Is.EqualTo(new[] { 1, 4, 2, 5, 3, 6 }));
    }

    [Test]
    public void SubTakesWholePrefixesOnly()
    {
        var state = new StateDict();
        state.Add<int>("generator.w", [], [1]);
        state.Add<int>("generator_optimizer.w", [], [2]);
        Assert.That(state.Sub("generator").Names, Is.EqualTo(new[] { "w" }));
        Assert.That(state.Sub("generator").WithPrefix("a").Values<int>("a.w")[0], Is.EqualTo(1));
    }

    [Test]
    public void MessagesNameTheEntry()
    {
        var state = new StateDict();
        state.Add<int>("w", [], [1]);
        Assert.That(() => state.Add<int>("w", [], [1]), Throws.ArgumentException.With.Message.Contains("'w'"));
        Assert.That(() => state["v"], Throws.ArgumentException.With.Message.Contains("'v'"));
        Assert.That(
            () => state.Values<long>("w").Length, Throws.ArgumentException.With.Message.EqualTo("'w' holds Int32, not Int64."));
    }

    private static Sequential Network(ulong seed)
    {
        ModuleOptions options = Sample.Options(seed);
        return new Sequential(new Linear(3, 4, options: options), new BatchNorm1d(4, options: options), new ReLU());
    }
}
