using System.Diagnostics;

namespace Marquee.Benchmarks;

/// <summary>One thread that keeps its connections busy.</summary>
/// <remarks>
/// In the open loop request <c>n</c> is to be sent at <c>n / rate</c> whatever came of those before it; where no connection is free it waits, and its time runs. So a server that stops for a
/// second is told a second's worth of late answers and not one (Tene, How NOT to Measure Latency, 2013).
/// </remarks>
internal sealed class LoadWorker : IDisposable
{
    private const long LongestWait = 100_000_000;
    private const double Patience = 2;

    private readonly LoadPlan _plan;
    private readonly RequestSource _source;
    private readonly double _interval;
    private readonly Epoll _epoll = new();
    private readonly LoadConnection[] _connections;
    private readonly Queue<LoadConnection> _free = [];
    private long _begin;
    private long _measured;
    private long _end;
    private long _due;
    private long _number;

    /// <summary>Opens the connections of one thread.</summary>
    /// <param name="plan">The whole measurement.</param>
    /// <param name="source">Requests of this thread.</param>
    /// <param name="thread">Number of the thread.</param>
    public LoadWorker(LoadPlan plan, RequestSource source, int thread)
    {
        (_plan, _source, _number) = (plan, source, thread);
        _interval = plan.Rate is { } rate ? Stopwatch.Frequency / rate : 0;
        var count = (plan.Connections / plan.Threads) + (thread < plan.Connections % plan.Threads ? 1 : 0);
        _connections = [.. Enumerable.Range(0, count).Select(number => new LoadConnection(_epoll, number, plan.Port))];
        Array.ForEach(_connections, _free.Enqueue);
    }

    /// <summary>What came of it; to be read when <see cref="Run"/> is done.</summary>
    public LoadResult Result { get; } = new();

    /// <summary>Does it, on the calling thread.</summary>
    /// <param name="begin">When all threads begin, in ticks.</param>
    public void Run(long begin)
    {
        Epoll.WakeInTime();
        _begin = begin;
        _due = begin + (long)(_interval * _number);
        _measured = begin + (long)(_plan.WarmUp * Stopwatch.Frequency);
        _end = _measured + (long)(_plan.Seconds * Stopwatch.Frequency);
        var last = _end + (long)(Patience * Stopwatch.Frequency);
        for (var now = Stopwatch.GetTimestamp(); now < last && (now < _end || _free.Count < _connections.Length || (_plan.Rate is not null && _due < _end)); now = Stopwatch.GetTimestamp())
        {
            SendDue(now);
            var ready = _epoll.Wait(WaitFor());
            for (var at = 0; at < ready; at++)
            {
                Go(_connections[_epoll.Number(at)]);
            }
        }

        GiveUp();
    }

    public void Dispose()
    {
        Array.ForEach(_connections, connection => connection.Dispose());
        _epoll.Dispose();
    }

    private void SendDue(long now)
    {
        if (_plan.Rate is null)
        {
            while (now >= _begin && now < _end && _free.TryDequeue(out var free))
            {
                free.Send(_source, Stopwatch.GetTimestamp());
            }

            return;
        }

        while (_due <= now && _due < _end && _free.TryDequeue(out var free))
        {
            free.Send(_source, _due);
            NextDue();
        }
    }

    private long WaitFor()
    {
        var next = _plan.Rate is null ? _begin : _due;
        var until = _free.Count == 0 || next >= _end ? LongestWait : (next - Stopwatch.GetTimestamp()) * 1_000_000_000 / Stopwatch.Frequency;
        return Math.Clamp(until, 0, LongestWait);
    }

    private void NextDue()
    {
        _number += _plan.Threads;
        _due = _begin + (long)(_interval * _number);
    }

    private void Go(LoadConnection connection)
    {
        var wasBusy = connection.IsBusy;
        var bytes = connection.Continue();
        if (bytes == 0)
        {
            return;
        }

        if (bytes < 0)
        {
            // One that had nothing on it was closed by the server, which it may; it stays among the free ones.
            connection.Reconnect();
            if (wasBusy)
            {
                Result.Broken++;
                _free.Enqueue(connection);
            }

            return;
        }

        var now = Stopwatch.GetTimestamp();
        if (connection.Intended >= _measured && connection.Intended < _end)
        {
            Count(connection.Intended, now);
            Result.Statuses[connection.Response.Status] = Result.Statuses.GetValueOrDefault(connection.Response.Status) + 1;
            Result.BytesReceived += bytes;
            Result.Done += connection.Response.Status is >= 200 and < 300 ? _source.Worth : 0;
        }

        _free.Enqueue(connection);
    }

    private void GiveUp()
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var connection in _connections.Where(connection => connection.IsBusy && connection.Intended >= _measured))
        {
            Result.Unanswered++;
            Count(connection.Intended, now);
        }

        for (; _plan.Rate is not null && _due < _end; NextDue())
        {
            if (_due >= _measured)
            {
                Result.Unanswered++;
                Count(_due, now);
            }
        }
    }

    private void Count(long intended, long now) => Result.Latencies.Add((now - intended) * (1_000_000_000 / Stopwatch.Frequency));
}
