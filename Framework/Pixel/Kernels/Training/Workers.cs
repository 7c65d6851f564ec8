using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Pixel.Kernels.Training;

/// <summary>The threads that training's kernels share. Work is cut into items whose results do not depend on the thread that computes them.</summary>
public static class Workers
{
    /// <summary>How long an idle thread looks out for work before it sleeps: the gap between two layers, in which libtorch keeps its accounts. To wake one takes as long.</summary>
    static readonly long Patience = Stopwatch.Frequency / 2000; // half a millisecond

    static readonly Lock Busy = new();
    static readonly SemaphoreSlim Sleeping = new(0);
    static Thread[] _threads = [];
    static int _count = Environment.ProcessorCount;
    static Job? _job;

    /// <summary>How many threads compute at once, the caller's included; at least 1.</summary>
    /// <value>The default value is one for each core.</value>
    public static int Count
    {
        get => _count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _count = value;
        }
    }

    /// <summary>
    /// Runs all items and returns when they are done. A call that comes while another is running, from one of its items too, computes on its
    /// own thread alone.
    /// </summary>
    /// <param name="items">The number of items.</param>
    /// <param name="body">Computes an item, given its index. What it throws is thrown here.</param>
    public static void Run(int items, Action<int> body)
    {
        var helpers = Math.Min(Count, items) - 1;
        if (helpers <= 0 || Busy.IsHeldByCurrentThread || !Busy.TryEnter())
        {
            for (var item = 0; item < items; item++) body(item);
            return;
        }
        try
        {
            Start(helpers);
            var job = new Job(items, body);
            Volatile.Write(ref _job, job);
            var missing = helpers - Sleeping.CurrentCount;
            if (missing > 0) Sleeping.Release(missing);
            job.Work();
            job.Wait();
            Volatile.Write(ref _job, null);
        }
        finally
        {
            Busy.Exit();
        }
    }

    static void Start(int helpers)
    {
        while (_threads.Length < helpers)
        {
            var thread = new Thread(Loop) { IsBackground = true, Name = "pixel kernels" };
            _threads = [.. _threads, thread];
            thread.Start();
        }
    }

    static void Loop()
    {
        while (true)
        {
            for (var start = Stopwatch.GetTimestamp(); Sleeping.CurrentCount == 0 && Stopwatch.GetTimestamp() - start < Patience;) Thread.SpinWait(4);
            Sleeping.Wait();
            Volatile.Read(ref _job)?.Work();
        }
    }

    /// <summary>One call of <see cref="Run"/>. A thread that comes late finds nothing to do; nobody waits for it.</summary>
    sealed class Job(int items, Action<int> body)
    {
        int _next = -1;
        int _done;
        ExceptionDispatchInfo? _failure;

        public void Work()
        {
            for (int item; (item = Interlocked.Increment(ref _next)) < items;)
            {
                try
                {
                    body(item);
                }
                catch (Exception failure)
                {
                    Volatile.Write(ref _failure, ExceptionDispatchInfo.Capture(failure));
                }
                Interlocked.Increment(ref _done);
            }
        }

        public void Wait()
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref _done) < items) wait.SpinOnce(sleep1Threshold: -1);
            _failure?.Throw();
        }
    }
}
