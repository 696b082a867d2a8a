using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>The events of one user weighed: what a model is told of them. The same numbers as <see cref="Snapshot.HistoryOf"/> gives for the same events, without a snapshot.</summary>
/// <remarks>O(events log events); nothing is kept of the events themselves.</remarks>
internal sealed class HistoryWeights
{
    public static readonly HistoryWeights None = new([], [], [], [], [], [], [], [], [], []);

    private readonly int[] _items;
    private readonly float[] _weights;
    private readonly long[] _times;
    private readonly float[] _ratings;
    private readonly int[] _disliked;
    private readonly float[] _dislikes;

    private HistoryWeights(int[] items, float[] weights, long[] times, float[] ratings, int[] disliked, float[] dislikes, int[] seen, WatchProgress[] progress,
        int[] finished, string[] searches)
    {
        (_items, _weights, _times, _ratings, _disliked, _dislikes) = (items, weights, times, ratings, disliked, dislikes);
        Seen = seen;
        Progress = progress;
        Finished = finished;
        Searches = searches;
    }

    /// <summary>Every item that the user dealt with in any way but having been shown it, ascending.</summary>
    public int[] Seen { get; }

    /// <summary>How far the user came with each item that they watched, when they watched it last; by item.</summary>
    public WatchProgress[] Progress { get; }

    /// <summary>Items watched to the end at some time, ascending.</summary>
    public int[] Finished { get; }

    /// <summary>What they searched for, earliest first.</summary>
    public string[] Searches { get; }

    /// <summary>Items that the user rejected, ascending.</summary>
    public ReadOnlyMemory<int> Disliked => _disliked;

    /// <summary>Weighs events.</summary>
    /// <param name="events">What the user did, in order of arrival.</param>
    /// <param name="kinds">The rule of each kind.</param>
    public static HistoryWeights Of(ReadOnlySpan<UserEvent> events, KindTable kinds)
    {
        var order = ByItem(events, kinds, out var searched);
        var items = new List<int>(order.Length);
        var weights = new List<float>(order.Length);
        var times = new List<long>(order.Length);
        var ratings = new List<float>(order.Length);
        var disliked = new List<int>();
        var dislikes = new List<float>();
        var seen = new List<int>(order.Length);
        var progress = new List<WatchProgress>();
        var finished = new List<int>();
        var anyRating = false;
        for (var at = 0; at < order.Length;)
        {
            var item = events[order[at]].Item;
            var sum = 0f;
            var (counted, met) = (false, false);
            var time = EventLog.NoTime;
            WatchProgress? watched = null;
            var isFinished = false;
            var (rating, ratedAt) = (float.NaN, long.MinValue);
            for (; at < order.Length && events[order[at]].Item == item; at++)
            {
                ref readonly var one = ref events[order[at]];
                met |= one.Kind != kinds.Impression;
                if (one.Kind == kinds.Watch)
                {
                    isFinished |= !(one.Progress < ContinueWatching.DefaultFinished);
                    if (watched is null || one.Time >= watched.Value.Time)
                    {
                        watched = new WatchProgress(item, one.Progress, one.Time);
                    }
                }

                var weight = kinds.Weigh(one);
                if (weight == 0)
                {
                    continue;
                }

                counted = true;
                sum += weight;
                time = Math.Max(time, one.Time);
                if (one.Kind == kinds.Rating && float.IsFinite(one.Value) && one.Time >= ratedAt)
                {
                    (rating, ratedAt) = (one.Value, one.Time);
                }
            }

            if (met)
            {
                seen.Add(item);
            }

            if (watched is { } latest)
            {
                progress.Add(latest);
            }

            if (isFinished)
            {
                finished.Add(item);
            }

            if (counted && sum > 0)
            {
                items.Add(item);
                weights.Add(kinds.Binary ? 1f : sum);
                times.Add(time);
                ratings.Add(rating);
                anyRating |= !float.IsNaN(rating);
            }
            else if (counted && sum < 0)
            {
                disliked.Add(item);
                dislikes.Add(kinds.Binary ? 1f : -sum);
            }
        }

        return new HistoryWeights(
            [.. items], [.. weights], [.. times], anyRating ? [.. ratings] : [], [.. disliked], [.. dislikes], [.. seen], [.. progress], [.. finished], searched);
    }

    /// <summary>As a model is asked about it.</summary>
    public History In(HistoryContext context)
    {
        var history = new History(_items, _weights, _times, context);
        if (_ratings.Length > 0)
        {
            history = history.Rated(_ratings);
        }

        return _disliked.Length > 0 ? history.Disliking(_disliked, _dislikes) : history;
    }

    /// <summary>The events with an item, by item, those of an item in order of arrival.</summary>
    private static int[] ByItem(ReadOnlySpan<UserEvent> events, KindTable kinds, out string[] searches)
    {
        var keys = new ulong[events.Length];
        var count = 0;
        List<(long Time, string Text)>? found = null;
        for (var e = 0; e < events.Length; e++)
        {
            if (events[e].Kind == kinds.Search && events[e].Text is { } text)
            {
                (found ??= []).Add((events[e].Time, text));
            }

            if (events[e].Item >= 0)
            {
                keys[count++] = (ulong)events[e].Item << 32 | (uint)e;
            }
        }

        searches = found is null ? [] : [.. found.OrderBy(one => one.Time).Select(one => one.Text)];
        Array.Sort(keys, 0, count);
        var order = new int[count];
        for (var at = 0; at < count; at++)
        {
            order[at] = (int)(uint)keys[at];
        }

        return order;
    }
}
