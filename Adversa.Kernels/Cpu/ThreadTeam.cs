using System.Runtime.InteropServices;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// A fixed team of threads that share the tasks of one kernel at a time. Each thread begins with a part of its own, the first
/// thread with the first tasks and so on, and then takes what is left of the others' parts from their ends. So kernels whose
/// tasks run through the same images mostly find them in the cache of the core that wrote them, which matters: cores that share
/// no cache hand over a line in a fifth of a microsecond. Who runs a task in the end is left to chance; a kernel's result must
/// therefore depend on its tasks alone, and how its sums are cut on shapes alone.
/// </summary>
public sealed class ThreadTeam : IDisposable
{
    // A task's end, or the next kernel, is mostly some microseconds away: first a thread only looks again and again, for about a
    // tenth of a millisecond, then it lets others run in between, and at last it sleeps.
    private const int SpinsBeforeYield = 300;
    private const int YieldsBeforeSleep = 200;
    private const int SpinIterations = 8;

    [ThreadStatic]
    private static bool _isInsideTask;

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
    /// How many of them a call of <see cref="Run"/> may have here: inside a task, of any team, the thread itself alone.
    /// </summary>
    public int Workers => _isInsideTask ? 1 : Threads;

    /// <summary>
    /// Calls <paramref name="body"/>(task, worker) once for each task 0 … tasks−1 and returns when all have finished.
    /// <c>worker</c> is 0 … <see cref="Workers"/>−1 and no two tasks of one call run under one worker at the same time, so it
    /// selects scratch memory that was made for this call. A call from inside a task, or while another thread's kernel runs,
    /// runs its tasks one after the other on the calling thread.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The team was disposed.</exception>
    public void Run(int tasks, Action<int, int> body)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (tasks <= 1 || Workers == 1 || !_oneKernelAtATime.TryEnter())
        {
            for (int task = 0; task < tasks; task++) body(task, 0);
            if (!_isInsideTask) Interlocked.MemoryBarrier(); // Stores past the caches keep no order with others by themselves.
            return;
        }

        try
        {
            var job = new Job(tasks, Threads, body);
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

    private sealed class Job
    {
        private readonly int _tasks;
        private readonly Action<int, int> _body;
        private readonly Part[] _parts;
        private int _finished;
        private Exception? _error;

        public Job(int tasks, int threads, Action<int, int> body)
        {
            (_tasks, _body, _parts) = (tasks, body, new Part[threads]);
            for (int i = 0; i < threads; i++)
                _parts[i] = new Part((int)((long)tasks * i / threads), (int)((long)tasks * (i + 1) / threads));
        }

        public void Help(int worker)
        {
            int finished = 0;
            _isInsideTask = true;
            for (; _parts[worker].TakeFirst(out int task); finished++) Run(task, worker);
            for (int i = 1; i < _parts.Length; i++)
            {
                ref Part part = ref _parts[(worker + i) % _parts.Length];
                for (; part.TakeLast(out int task); finished++) Run(task, worker);
            }

            _isInsideTask = false;
            if (finished > 0) Interlocked.Add(ref _finished, finished);
        }

        public void WaitForAll()
        {
            int attempt = 0;
            while (Volatile.Read(ref _finished) < _tasks) Pause(Math.Min(attempt++, SpinsBeforeYield));
        }

        public void Rethrow()
        {
            if (_error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_error);
        }

        private void Run(int task, int worker)
        {
            try
            {
                _body(task, worker);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _error, e, null);
            }
        }
    }

    /// <summary>
    /// Tasks that nobody has taken yet, in one word that is exchanged whole. A part fills two cache lines, so that threads
    /// do not take each other's.
    /// </summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Part(int begin, int end)
    {
        private long _range = Range(begin, end);

        public bool TakeFirst(out int task)
        {
            while (true)
            {
                long range = Volatile.Read(ref _range);
                (int begin, int end) = ((int)(range >> 32), (int)range);
                task = begin;
                if (begin == end) return false;
                if (Interlocked.CompareExchange(ref _range, Range(begin + 1, end), range) == range) return true;
            }
        }

        public bool TakeLast(out int task)
        {
            while (true)
            {
                long range = Volatile.Read(ref _range);
                (int begin, int end) = ((int)(range >> 32), (int)range);
                task = end - 1;
                if (begin == end) return false;
                if (Interlocked.CompareExchange(ref _range, Range(begin, end - 1), range) == range) return true;
            }
        }

        private static long Range(int begin, int end) => (long)begin << 32 | (uint)end;
    }
}
