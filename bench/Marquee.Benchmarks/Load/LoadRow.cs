namespace Marquee.Benchmarks;

/// <summary>A measurement and what it cost.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="Offered">Requests a second that were sent whatever came; nothing for as many as were answered.</param>
/// <param name="Seconds">How long it was measured.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Server">The server's processor seconds, where they are known.</param>
/// <param name="Generator">This program's processor seconds.</param>
/// <param name="Allocated">Bytes that the server allocated, where they are known.</param>
internal sealed record LoadRow(string Name, double? Offered, double Seconds, LoadResult Result, double? Server, double Generator, double? Allocated)
{
    /// <summary>Requests answered in a second.</summary>
    public double Rate => Answered / Seconds;

    /// <summary>Processor seconds of server and generator for a request.</summary>
    public double Processor => ((Server ?? double.NaN) + Generator) / Answered;

    /// <summary>The time that 99 in 100 requests did not exceed, in milliseconds.</summary>
    public double P99 => Result.Latencies.Milliseconds(0.99);

    /// <summary>Requests answered, whatever the answer.</summary>
    public long Answered => Result.Statuses.Values.Sum();
}
