using Adversa.Kernels;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>What a kernel cannot throw, the next wait throws.</summary>
internal sealed class FaultLogTests : OpenClTest
{
    private static readonly FaultMessage OutOfRange = new((index, size, _) => $"pick: index {index} is outside 0 … {size - 1}");
    private static readonly FaultMessage Other = new((a, b, c) => $"other: {a}, {b}, {c}");

    /// <summary>y[i] = x[index], of n; an index out of range is reported.</summary>
    private static readonly GroupedKernel Pick = HandWrittenKernel.Create("pick", 1, """
        __kernel __attribute__((reqd_work_group_size(1, 1, 1)))
        void pick(__global float* x, int x_offset, __global float* y, int y_offset, __global int* faults_data, int faults_offset,
            int index, int n)
        {
            __global int* faults = faults_data + faults_offset;
            if (index >= 0 && index < n) { y[y_offset] = x[x_offset + index]; return; }
            faults[1] = index;
            faults[2] = n;
            faults[0] = 1;
        }
        """);

    [Test]
    public void AFaultIsThrownByTheNextWaitAndForgotten([Values] bool byCopying)
    {
        BufferView x = Upload(Device, [1, 2, 3, 4]), y = Upload(Device, [0]);
        Run(x, y, OutOfRange, 2);
        Assert.That(Download(Device, y, 1), Is.EqualTo((float[])[3]));
        Run(x, y, Other, 0);
        Run(x, y, OutOfRange, 9);
        Run(x, y, OutOfRange, 1);
        Assert.That(
            () =>
            {
                if (byCopying) Download(Device, y, 1);
                else Device.Synchronize();
            },
            Throws.TypeOf<IndexOutOfRangeException>().With.Message.EqualTo("pick: index 9 is outside 0 … 3"));
        Assert.That(Download(Device, y, 1), Is.EqualTo((float[])[2]));
        Run(x, y, Other, -1);
        Assert.That(Device.Synchronize, Throws.TypeOf<IndexOutOfRangeException>().With.Message.EqualTo("other: -1, 4, 0"));
        Assert.That(Device.Synchronize, Throws.Nothing);
    }

    private void Run(BufferView x, BufferView y, FaultMessage message, int index) => Device.Launch(
        Pick, DType.Float32, new Extent(1),
        KernelArguments.Begin().Add(x).Add(y).Add(Device.Faults.View(message)).Add(index).Add(4));
}
