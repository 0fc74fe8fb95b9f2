using Adversa.Kernels.Cpu;

namespace Adversa.Tests.Devices;

/// <summary>Threads begin with parts of their own and help each other at the end.</summary>
internal sealed class ThreadTeamTests
{
    [Test]
    public void EachTaskRunsOnce([Values(1, 2, 3, 4)] int threads, [Values(0, 1, 2, 5, 64, 1000)] int tasks)
    {
        using var team = new ThreadTeam(threads);
        for (int repetition = 0; repetition < 20; repetition++)
        {
            var runs = new int[tasks];
            team.Run(tasks, (task, worker) =>
            {
                Assert.That(worker, Is.InRange(0, threads - 1));
                Interlocked.Increment(ref runs[task]);
            });
            Assert.That(runs, Is.All.EqualTo(1));
        }
    }

    [Test]
    public void AThreadThatIsDoneTakesTasksOfTheOthers()
    {
        using var team = new ThreadTeam(2);
        using var finished = new CountdownEvent(9);
        bool helped = false;

        // The first task waits for the nine others, four of which belong to the same thread's part.
        team.Run(10, (task, _) =>
        {
            if (task == 0) helped = finished.Wait(TimeSpan.FromSeconds(30));
            else finished.Signal();
        });
        Assert.That(helped);
    }

    [Test]
    public void ATasksOwnTasksRunOnItsThread()
    {
        using var team = new ThreadTeam(3);
        var foreign = 0;
        team.Run(30, (_, _) =>
        {
            int thread = Environment.CurrentManagedThreadId, workers = team.Workers;
            team.Run(5, (_, worker) =>
            {
                bool isOwn = worker == 0 && workers == 1 && Environment.CurrentManagedThreadId == thread;
                if (!isOwn) Interlocked.Increment(ref foreign);
            });
        });
        Assert.That((foreign, team.Workers), Is.EqualTo((0, 3)));
    }

    [Test]
    public void AnErrorEndsTheKernelAndLeavesTheTeamWhole()
    {
        using var team = new ThreadTeam(3);
        int runs = 0;
        Assert.That(
            () => team.Run(50, (task, _) =>
            {
                Interlocked.Increment(ref runs);
                if (task == 7) throw new InvalidOperationException("seven");
            }),
            Throws.InvalidOperationException.With.Message.EqualTo("seven"));
        Assert.That((runs, team.Workers), Is.EqualTo((50, 3)));
        team.Run(50, (_, _) => Interlocked.Increment(ref runs));
        Assert.That(runs, Is.EqualTo(100));
    }
}
