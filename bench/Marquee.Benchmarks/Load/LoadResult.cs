namespace Marquee.Benchmarks;

/// <summary>What came of a measurement.</summary>
internal sealed class LoadResult
{
    /// <summary>Times from when a request was to be sent to the end of its answer; of requests that were never answered, to the end of the measurement.</summary>
    public LatencyHistogram Latencies { get; } = new();

    /// <summary>Answers by status.</summary>
    public SortedDictionary<int, long> Statuses { get; } = [];

    /// <summary>Connections that broke, with a request on them.</summary>
    public long Broken { get; set; }

    /// <summary>Requests whose time to be sent had come, and that were not answered by the end.</summary>
    public long Unanswered { get; set; }

    /// <summary>Bytes that came back.</summary>
    public long BytesReceived { get; set; }

    /// <summary>What the answers of status 2xx counted for; see <see cref="RequestSource.Worth"/>.</summary>
    public long Done { get; set; }

    /// <summary>Adds what another thread saw.</summary>
    public void Add(LoadResult other)
    {
        Latencies.Add(other.Latencies);
        foreach (var (status, count) in other.Statuses)
        {
            Statuses[status] = Statuses.GetValueOrDefault(status) + count;
        }

        Broken += other.Broken;
        Unanswered += other.Unanswered;
        BytesReceived += other.BytesReceived;
        Done += other.Done;
    }
}
