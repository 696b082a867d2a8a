namespace Marquee.Live;

/// <summary>Weeks of time in UTC, from Monday to Sunday, numbered from that of 1 January 1970.</summary>
internal static class Week
{
    private const long MillisecondsPerDay = 86_400_000;

    // 1 January 1970 was a Thursday.
    private const long DaysBefore = 3;

    /// <summary>The week of a moment, in milliseconds since 1970 UTC.</summary>
    public static int Of(long time) => (int)Math.Floor((Day(time) + DaysBefore) / 7.0);

    /// <summary>The Monday that a week begins with.</summary>
    public static DateOnly Monday(int week) => DateOf(((long)week * 7) - DaysBefore);

    /// <summary>The day of a moment, numbered from 1 January 1970.</summary>
    public static long Day(long time) => (long)Math.Floor(time / (double)MillisecondsPerDay);

    /// <summary>The date of a day; the first or last that there is for one beyond.</summary>
    public static DateOnly DateOf(long day) =>
        DateOnly.FromDayNumber((int)Math.Clamp(new DateOnly(1970, 1, 1).DayNumber + day, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
