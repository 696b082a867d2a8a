using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>How the items of a history fade: with the days since they were met, with the number of newer ones, or both.</summary>
/// <param name="HalfLifeDays">After how many days an item counts half; 0 for no fading with time. Days are counted back from the moment of asking, or from the newest item where it is unknown.</param>
/// <param name="Decay">By which factor an item fades with each newer one; 1 for no such fading.</param>
internal readonly record struct RecencyFading(double HalfLifeDays, double Decay)
{
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;

    // However long ago the newest was met, it still tells a taste: it keeps at least a millionth, far from what single precision rounds to nothing.
    private const double MostHalfLivesOfNewest = 20;

    /// <summary>Whether anything fades.</summary>
    public bool IsOn => HalfLifeDays > 0 || Decay < 1;

    /// <summary>The factor of each entry. Items without a time are as old as the oldest that has one.</summary>
    /// <param name="recent">The history from the newest back.</param>
    /// <param name="now">The moment of asking, in milliseconds since 1970 UTC.</param>
    public double[] Factors(in RecentItems recent, long? now)
    {
        var factors = new double[recent.Count];
        var known = 0;
        while (known < recent.Count && recent.Times[known] != EventLog.NoTime)
        {
            known++;
        }

        var sinceNewest = known > 0 && now is { } moment ? Math.Max(0, moment - recent.Times[0]) / MillisecondsOfDay : 0;
        for (var entry = 0; entry < factors.Length; entry++)
        {
            factors[entry] = recent.Fade(entry, Decay);
            if (HalfLifeDays > 0 && known > 0)
            {
                var beforeNewest = (recent.Times[0] - recent.Times[Math.Min(entry, known - 1)]) / MillisecondsOfDay;
                factors[entry] *= Math.Pow(2, -Math.Min(sinceNewest / HalfLifeDays, MostHalfLivesOfNewest) - beforeNewest / HalfLifeDays);
            }
        }

        return factors;
    }
}
