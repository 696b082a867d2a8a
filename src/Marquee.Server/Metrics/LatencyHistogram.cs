using System.Diagnostics;
using System.Numerics;

namespace Marquee.Server;

/// <summary>
/// Counts durations in buckets whose width grows with them: eight to each doubling, from a microsecond to four minutes, so that a percentile is told within 6%. Counting takes no memory and no lock.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>Number of buckets.</summary>
    public const int Buckets = 28 << PartBits;

    // Everything below 2^10 nanoseconds is in the first bucket.
    private const int FirstBit = 10;
    private const int PartBits = 3;
    private const int Parts = 1 << PartBits;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private readonly long[] _counts = new long[Buckets];

    /// <summary>Counts a duration.</summary>
    /// <param name="ticks">In ticks of <see cref="Stopwatch"/>.</param>
    public void Record(long ticks) => Interlocked.Increment(ref _counts[BucketOf((long)(ticks * NanosecondsPerTick))]);

    /// <summary>Adds the counts so far to others.</summary>
    public void AddTo(Span<long> counts)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            counts[bucket] += Volatile.Read(ref _counts[bucket]);
        }
    }

    /// <summary>The duration that a share of all does not exceed, in milliseconds.</summary>
    /// <param name="counts">Counts by bucket.</param>
    /// <param name="share">The share, above 0 and up to 1.</param>
    /// <returns>The middle of its bucket; null where nothing was counted.</returns>
    public static double? Percentile(ReadOnlySpan<long> counts, double share)
    {
        long total = 0;
        foreach (var count in counts)
        {
            total += count;
        }

        if (total == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        var bucket = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[bucket])
        {
            bucket++;
        }

        return MiddleOf(bucket) / 1e6;
    }

    private static int BucketOf(long nanoseconds)
    {
        var top = BitOperations.Log2((ulong)Math.Max(1, nanoseconds));
        return top < FirstBit ? 0 : Math.Min(Buckets - 1, ((top - FirstBit) << PartBits) + (int)((nanoseconds >> (top - PartBits)) & (Parts - 1)));
    }

    private static double MiddleOf(int bucket) => (1L << (FirstBit + (bucket >> PartBits))) * (1 + (((bucket & (Parts - 1)) + .5) / Parts));
}
