using System.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Counts times in buckets that are nowhere wider than 1/128 of the time, so that quantiles far out cost no memory.</summary>
internal sealed class LatencyHistogram
{
    private const int Steps = 7;

    private readonly long[] _counts = new long[(64 - Steps) << Steps];

    /// <summary>How many times were counted.</summary>
    public long Count { get; private set; }

    /// <summary>The longest, in nanoseconds.</summary>
    public long Longest { get; private set; }

    /// <summary>Counts a time in nanoseconds.</summary>
    public void Add(long nanoseconds)
    {
        var value = (ulong)Math.Max(0, nanoseconds);
        var shift = Math.Max(0, 63 - BitOperations.LeadingZeroCount(value | 1) - Steps);
        _counts[(shift << Steps) + (int)(value >> shift)]++;
        Count++;
        Longest = Math.Max(Longest, nanoseconds);
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            _counts[bucket] += other._counts[bucket];
        }

        Count += other.Count;
        Longest = Math.Max(Longest, other.Longest);
    }

    /// <summary>The time that a share of all did not exceed, in milliseconds; NaN where nothing was counted.</summary>
    public double Milliseconds(double share)
    {
        var wanted = Math.Ceiling(share * Count);
        long passed = 0;
        for (var bucket = 0; bucket < _counts.Length && Count > 0; bucket++)
        {
            passed += _counts[bucket];
            if (passed >= wanted && passed > 0)
            {
                // The upper end of the bucket, so that a quantile is never told too small.
                var shift = Math.Max(0, (bucket >> Steps) - 1);
                var value = (ulong)(bucket - (shift << Steps));
                return Math.Min(Longest, (double)(((value + 1) << shift) - 1)) / 1e6;
            }
        }

        return double.NaN;
    }
}
