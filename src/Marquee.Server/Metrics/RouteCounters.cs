using System.Diagnostics;

namespace Marquee.Server;

/// <summary>Metadata of an endpoint: how often it was asked, with what outcome and how long it took. Plain counters, so that counting costs next to nothing.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="route">The route's pattern, which names nobody.</param>
internal sealed class RouteCounters(string method, string route)
{
    /// <summary>Upper bounds of the histogram, in seconds; one more counts what is slower.</summary>
    public static readonly double[] Bounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly long[] TickBounds = [.. Bounds.Select(bound => (long)(bound * Stopwatch.Frequency))];

    private readonly long[] _statuses = new long[500];
    private readonly long[] _durations = new long[Bounds.Length + 1];
    private long _ticks;

    /// <summary>The HTTP method.</summary>
    public string Method { get; } = method;

    /// <summary>The route's pattern.</summary>
    public string Route { get; } = route;

    /// <summary>Seconds of all requests together.</summary>
    public double Seconds => Volatile.Read(ref _ticks) / (double)Stopwatch.Frequency;

    /// <summary>How long they took, fine enough for percentiles.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Requests that the service failed to answer (5xx).</summary>
    public long Errors => Count(500, 600);

    /// <summary>Requests that were refused (4xx).</summary>
    public long Refused => Count(400, 500);

    /// <summary>Counts a request.</summary>
    public void Record(int status, long ticks)
    {
        Interlocked.Increment(ref _statuses[Math.Clamp(status - 100, 0, _statuses.Length - 1)]);
        Interlocked.Add(ref _ticks, ticks);
        Latencies.Record(ticks);
        var at = 0;
        while (at < TickBounds.Length && ticks > TickBounds[at])
        {
            at++;
        }

        Interlocked.Increment(ref _durations[at]);
    }

    /// <summary>Outcomes that happened, with how often.</summary>
    public IEnumerable<(int Status, long Count)> Statuses() =>
        from status in Enumerable.Range(0, _statuses.Length)
        let count = Volatile.Read(ref _statuses[status])
        where count > 0
        select (status + 100, count);

    /// <summary>Requests in each bucket of the histogram.</summary>
    public long[] Durations() => Array.ConvertAll(_durations, count => count);

    private long Count(int from, int to)
    {
        long sum = 0;
        for (var status = from; status < to; status++)
        {
            sum += Volatile.Read(ref _statuses[status - 100]);
        }

        return sum;
    }
}
