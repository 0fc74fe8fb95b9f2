using System.Runtime.InteropServices;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.Cuda;

namespace Adversa.Tests.Cuda;

/// <summary>Copies, launches and their order; what a kernel sees of its launch and of its arguments.</summary>
internal sealed class CudaDeviceTests : CudaTest
{
    [Test]
    public void BytesGoBothWaysAtAnyOffset([Values(0, 1, 255, 4097)] int count, [Values(0, 3, 1000)] int offset)
    {
        byte[] sent = new byte[count], found = new byte[count];
        new Random(count + offset).NextBytes(sent);
        DeviceBuffer buffer = Rent(Device, count + offset);
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
        BufferView source = Upload<float>(Device, x), target = Upload<float>(Device, marks);
        CudaKernels.RunScale(Device, source with { Offset = 7 }, target with { Offset = 5 }, a: -1.5f, n);
        Assert.That(
            Download<float>(Device, target, n + 11),
            Is.EqualTo(marks[..5].Concat(x[7..].Select(value => -1.5f * value)).Concat(marks[(5 + n)..])));
    }

    [Test]
    public void LaunchesAndCopiesRunInTheirOrder()
    {
        const int N = 5000;
        float[] x = Random(N), other = Random(N, seed: 2);
        BufferView a = Upload<float>(Device, x), b = Upload(Device, new float[N]);
        for (int i = 0; i < 50; i++)
        {
            CudaKernels.RunScale(Device, a, b, 2, N);
            CudaKernels.RunScale(Device, b, a, -0.5f, N);
        }

        // What is copied behind a launch must not be seen by it; nothing has waited so far.
        Device.CopyFromHost(MemoryMarshal.AsBytes<float>(other), b.Buffer, 0);
        Assert.That(Download<float>(Device, a, N), Is.EqualTo(x));
        Assert.That(Download<float>(Device, b, N), Is.EqualTo(other));
    }

    /// <summary>More than the pinned memory holds, so that copies wait for the oldest ones and take their place.</summary>
    [Test]
    public void ManyCopiesShareThePinnedMemory()
    {
        const int Size = 7_000_003, Copies = 12;
        DeviceBuffer[] buffers = [.. Enumerable.Range(0, Copies).Select(_ => Rent(Device, Size))];
        byte[] bytes = new byte[Size], found = new byte[Size];
        for (int i = 0; i < Copies; i++)
        {
            new Random(i).NextBytes(bytes);
            Device.CopyFromHost(bytes, buffers[i], 0);
        }

        for (int i = 0; i < Copies; i++)
        {
            new Random(i).NextBytes(bytes);
            Device.CopyToHost(buffers[i], 0, found);
            Assert.That(found.AsSpan().SequenceEqual(bytes), Is.True, $"copy {i}");
        }

        Assert.That(CudaEmulator.Control.PinnedBytes, Is.LessThan(Copies * (long)Size));
    }

    [Test]
    public void NumbersAndStructsArriveByValue()
    {
        GroupedKernel kernel = CudaKernels.Create("mixed", new Extent(1), """
            struct Pair { int count; double factor; };
            struct Nested { unsigned char flag; Pair pair; float tail; };
            extern "C" __global__ void mixed(
                unsigned char small, double* y_data, int y_offset, float f, long long l, Nested s, unsigned int u, double d)
            {
                double* y = y_data + y_offset;
                y[0] = small; y[1] = f; y[2] = (double)l; y[3] = s.flag; y[4] = s.pair.count; y[5] = s.pair.factor; y[6] = s.tail;
                y[7] = u; y[8] = d;
            }
            """);
        BufferView y = Upload(Device, new double[10]);
        var nested = new Nested { Flag = 200, Pair = new Pair { Count = -7, Factor = 1.25 }, Tail = 0.5f };
        Device.Launch(kernel, DType.Float32, new Extent(1), KernelArguments.Begin()
            .Add((byte)3).Add(y with { Offset = 1 }).Add(0.25f).Add(-5_000_000_000L).Add(nested).Add(4_000_000_000u).Add(-0.125));
        Assert.That(
            Download<double>(Device, y, 10),
            Is.EqualTo(new[] { 0, 3, 0.25, -5e9, 200, -7, 1.25, 0.5, 4e9, -0.125 }));
    }

    [Test]
    public void EveryWorkItemKnowsItsPlace()
    {
        GroupedKernel kernel = CudaKernels.Create("places", new Extent(4, 3, 2), """
            extern "C" __global__ void __launch_bounds__(24) places(int* y_data, int y_offset)
            {
                int group = (int)blockIdx.x + (int)gridDim.x * ((int)blockIdx.y + (int)gridDim.y * (int)blockIdx.z);
                int item = (int)threadIdx.x + (int)blockDim.x * ((int)threadIdx.y + (int)blockDim.y * (int)threadIdx.z);
                int i = group * (int)(blockDim.x * blockDim.y * blockDim.z) + item;
                y_data[y_offset + i] += 1000 * i + (int)(threadIdx.z * 100 + threadIdx.y * 10 + threadIdx.x);
            }
            """);
        const int Groups = 5 * 2 * 3, Items = 24;
        BufferView y = Upload(Device, new int[Groups * Items]);
        Device.Launch(kernel, DType.Float32, new Extent(5, 2, 3), KernelArguments.Begin().Add(y));
        Assert.That(
            Download<int>(Device, y, Groups * Items),
            Is.EqualTo(Enumerable.Range(0, Groups * Items).Select(i =>
                (1000 * i) + (i % Items / 12 * 100) + (i % 12 / 4 * 10) + (i % 4))));
    }

