using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

/// <summary>Copies, launches and their order.</summary>
internal sealed class OpenClDeviceTests : OpenClTest
{
    [Test]
    public void BytesGoBothWaysAtAnyOffset([Values(0, 1, 255, 4097)] int count, [Values(0, 3, 1000)] int offset)
    {
        byte[] sent = new byte[count], found = new byte[count];
        new Random(count + offset).NextBytes(sent);
        DeviceBuffer buffer = Device.Memory.Rent(count + offset);
        Device.CopyFromHost(sent, buffer, offset);
        Device.CopyToHost(buffer, offset, found);
        Assert.That(found, Is.EqualTo(sent));
    }

    [TestCase(1)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(1009)]
    public void AKernelReadsAndWritesWhereItsViewsBegin(int n)
    {
        float[] x = Random(n + 7), marks = Random(n + 11, seed: 2);
        BufferView source = Upload(Device, x), target = Upload(Device, marks);
        HandWrittenKernel.RunScale(Device, source with { Offset = 7 }, target with { Offset = 5 }, a: -1.5f, n);
        Assert.That(
            Download(Device, target, n + 11),
            Is.EqualTo(marks[..5].Concat(x[7..].Select(value => -1.5f * value)).Concat(marks[(5 + n)..])));
    }

    [Test]
    public void LaunchesRunInTheirOrder()
    {
        const int N = 5000;
        float[] x = Random(N);
        BufferView a = Upload(Device, x), b = Upload(Device, new float[N]);
        for (int i = 0; i < 50; i++)
        {
            HandWrittenKernel.RunScale(Device, a, b, 2, N);
            HandWrittenKernel.RunScale(Device, b, a, -0.5f, N);
        }

        Assert.That(Download(Device, a, N), Is.EqualTo(x));
    }
}
