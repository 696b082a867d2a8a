namespace Marquee.Recommenders;

/// <summary>What somebody has begun and not finished: items watched half-way, and the next episodes of series. Immutable; asked from many threads at once.</summary>
/// <remarks>
/// <para>An item that belongs to no series is continued where it was begun and not finished. Of a series at most one episode comes: that which was watched last, if it was not finished; else the first behind it that was
/// not finished, from where it was left. A series whose last episode was finished is not continued, nor is one of which nothing but specials was watched; a special that was watched last and finished leaves the series
/// where it was.</para>
/// <para>What is disliked, or is an episode of a series that is disliked, is not continued. Where the next episode is not allowed (it is not there yet, say) none is jumped over: the series waits.</para>
/// </remarks>
public sealed class ContinueWatching
{
    /// <summary>From how much on an item counts as begun, where nothing else is told.</summary>
    public const float DefaultBegun = 0.05f;

    /// <summary>From how much on an item counts as finished, where nothing else is told: what is left are the credits.</summary>
    public const float DefaultFinished = 0.95f;

    private readonly SeriesIndex _series;

    /// <summary>Decides what is begun and what is finished.</summary>
    /// <param name="series">The episodes of the catalogue.</param>
    /// <param name="begun">From how much on an item counts as begun, 0 to 1.</param>
    /// <param name="finished">From how much on it counts as finished, above <paramref name="begun"/> and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside its range.</exception>
    public ContinueWatching(SeriesIndex series, float begun = DefaultBegun, float finished = DefaultFinished)
    {
        if (!(begun >= 0 && begun < finished && finished <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(finished), finished, $"Begun at {begun} and finished at {finished} must be 0 <= begun < finished <= 1.");
        }

        (_series, Begun, Finished) = (series, begun, finished);
    }

    /// <summary>From how much on an item counts as begun, 0 to 1.</summary>
    public float Begun { get; }

    /// <summary>From how much on an item counts as finished, 0 to 1.</summary>
    public float Finished { get; }

    /// <summary>Whether that much of an item is all of it; so is a progress that is not known.</summary>
    public bool IsFinished(float progress) => !(progress < Finished);

    /// <summary>What to go on with, what was watched last first. O(items watched * log, and the episodes of their series).</summary>
    /// <param name="latest">How far the user came with each item, each item once.</param>
    /// <param name="disliked">Items, series among them, that the user rejected.</param>
    /// <param name="allowed">What may be shown; everything where nothing is given.</param>
    public Continuation[] Of(ReadOnlySpan<WatchProgress> latest, ReadOnlySpan<int> disliked = default, CandidateSet? allowed = null)
    {
        var found = new List<Continuation>();
        var ofSeries = new Dictionary<string, List<WatchProgress>>(StringComparer.Ordinal);
        foreach (var watched in latest)
        {
            if (watched.Progress < Begun)
            {
                continue;
            }

            if (_series.SeriesOf(watched.Item) is not { } id)
            {
                if (!IsFinished(watched.Progress))
                {
                    found.Add(new Continuation(watched.Item, watched.Progress, watched.Time, IsNext: false, Series: -1));
                }

                continue;
            }

            if (!ofSeries.TryGetValue(id, out var episodes))
            {
                ofSeries[id] = episodes = [];
            }

            episodes.Add(watched);
        }

        foreach (var (id, episodes) in ofSeries)
        {
            if (Continue(id, episodes) is { } continuation)
            {
                found.Add(continuation);
            }
        }

        var list = new List<Continuation>(found.Count);
        foreach (var one in found)
        {
            if ((allowed is null || allowed.Contains(one.Item)) && !disliked.Contains(one.Item) && (one.Series < 0 || !disliked.Contains(one.Series)))
            {
                list.Add(one);
            }
        }

        list.Sort((one, other) => other.Time != one.Time ? other.Time.CompareTo(one.Time) : one.Item.CompareTo(other.Item));
        return [.. list];
    }

    private Continuation? Continue(string id, List<WatchProgress> watched)
    {
        var order = _series.EpisodesOf(id).ToArray();
        var series = _series.ItemOf(id);
        // Where many came in at one time, the furthest of them is where somebody stands.
        foreach (var last in watched.OrderByDescending(one => one.Time).ThenByDescending(one => Array.IndexOf(order, one.Item)))
        {
            if (!IsFinished(last.Progress))
            {
                return new Continuation(last.Item, last.Progress, last.Time, IsNext: false, series);
            }

            if (_series.IsSpecial(last.Item))
            {
                continue;
            }

            for (var next = _series.Next(last.Item); next >= 0; next = _series.Next(next))
            {
                var place = watched.FindIndex(one => one.Item == next);
                if (place < 0)
                {
                    return new Continuation(next, 0, last.Time, IsNext: true, series);
                }

                if (!IsFinished(watched[place].Progress))
                {
                    return new Continuation(next, watched[place].Progress, last.Time, IsNext: false, series);
                }
            }

            return null;
        }

        return null;
    }
}
