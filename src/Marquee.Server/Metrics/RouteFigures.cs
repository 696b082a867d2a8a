namespace Marquee.Server;

/// <summary>What a route's counters showed at a moment.</summary>
/// <param name="Latencies">Requests by bucket of <see cref="LatencyHistogram"/>.</param>
/// <param name="Errors">Of them 5xx.</param>
/// <param name="Refused">Of them 4xx.</param>
internal sealed record RouteFigures(long[] Latencies, long Errors, long Refused)
{
    /// <summary>Nothing yet.</summary>
    public static readonly RouteFigures None = new(new long[LatencyHistogram.Buckets], 0, 0);

    /// <summary>How many requests.</summary>
    public long Count { get; } = Latencies.Sum();

    /// <summary>The duration in milliseconds that a share of them does not exceed; null where there are none.</summary>
    public double? Percentile(double share) => LatencyHistogram.Percentile(Latencies, share);

    /// <summary>What the counters show now; the figures from before where nothing has come since.</summary>
    public static RouteFigures Of(RouteCounters route, RouteFigures before)
    {
        var latencies = new long[LatencyHistogram.Buckets];
        route.Latencies.AddTo(latencies);
        return latencies.AsSpan().SequenceEqual(before.Latencies) ? before : new RouteFigures(latencies, route.Errors, route.Refused);
    }

    /// <summary>What came since an earlier moment.</summary>
    public RouteFigures Since(RouteFigures before) =>
        new([.. Latencies.Zip(before.Latencies, (now, then) => now - then)], Errors - before.Errors, Refused - before.Refused);

    /// <summary>The two together.</summary>
    public RouteFigures And(RouteFigures other) =>
        new([.. Latencies.Zip(other.Latencies, (one, two) => one + two)], Errors + other.Errors, Refused + other.Refused);
}
