using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What a ranker knows of who asks, apart from what the models say: how long they have been there, when they came last, and what their items are like. All from the history.</summary>
internal sealed class Asker
{
    /// <summary>So many interactions that everybody makes are added to a user's, so that few of them do not say too much.</summary>
    private const double Everyone = 5;

    private readonly float[] _affinities;
    private readonly float[] _recentAffinities;

    private Asker(float[] affinities, float[] recentAffinities)
    {
        _affinities = affinities;
        _recentAffinities = recentAffinities;
    }

    /// <summary>Number of items that are known.</summary>
    public int Count { get; private init; }

    /// <summary>Days from the snapshot's newest moment to that of asking; 0 where either is unknown.</summary>
    public float SinceNewest { get; private init; }

    /// <summary>Days from the latest item to the moment of asking; NaN where no time is known, as the following.</summary>
    public float SinceLastVisit { get; private init; } = float.NaN;

    /// <summary>Days from the earliest item to the moment of asking.</summary>
    public float SinceFirstVisit { get; private init; } = float.NaN;

    /// <summary>Items met within a day of the latest.</summary>
    public float OfLastDay { get; private init; } = float.NaN;

    /// <summary>Mean over the items of <see cref="AgeOf"/>; NaN where no release is known.</summary>
    public float UsualAge { get; private init; } = float.NaN;

    /// <summary>Looks at a history. O(items * their categories + categories).</summary>
    public static Asker Of(in History history, ItemTrends trends)
    {
        var (earliest, latest) = (long.MaxValue, long.MinValue);
        for (var entry = 0; entry < history.Times.Length; entry++)
        {
            if ((uint)history.Items[entry] < (uint)trends.Items && history.Times[entry] is not EventLog.NoTime and var time)
            {
                (earliest, latest) = (Math.Min(earliest, time), Math.Max(latest, time));
            }
        }

        var hasTimes = latest != long.MinValue;
        var now = history.Context.Now ?? (trends.Newest != EventLog.NoTime ? trends.Newest : latest);
        var sinceNewest = trends.Newest == EventLog.NoTime ? 0 : (float)ItemTrends.Days(trends.Newest, now);
        var (all, recent) = (new double[trends.CategoryShares.Length], new double[trends.CategoryShares.Length]);
        var (count, ofLastDay, aged, ages) = (0, 0, 0, 0.0);
        for (var entry = 0; entry < history.Count; entry++)
        {
            var item = history.Items[entry];
            if ((uint)item >= (uint)trends.Items)
            {
                continue;
            }

            count++;
            var isRecent = hasTimes && history.Times[entry] != EventLog.NoTime && ItemTrends.Days(history.Times[entry], latest) <= 1;
            ofLastDay += isRecent ? 1 : 0;
            foreach (var category in trends.CategoriesOf(item))
            {
                all[category]++;
                recent[category] += isRecent ? 1 : 0;
            }

            if (!float.IsNaN(trends.DaysSinceRelease(item)))
            {
                aged++;
                ages += AgeOf(trends.DaysSinceRelease(item) + sinceNewest);
            }
        }

        return new Asker(Affinities(all, count, trends), Affinities(recent, ofLastDay, trends))
        {
            Count = count,
            SinceNewest = sinceNewest,
            SinceLastVisit = hasTimes ? (float)ItemTrends.Days(latest, now) : float.NaN,
            SinceFirstVisit = hasTimes ? (float)ItemTrends.Days(earliest, now) : float.NaN,
            OfLastDay = hasTimes ? ofLastDay : float.NaN,
            UsualAge = aged > 0 ? (float)(ages / aged) : float.NaN,
        };
    }

    /// <summary>A release so many days ago on a scale on which a week among new films is as much as years among old ones.</summary>
    public static double AgeOf(double days) => Math.Log(1 + Math.Max(0, days));

    /// <summary>By how much more than everybody the user meets items of the item's categories, as a logarithm; NaN for an item without any.</summary>
    public float AffinityTo(ReadOnlySpan<int> categories) => Mean(categories, _affinities);

    /// <summary>The same of the user's last day.</summary>
    public float RecentAffinityTo(ReadOnlySpan<int> categories) => Mean(categories, _recentAffinities);

    private static float[] Affinities(double[] counts, int items, ItemTrends trends)
    {
        var affinities = new float[counts.Length];
        for (var category = 0; category < counts.Length; category++)
        {
            var share = (double)trends.CategoryShares[category];
            affinities[category] = (float)Math.Log((counts[category] + Everyone * share + 0.1) / (items + Everyone + 0.1) / (share + 0.01));
        }

        return affinities;
    }

    private static float Mean(ReadOnlySpan<int> categories, float[] affinities)
    {
        var sum = 0f;
        foreach (var category in categories)
        {
            sum += affinities[category];
        }

        return categories.IsEmpty ? float.NaN : sum / categories.Length;
    }
}
