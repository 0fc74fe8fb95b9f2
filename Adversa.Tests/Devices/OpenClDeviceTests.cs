using System.Runtime.CompilerServices;
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

    /// <summary>What goes to the device goes through memory of its own: the program may write over it at once.</summary>
    [Test]
    public void CopiesTakeWhatWasThereWhenTheyWereMade()
    {
        const int N = 3_000_000;
        float[] x = Random(N), passing = new float[N];
        BufferView view = Upload(Device, new float[N]), sum = Upload(Device, new float[8]);
        for (int i = 0; i < 8; i++)
        {
            Array.Fill(passing, i + 1);
            Device.CopyFromHost(MemoryMarshal.AsBytes(passing.AsSpan()), view.Buffer, 0);
            HandWrittenKernel.RunScale(Device, view with { Offset = N - 1 }, sum with { Offset = i }, 10, 1);
            x.CopyTo(passing, 0);
        }

        Assert.That(Download(Device, sum, 8), Is.EqualTo((float[])[10, 20, 30, 40, 50, 60, 70, 80]));
    }

    [Test]
    public void NoGroupsDoNothing()
    {
        BufferView view = Upload(Device, [1, 2]);
        HandWrittenKernel.RunScale(Device, view, view, 5, 0);
        Device.Launch(HandWrittenKernel.Scale, DType.Float32, new Extent(1, 0), KernelArguments.Begin());
        Assert.That(Download(Device, view, 2), Is.EqualTo((float[])[1, 2]));
    }

    /// <summary>Groups along three axes, shared memory with a barrier, and a struct by value.</summary>
    [Test]
    public void GroupsShareMemoryAlongAllAxes()
    {
        GroupedKernel kernel = HandWrittenKernel.Create("turn", 8, """
            typedef struct { int width; float factor; } Sizes;
            __kernel __attribute__((reqd_work_group_size(8, 1, 1)))
            void turn(__global float* x, int offset, Sizes sizes)
            {
                __local float part[8];
                int i = get_local_id(0);
                int plane = get_group_id(1) + get_num_groups(1) * get_group_id(2);
                int begin = offset + sizes.width * (get_group_id(0) + get_num_groups(0) * plane);
                part[i] = x[begin + i];
                barrier(CLK_LOCAL_MEM_FENCE);
                x[begin + i] = sizes.factor * part[7 - i];
            }
            """, sharedBytes: 32);
        float[] x = Random(8 * 2 * 3 * 5);
        BufferView view = Upload(Device, x);
        var sizes = new Sizes { Width = 8, Factor = 2 };
        Device.Launch(kernel, DType.Float32, new Extent(2, 3, 5), KernelArguments.Begin().Add(view).Add(sizes));
        IEnumerable<float> expected = x.Chunk(8).SelectMany(part => part.Reverse()).Select(value => 2 * value);
        Assert.That(Download(Device, view, x.Length), Is.EqualTo(expected));
    }

    /// <summary>Each thread has arguments of its own, and the device one queue.</summary>
    [Test]
    public void ThreadsLaunchAtTheSameTime()
    {
        const int N = 1000;
        float[] x = Random(N);
        Parallel.For(0, 8, thread =>
        {
            BufferView view = Upload(Device, x);
            for (int i = 0; i < 20; i++) HandWrittenKernel.RunScale(Device, view, view, i % 2 == 0 ? thread + 1 : 1f / 8, N);
            float[] expected = [.. x.Select(value =>
            {
                for (int i = 0; i < 20; i++) value *= i % 2 == 0 ? thread + 1 : 1f / 8;
                return value;
            })];
            Assert.That(Download(Device, view, N), Is.EqualTo(expected));
        });
    }

    [Test]
    public void ALaunchAllocatesNothing()
    {
        BufferView view = Upload(Device, Random(64));
        HandWrittenKernel.RunScale(Device, view, view, 1, 64);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) HandWrittenKernel.RunScale(Device, view, view, 1, 64);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    /// <summary>The pool hands a buffer out again while its last kernel still waits: the queue keeps them in order.</summary>
    [Test]
    public void ABufferIsUsedAgainBehindItsLastLaunch()
    {
        const int N = 100_000;
        float[] x = Random(N);
        BufferView source = Upload(Device, x), target = Upload(Device, new float[20]);
        for (int i = 0; i < 20; i++)
        {
            DeviceBuffer scratch = Device.Memory.Rent(4 * N);
            HandWrittenKernel.RunScale(Device, source, new BufferView(scratch, 0), i, N);
            HandWrittenKernel.RunScale(Device, new BufferView(scratch, N - 1), target with { Offset = i }, 1, 1);
            Device.Memory.Return(scratch);
        }

        Assert.That(Download(Device, target, 20), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i * x[^1])));
    }

    [Test]
    public void ABufferThatIsLostIsInUseNoMore()
    {
        LoseOne(Device);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(Device.Memory.Statistics.BytesInUse, Is.Zero);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void LoseOne(Device device) => device.Memory.Rent(1024);
    }

    private struct Sizes
    {
        public int Width;
        public float Factor;
    }
}
