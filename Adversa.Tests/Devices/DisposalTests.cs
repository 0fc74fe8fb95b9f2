using Adversa.Kernels.Cpu;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Tests.Devices;

/// <summary>What a device gives back at its end.</summary>
internal sealed class DisposalTests
{
    [Test]
    public void ThreadsEnd()
    {
        int CountThreads(ThreadTeam team)
        {
            // Each task waits for all others, so that each runs on a thread of its own.
            var threads = new Thread[team.Threads];
            using var together = new Barrier(team.Threads);
            team.Run(team.Threads, (task, _) =>
            {
                threads[task] = Thread.CurrentThread;
                together.SignalAndWait();
            });
            team.Dispose();
            Assert.That(threads.Where(thread => thread != Thread.CurrentThread), Has.All.Property("IsAlive").False);
            return threads.Distinct().Count();
        }

        for (int threads = 1; threads <= 4; threads++) Assert.That(CountThreads(new ThreadTeam(threads)), Is.EqualTo(threads));
    }

    [Test]
    public void ATeamThatIsAsleepEndsAndOneThatJustWorked([Values(0, 100)] int milliseconds)
    {
        for (int round = 0; round < 20; round++)
        {
            using var team = new ThreadTeam(3);
            int sum = 0;
            for (int run = 0; run < 20; run++) team.Run(5, (task, _) => Interlocked.Add(ref sum, task));
            Assert.That(sum, Is.EqualTo(20 * 10));
            if (round == 0) Thread.Sleep(milliseconds);
        }
    }

    [Test]
    public void DisposingTwiceIsFineAndRunningAfterwardsIsNot()
    {
        var device = new CpuDevice(threads: 2);
        using Tensor small = Tensor.Zeros([2], device: device);
        device.Dispose();
        Assert.That(device.Dispose, Throws.Nothing);
        Assert.That(() => small.Fill(1), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => device.Team.Run(2, (_, _) => { }), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(
            () => Tensor.Zeros([2], device: device),
            Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").Contains(nameof(CpuDevice)));
    }

    [Test]
    public void MemoryGoesBackToTheSystem()
    {
        var device = new CpuDevice(threads: 1);
        Tensor used = Tensor.Zeros([1000], device: device);
        Tensor.Zeros([5000], device: device).Dispose();
        Assert.That(device.Memory.Statistics.BytesPooled, Is.GreaterThanOrEqualTo(20_000));
        device.Dispose();
        Assert.That(device.Memory.Statistics.BytesPooled, Is.Zero);

        used.Dispose();
        Assert.That((device.Memory.Statistics.BytesInUse, device.Memory.Statistics.BytesPooled), Is.EqualTo((0, 0)));
    }
}
