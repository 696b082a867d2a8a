namespace Marquee.Live;

/// <summary>Which users act as programs do and people do not. A sign alone is none: people rate a hundred films in an evening, and a player left running counts on by itself.</summary>
/// <remarks>
/// Two of three signs, all of the user's busiest day (UTC): <b>too much</b>, at least <see cref="FewestEvents"/> events and ten times as many as the busiest day of the median user; <b>too regular</b>, a burstiness (see <see cref="Pace.Burstiness"/>)
/// of at most <see cref="MostRegular"/>, where the gaps between at least 50 events differ by no more than a third of their mean, while what people do comes in bursts (Barabási 2005, "The origin of bursts and heavy tails in human dynamics");
/// <b>never asleep</b>, active in at least <see cref="FewestHours"/> hours. O(users).
/// </remarks>
internal sealed class SuspectedBots
{
    /// <summary>Fewest events of a busiest day that are too many.</summary>
    public const int FewestEvents = 100;

    /// <summary>As many times the busiest day of the median user is too much.</summary>
    public const int TimesMedian = 10;

    /// <summary>The burstiness from which on, downwards, somebody is too regular.</summary>
    public const float MostRegular = -0.5f;

    /// <summary>In how many hours of a day nobody is awake.</summary>
    public const int FewestHours = 22;

    private const int Highest = 100_000;

    /// <summary>Compares users.</summary>
    /// <param name="paces">How their events lie in time.</param>
    public SuspectedBots(ReadOnlySpan<Pace> paces)
    {
        var counts = new int[Highest + 1];
        var active = 0;
        foreach (ref readonly var pace in paces)
        {
            if (pace.Busiest > 0)
            {
                counts[Math.Min(pace.Busiest, Highest)]++;
                active++;
            }
        }

        var median = 0;
        for (var passed = 0; median < Highest && (passed += counts[median]) * 2L < active;)
        {
            median++;
        }

        TooMuch = Math.Max(FewestEvents, TimesMedian * median);
    }

    /// <summary>From how many events a day on it is too much.</summary>
    public int TooMuch { get; }

    /// <summary>Whether a user is suspected.</summary>
    public bool Suspects(in Pace pace) =>
        (pace.Busiest >= TooMuch ? 1 : 0) + (pace.Burstiness <= MostRegular ? 1 : 0) + (pace.Hours >= FewestHours ? 1 : 0) >= 2;
}