    /// <summary>Barriers in a loop, whose every round reads what all others wrote in the last one.</summary>
    [TestCase(64)]
    [TestCase(1000)]
    public void AGroupAddsInSharedMemory(int size)
    {
        GroupedKernel kernel = CudaKernels.Create($"sum{size}", new Extent(size), $$"""
            extern "C" __global__ void __launch_bounds__({{size}})
            sum{{size}}(float* x_data, int x_offset, float* y_data, int y_offset)
            {
                float* x = x_data + x_offset + (int)blockIdx.x * {{size}};
                __shared__ float partial[1024];
                int i = (int)threadIdx.x;
                for (int k = i; k < 1024; k += {{size}}) partial[k] = k < {{size}} ? x[k] : 0.0f;
                __syncthreads();
                for (int half = 512; half > 0; half /= 2)
                {
                    for (int k = i; k < half; k += {{size}}) partial[k] += partial[k + half];
                    __syncthreads();
                }
                if (i == 0) y_data[y_offset + (int)blockIdx.x] = partial[0];
            }
            """, sharedBytes: 4096);
        const int Groups = 3;
        float[] x = [.. Random(size * Groups).Select(value => MathF.Round(value * 1000))];
        BufferView y = Upload(Device, new float[Groups]);
        Device.Launch(kernel, DType.Float32, new Extent(Groups), KernelArguments.Begin().Add(Upload<float>(Device, x)).Add(y));
        Assert.That(Download<float>(Device, y, Groups), Is.EqualTo(x.Chunk(size).Select(group => group.Sum())));
    }

    [Test]
    public void AWarpPassesValuesOn()
    {
        GroupedKernel kernel = CudaKernels.Create("warp", new Extent(64), """
            extern "C" __global__ void __launch_bounds__(64) warp(int* y_data, int y_offset)
            {
                int value = (int)threadIdx.x + 1;
                for (int by = 16; by > 0; by /= 2) value += __shfl_down_sync(0xFFFFFFFFu, value, by);
                y_data[y_offset + (int)threadIdx.x] = __shfl_sync(0xFFFFFFFFu, value, 0);
            }
            """);
        BufferView y = Upload(Device, new int[64]);
        Device.Launch(kernel, DType.Float32, new Extent(1), KernelArguments.Begin().Add(y));
        const int First = 32 * 33 / 2, Second = (64 * 65 / 2) - First;
        Assert.That(Download<int>(Device, y, 64), Is.EqualTo(Enumerable.Repeat(First, 32).Concat(Enumerable.Repeat(Second, 32))));
    }

    [Test]
    public void TheElementTypeChoosesTheForm()
    {
        static string Text(string type) =>
            $"extern \"C\" __global__ void third({type}* y_data, int y_offset) {{ y_data[y_offset] = ({type})1 / ({type})3; }}";
        GroupedKernel kernel = CudaKernels.Create("third", new Extent(1), Text("float"), Text("double"));
        BufferView single = Upload(Device, 0f), wide = Upload(Device, 0.0);
        Device.Launch(kernel, DType.Float32, new Extent(1), KernelArguments.Begin().Add(single));
        Device.Launch(kernel, DType.Float64, new Extent(1), KernelArguments.Begin().Add(wide));
        Assert.That(Download<float>(Device, single, 1)[0], Is.EqualTo(1f / 3));
        Assert.That(Download<double>(Device, wide, 1)[0], Is.EqualTo(1.0 / 3));
    }

    /// <summary>A context belongs to a thread; whoever launches first on a new thread must not know about it.</summary>
    [Test]
    public void AnyThreadMayUseTheDevice()
    {
        BufferView[] views = [.. Enumerable.Range(0, 4).Select(i => Upload<float>(Device, Random(100, i)))];
        Thread[] threads = [.. views.Select(view => new Thread(() =>
        {
            for (int i = 0; i < 20; i++) CudaKernels.RunScale(Device, view, view, 2, 100);
            Device.Memory.Return(Device.Memory.Rent(5000));
            Device.Synchronize();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        for (int i = 0; i < views.Length; i++)
            Assert.That(Download<float>(Device, views[i], 100), Is.EqualTo(Random(100, i).Select(value => value * (1 << 20))));
    }

    [Test]
    public void NoGroupsAreNoLaunch()
    {
        Device.Launch(CudaKernels.Scale, DType.Float32, new Extent(3, 0), KernelArguments.Begin());
        Assert.That(Device.Synchronize, Throws.Nothing);
    }

    [Test]
    public void DisposingGivesEverythingBackThatTheDeviceTook()
    {
        CudaDevice other = Open();
        BufferView view = Upload<float>(other, Random(64));
        CudaKernels.RunScale(other, view, view, 2, 64);
        Device.Dispose();
        other.Dispose();
        EmulatorControl after = CudaEmulator.Control;
        Assert.That(
            (after.Streams, after.Events, after.Modules, after.PinnedBytes),
            Is.EqualTo((Before.Streams, Before.Events, Before.Modules, Before.PinnedBytes)));
        Assert.That(
            (after.Contexts - Before.Contexts, after.DeviceBytes - Before.DeviceBytes),
            Is.EqualTo((1, 256L)), "a buffer is still in use");
        ReturnAll();
        after = CudaEmulator.Control;
        Assert.That((after.Contexts, after.DeviceBytes), Is.EqualTo((Before.Contexts, Before.DeviceBytes)));
    }

    private struct Pair
    {
        public int Count;
        public double Factor;
    }

    private struct Nested
    {
        public byte Flag;
        public Pair Pair;
        public float Tail;
    }
}
