using System.Runtime.ExceptionServices;

namespace Marquee.Numerics;

/// <summary>
/// Threads that wait for work: for loops so short and so many that starting a parallel loop each time would show. After the team is made, a loop allocates nothing.
/// </summary>
/// <remarks>
/// Items are taken in order by whoever is free, the caller among them. The loop ends when all items are done, not when all threads have woken: where one is slow to come, as on a busy machine, the others do its part.
/// One loop at a time.
/// </remarks>
internal sealed class WorkerTeam : IDisposable
{
    private readonly object _gate = new();
    private readonly Thread[] _threads;
    private readonly object _failureGate = new();
    private Action<int, int> _body = static (_, _) => { };
    private int _count;

    // Number of the loop in the upper half, items not yet taken in the lower: a thread that comes late can never take an item of one loop for one of the next.
    private long _waiting;
    private int _unfinished;
    private bool _disposed;
    private int _failedItem;
    private Exception? _failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many, the caller's among them; at least 1.</param>
    public WorkerTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var index = 0; index < _threads.Length; index++)
        {
            var worker = index + 1;
            _threads[index] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Marquee worker {worker}" };
            _threads[index].UnsafeStart();
        }
    }

    /// <summary>How many threads there are, the caller's among them.</summary>
    public int Threads { get; }

    /// <summary>Runs <paramref name="body"/> once for each item of <c>[0, count)</c>.</summary>
    /// <param name="count">How many; 0 runs nothing.</param>
    /// <param name="body">Receives the item and the number of the thread, 0 for the caller's. Kept by the caller, so that nothing is allocated.</param>
    /// <remarks>An exception of <paramref name="body"/> comes out as it was thrown, and no further item is begun; where several items fail, it is that of the lowest.</remarks>
    public void Run(int count, Action<int, int> body)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_threads.Length == 0 || count <= 1)
        {
            for (var item = 0; item < count; item++)
            {
                body(item, 0);
            }

            return;
        }

        _failure = null;
        _body = body;
        _count = count;
        _unfinished = count;
        lock (_gate)
        {
            Volatile.Write(ref _waiting, ((_waiting >> 32) + 1) << 32 | (uint)count);
            Monitor.PulseAll(_gate);
        }

        Work(0);
        var spin = new SpinWait();
        while (Volatile.Read(ref _unfinished) > 0 && !spin.NextSpinWillYield)
        {
            spin.SpinOnce();
        }

        lock (_gate)
        {
            while (_unfinished > 0)
            {
                Monitor.Wait(_gate);
            }
        }

        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Serve(int worker)
    {
        while (true)
        {
            var spin = new SpinWait();
            while ((uint)Volatile.Read(ref _waiting) == 0 && !spin.NextSpinWillYield)
            {
                spin.SpinOnce();
            }

            lock (_gate)
            {
                while ((uint)_waiting == 0 && !_disposed)
                {
                    Monitor.Wait(_gate);
                }

                if (_disposed)
                {
                    return;
                }
            }

            Work(worker);
        }
    }

    private void Work(int worker)
    {
        while (true)
        {
            var waiting = Volatile.Read(ref _waiting);
            if ((uint)waiting == 0)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _waiting, waiting - 1, waiting) != waiting)
            {
                continue;
            }

            // The item taken keeps this loop from ending, so that what it runs and over how many items stays as it is.
            var item = _count - (int)(uint)waiting;
            try
            {
                // Items before one that failed still run, so that the exception that comes out is that of the lowest.
                if (Volatile.Read(ref _failure) is null || item < Volatile.Read(ref _failedItem))
                {
                    _body(item, worker);
                }
            }
            catch (Exception exception)
            {
                lock (_failureGate)
                {
                    if (_failure is null || item < _failedItem)
                    {
                        Volatile.Write(ref _failedItem, item);
                        Volatile.Write(ref _failure, exception);
                    }
                }
            }

            if (Interlocked.Decrement(ref _unfinished) == 0)
            {
                lock (_gate)
                {
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }
}
