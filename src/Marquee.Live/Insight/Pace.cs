namespace Marquee.Live;

/// <summary>How one user's events lie in time; impressions, which are the service's doing, are left out.</summary>
/// <param name="Events">How many events there are.</param>
/// <param name="Busiest">How many on the busiest day (UTC).</param>
/// <param name="Hours">In how many hours of that day there are any, 0 to 24.</param>
/// <param name="Burstiness">
/// How uneven the gaps between the events of that day are: <c>(s - m) / (s + m)</c> of their mean m and standard deviation s (Goh and Barabási 2008, "Burstiness and memory in complex systems"): -1 as regular as a clock, 0 by chance,
/// towards 1 in bursts, as people act. Gaps of nothing do not count; NaN where there are fewer than <see cref="FewestGaps"/>.
/// </param>
/// <param name="Earliest">Time of the first event, impressions included; the largest number where none has a time.</param>
/// <param name="Latest">Time of the last event, impressions included; the smallest number where none has a time.</param>
/// <param name="Repeats">How many events were the same as one a few seconds before.</param>
internal readonly record struct Pace(int Events, int Busiest, byte Hours, float Burstiness, long Earliest, long Latest, int Repeats)
{
    /// <summary>Fewest gaps from which regularity is told.</summary>
    public const int FewestGaps = 50;

    private const long MillisecondsPerHour = 3_600_000;

    /// <summary>Nothing was done.</summary>
    public static Pace None { get; } = new(0, 0, 0, float.NaN, long.MaxValue, long.MinValue, 0);

    /// <summary>Measures events.</summary>
    /// <param name="events">How many there are, with those that have no time.</param>
    /// <param name="times">Times of those that have one, in any order; sorted.</param>
    /// <param name="earliest">Time of the first of all.</param>
    /// <param name="latest">Time of the last of all.</param>
    /// <param name="repeats">How many repeat another.</param>
    public static Pace Of(int events, Span<long> times, long earliest, long latest, int repeats)
    {
        times.Sort();
        var (from, busiest) = (0, 0);
        for (var at = 0; at < times.Length;)
        {
            var (start, day) = (at, Week.Day(times[at]));
            while (at < times.Length && Week.Day(times[at]) == day)
            {
                at++;
            }

            if (at - start > busiest)
            {
                (from, busiest) = (start, at - start);
            }
        }

        var own = times.Slice(from, busiest);
        var (gaps, sum, squares) = (0, 0.0, 0.0);
        var hours = 0;
        var hour = long.MinValue;
        for (var at = 0; at < own.Length; at++)
        {
            if ((long)Math.Floor(own[at] / (double)MillisecondsPerHour) is var current && current != hour)
            {
                (hour, hours) = (current, hours + 1);
            }

            if (at > 0 && own[at] > own[at - 1])
            {
                var gap = (double)(own[at] - own[at - 1]);
                (gaps, sum, squares) = (gaps + 1, sum + gap, squares + (gap * gap));
            }
        }

        var burstiness = float.NaN;
        if (gaps >= FewestGaps)
        {
            var mean = sum / gaps;
            var deviation = Math.Sqrt(Math.Max(0, (squares / gaps) - (mean * mean)));
            burstiness = (float)((deviation - mean) / (deviation + mean));
        }

        return new Pace(events, busiest, (byte)hours, burstiness, earliest, latest, repeats);
    }
}
