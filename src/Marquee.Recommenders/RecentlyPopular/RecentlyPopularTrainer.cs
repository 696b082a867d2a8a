using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What many met lately: interactions in a window before the newest one, each fading with its age, plus a little for the whole past.</summary>
/// <remarks>
/// <para><c>score(i) = sum over recent interactions with i of w * 2^(-age / halfLife) + smoothing * count(i) / max count</c>, where <c>w</c> is the newcomer weight within 24 hours
/// of the user's first interaction and 1 later: who comes back meets other items than who just arrived. An interaction is one user and one item, at
/// its latest time. Those without a time count in the past only. Differs from most papers in that the window is a share of the interactions, not of the calendar, so
/// that a quiet month does not empty it; interactions at the very moment where the window begins are inside.</para>
/// <para>Source: the recency-based popularity of Ji, Sun, Zhang and Li, A Re-visit of the Popularity Baseline in Recommender Systems, SIGIR 2020.
/// Time O(interactions log interactions), memory O(interactions). Involves no chance.</para>
/// </remarks>
public static class RecentlyPopularTrainer
{
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;

    /// <summary>Counts.</summary>
    public static RecentlyPopularModel Train(Snapshot snapshot, RecentlyPopularOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var interactions = snapshot.Interactions;
        var (windowStart, newest) = Window(interactions.Times, options.WindowFraction);
        var recent = new double[interactions.Items];
        var ever = new double[interactions.Items];
        for (var user = 0; user < interactions.Users; user++)
        {
            var atHome = FirstTime(interactions.TimesOf(user)) + MillisecondsOfDay;
            for (var entry = interactions.ByUser.RowOffsets[user]; entry < interactions.ByUser.RowOffsets[user + 1]; entry++)
            {
                var item = interactions.ByUser.ColumnIndices[entry];
                var time = interactions.Times[entry];
                ever[item]++;
                if (time != EventLog.NoTime && time >= windowStart)
                {
                    var fading = options.HalfLifeDays > 0 ? Math.Pow(2, (time - newest) / MillisecondsOfDay / options.HalfLifeDays) : 1;
                    recent[item] += time < atHome ? options.NewcomerWeight * fading : fading;
                }
            }
        }

        var past = options.Smoothing / Math.Max(1, ever.DefaultIfEmpty().Max());
        var scores = new float[interactions.Items];
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = (float)(recent[item] + past * ever[item]);
        }

        context.Progress?.Report(new TrainingProgress(1, 1));
        return new RecentlyPopularModel(options, scores);
    }

    private static long FirstTime(ReadOnlySpan<long> times)
    {
        var first = long.MaxValue;
        foreach (var time in times)
        {
            if (time != EventLog.NoTime)
            {
                first = Math.Min(first, time);
            }
        }

        return first;
    }

    private static (long Start, long Newest) Window(ReadOnlySpan<long> times, double fraction)
    {
        var known = times.ToArray();
        Array.Sort(known);
        var unknown = known.AsSpan().LastIndexOf(EventLog.NoTime) + 1;
        if (unknown == known.Length)
        {
            return (long.MaxValue, long.MaxValue);
        }

        var inWindow = (int)Math.Ceiling((known.Length - unknown) * fraction);
        return (known[^inWindow], known[^1]);
    }
}
