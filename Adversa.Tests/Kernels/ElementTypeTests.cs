using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>Kernels that compute in floating point write nothing for another type: its elements may be smaller.</summary>
[TestFixture(DType.UInt8)]
[TestFixture(DType.Int32)]
internal sealed class ElementTypeTests(DType type)
{
    private static readonly CpuDevice Device = new(threads: 1);

    private static readonly Pool2dGeometry Pool = new(1, 4, 4, 2, 2, 2, 2, 0, 0);

    private static readonly Conv2dGeometry Convolution = new(1, 2, 4, 4, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1);

    [Test]
    public void PoolingRefusesIt()
    {
        Refuses(Pool2d.Average, view => new Pool2dArguments(type, Pool, view, view));
        Refuses(Pool2d.AverageInputGradient, view => new Pool2dArguments(type, Pool, view, view));
        Refuses(Pool2d.Max, view => new Pool2dArguments(type, Pool, view, view, view));
    }

    [Test]
    public void ResizingRefusesIt([Values] Interpolation interpolation)
    {
        Refuses(Resize2d.Forward, view => new Resize2dArguments(type, interpolation, 1, 2, 2, 4, 4, view, view));
        Refuses(Resize2d.InputGradient, view => new Resize2dArguments(type, interpolation, 1, 2, 2, 4, 4, view, view));
    }

    [Test]
    public void ProductsRefuseIt()
    {
        Refuses(MatMul.Kernel, view =>
            new MatMulArguments(type, 1, 2, 2, 2, new(view, 0, 2, 1), new(view, 0, 2, 1), new(view, 0, 2, 1)));
        Refuses(Conv2d.Forward, view => new Conv2dArguments(type, Convolution, view, view, view));
        Refuses(Conv2d.InputGradient, view => new Conv2dArguments(type, Convolution, view, view, view));
        Refuses(Conv2d.WeightGradient, view => new Conv2dArguments(type, Convolution, view, view, view));
    }

    private void Refuses<TArguments>(Kernel<TArguments> kernel, Func<BufferView, TArguments> arguments) where TArguments : struct
    {
        using var memory = new KernelMemory(Device);
        double[] numbers = [.. Enumerable.Range(0, 100)];
        BufferView view = memory.From(type, numbers);
        Assert.That(
            () => Device.Launch(kernel, arguments(view)),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains($"{type} is not supported"));
        Assert.That(memory.Read(type, view, numbers.Length), Is.EqualTo(numbers));
    }
}
