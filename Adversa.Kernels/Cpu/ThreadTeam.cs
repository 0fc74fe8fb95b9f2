namespace Adversa.Kernels.Cpu;

/// <summary>
/// A fixed team of threads that share the tasks of one kernel at a time. Which thread runs which task is left to chance;
/// a kernel's result must therefore depend on its tasks alone, and how it is cut into tasks on shapes alone.
/// </summary>
public sealed class ThreadTeam
{
    private const int SpinsBeforeSleep = 200;

    private readonly Lock _oneKernelAtATime = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Job? _job;

    /// <summary>A team of <paramref name="threads"/> threads, the caller's own among them.</summary>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        for (int worker = 1; worker < threads; worker++)
        {
            int index = worker;
            new Thread(() => Work(index)) { IsBackground = true, Name = $"adversa-cpu-{worker}" }.Start();
        }
    }

    /// <summary>How many threads work at once, the caller's own among them.</summary>
    public int Threads { get; }

    /// <summary>
    /// Calls <paramref name="body"/>(task, worker) once for each task 0 … tasks−1 and returns when all have finished.
    /// <c>worker</c> is 0 … Threads−1 and no two tasks of one call run under one worker at the same time, so it selects scratch
    /// memory that was made for this call. A call from inside a task, or while another thread's kernel runs, runs its tasks
    /// one after the other on the calling thread.
    /// </summary>
    public void Run(int tasks, Action<int, int> body)
    {
        if (tasks <= 1 || Threads == 1 || _oneKernelAtATime.IsHeldByCurrentThread || !_oneKernelAtATime.TryEnter())
        {
            for (int task = 0; task < tasks; task++) body(task, 0);
            return;
        }

        try
        {
            var job = new Job(tasks, body);
            Volatile.Write(ref _job, job);
            _wake.Release(Math.Min(Threads, tasks) - 1);
            job.Help(worker: 0);
            job.WaitForAll();
            Volatile.Write(ref _job, null);
            job.Rethrow();
        }
        finally
        {
            _oneKernelAtATime.Exit();
        }
    }

    private void Work(int worker)
    {
        while (true)
        {
            var spinner = new SpinWait();
            while (!_wake.Wait(0) && spinner.Count < SpinsBeforeSleep) spinner.SpinOnce(sleep1Threshold: -1);
            if (spinner.Count >= SpinsBeforeSleep) _wake.Wait();
            Volatile.Read(ref _job)?.Help(worker);
        }
    }

    private sealed class Job(int tasks, Action<int, int> body)
    {
        private int _next;
        private int _finished;
        private Exception? _error;

        public void Help(int worker)
        {
            int task;
            while ((task = Interlocked.Increment(ref _next) - 1) < tasks)
            {
                try
                {
                    body(task, worker);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref _error, e, null);
                }

                Interlocked.Increment(ref _finished);
            }
        }

        public void WaitForAll()
        {
            var spinner = new SpinWait();
            while (Volatile.Read(ref _finished) < tasks) spinner.SpinOnce(sleep1Threshold: -1);
        }

        public void Rethrow()
        {
            if (_error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_error);
        }
    }
}
