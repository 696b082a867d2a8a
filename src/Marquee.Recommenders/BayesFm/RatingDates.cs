using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The dates on which something was rated, each of some days (UTC) in a row.</summary>
internal sealed class RatingDates
{
    private const long MillisecondsADay = 86_400_000;

    private readonly int _days;
    private readonly long[] _dates;

    /// <summary>Takes dates in ascending order.</summary>
    public RatingDates(int days, long[] dates)
    {
        _days = days;
        _dates = dates;
    }

    /// <summary>The dates, ascending: numbers of days since 1970 by how many make one; an unknown time is a date of its own.</summary>
    public ReadOnlySpan<long> All => _dates;

    /// <summary>How many there are.</summary>
    public int Count => _dates.Length;

    /// <summary>The dates of some times; none where no two differ, or none are wanted.</summary>
    /// <param name="times">Milliseconds since 1970 UTC, or <see cref="EventLog.NoTime"/>.</param>
    /// <param name="days">How many days make one date; 0 for no dates.</param>
    public static RatingDates Of(ReadOnlySpan<long> times, int days)
    {
        var dates = new SortedSet<long>();
        foreach (var time in days == 0 ? [] : times)
        {
            dates.Add(DateOf(time, days));
        }

        return new RatingDates(days, dates.Count > 1 ? [.. dates] : []);
    }

    /// <summary>The index of the date of a time; <see cref="Count"/>, which stands for an average date, where nothing was rated on it.</summary>
    public int IndexOf(long time)
    {
        var at = Array.BinarySearch(_dates, Count == 0 ? 0 : DateOf(time, _days));
        return at < 0 ? Count : at;
    }

    private static long DateOf(long time, int days) => time == EventLog.NoTime ? time : Math.DivRem(time, days * MillisecondsADay) is var (date, rest) && rest < 0 ? date - 1 : date;
}
