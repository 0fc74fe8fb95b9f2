namespace Adversa.Kernels.Cpu;

/// <summary>
/// A fixed team of threads that share the tasks of one kernel at a time. Which thread runs which task is left to chance;
/// a kernel's result must therefore depend on its tasks alone, and how it is cut into tasks on shapes alone.
/// </summary>
public sealed class ThreadTeam : IDisposable
{
    // A task's end, or the next kernel, is mostly some microseconds away: first a thread only looks again and again, for about a
    // tenth of a millisecond, then it lets others run in between, and at last it sleeps.
    private const int SpinsBeforeYield = 300;
    private const int YieldsBeforeSleep = 200;
    private const int SpinIterations = 8;

    private readonly Lock _oneKernelAtATime = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread[] _workers;
    private Job? _job;
    private bool _isDisposed;

    /// <summary>A team of <paramref name="threads"/> threads, the caller's own among them.</summary>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _workers = new Thread[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            int worker = i + 1;
            _workers[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"adversa-cpu-{worker}" };
            _workers[i].Start();
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
    /// <exception cref="ObjectDisposedException">The team was disposed.</exception>
    public void Run(int tasks, Action<int, int> body)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
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

    /// <summary>
    /// Waits for the kernel that the team works at, then ends its threads. A kernel whose tasks all run on the thread that
    /// called <see cref="Run"/> needs no team and is not waited for. Not to be called from inside a task. May be called twice.
    /// </summary>
    public void Dispose()
    {
        lock (_oneKernelAtATime)
        {
            if (_isDisposed) return;
            Volatile.Write(ref _isDisposed, true);
            if (_workers.Length > 0) _wake.Release(_workers.Length);
            foreach (Thread worker in _workers) worker.Join();
            _wake.Dispose();
        }
    }

    private void Work(int worker)
    {
        while (true)
        {
            WaitForWork();
            if (Volatile.Read(ref _isDisposed)) return;
            Volatile.Read(ref _job)?.Help(worker);
        }
    }

    private void WaitForWork()
    {
        for (int i = 0; i < SpinsBeforeYield + YieldsBeforeSleep; i++)
        {
            if (_wake.CurrentCount > 0 && _wake.Wait(0)) return;
            Pause(i);
        }

        _wake.Wait();
    }

    private static void Pause(int attempt)
    {
        if (attempt < SpinsBeforeYield) Thread.SpinWait(SpinIterations);
        else Thread.Yield();
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
            int attempt = 0;
            while (Volatile.Read(ref _finished) < tasks) Pause(Math.Min(attempt++, SpinsBeforeYield));
        }

        public void Rethrow()
        {
            if (_error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_error);
        }
    }
}
