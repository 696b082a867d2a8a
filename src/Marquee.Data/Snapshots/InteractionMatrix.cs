using Marquee.Numerics;

namespace Marquee.Data;

/// <summary>Users times items: one positive weight and one time (of the latest interaction) for each pair that met, and what the user rated the item, if they did.</summary>
public sealed class InteractionMatrix
{
    private readonly long[] _times;
    private readonly float[] _ratings;
    private readonly Lazy<SparseMatrix> _byItem;

    /// <summary>Takes over weights and times.</summary>
    /// <param name="byUser">Weights, <c>users x items</c>, all positive.</param>
    /// <param name="times">Milliseconds since 1970 UTC of each entry of <paramref name="byUser"/>, in its order; <see cref="EventLog.NoTime"/> where unknown.</param>
    /// <param name="ratings">What the user rated each entry of <paramref name="byUser"/>, NaN where they did not; nothing where nobody rated anything.</param>
    /// <exception cref="ArgumentException">There is not one time or, where there are any, one rating for each entry.</exception>
    public InteractionMatrix(SparseMatrix byUser, long[] times, float[]? ratings = null)
    {
        if (times.Length != byUser.NonZeros)
        {
            throw new ArgumentException($"{byUser.NonZeros} entries need as many times; {times.Length} were given.", nameof(times));
        }

        if (ratings is { Length: > 0 } && ratings.Length != byUser.NonZeros)
        {
            throw new ArgumentException($"{byUser.NonZeros} entries need as many ratings, or none; {ratings.Length} were given.", nameof(ratings));
        }

        ByUser = byUser;
        _times = times;
        _ratings = ratings is not null && Array.Exists(ratings, rating => !float.IsNaN(rating)) ? ratings : [];
        _byItem = new Lazy<SparseMatrix>(byUser.Transpose);
    }

    /// <summary>Weights by user: <c>users x items</c>.</summary>
    public SparseMatrix ByUser { get; }

    /// <summary>Weights by item: <c>items x users</c>. Made when first asked for.</summary>
    public SparseMatrix ByItem => _byItem.Value;

    /// <summary>Number of users, with or without entries.</summary>
    public int Users => ByUser.Rows;

    /// <summary>Number of items, with or without entries.</summary>
    public int Items => ByUser.Columns;

    /// <summary>Number of pairs.</summary>
    public int Count => ByUser.NonZeros;

    /// <summary>Time of each entry, in the order of <see cref="ByUser"/>.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <summary>
    /// What each entry was rated, in the order of <see cref="ByUser"/>: the value of the latest interaction of kind <c>rating</c> that counts, however it is weighed; NaN for entries
    /// without one. Empty where no entry has one.
    /// </summary>
    public ReadOnlySpan<float> Ratings => _ratings;

    /// <summary>Times of a user's entries, in the order of their items.</summary>
    public ReadOnlySpan<long> TimesOf(int user) => _times.AsSpan(ByUser.RowOffsets[user]..ByUser.RowOffsets[user + 1]);

    /// <summary>The entry of a user and an item, a position in <see cref="Times"/> and the lists of <see cref="ByUser"/>; -1 where they did not meet.</summary>
    /// <remarks>O(log of the number of the user's items).</remarks>
    public int EntryOf(int user, int item)
    {
        var at = ByUser.RowIndices(user).BinarySearch(item);
        return at < 0 ? -1 : ByUser.RowOffsets[user] + at;
    }

    /// <summary>The entries for which <paramref name="keep"/> says so, for as many users and items. O(users + entries).</summary>
    public InteractionMatrix Where(Func<int, bool> keep)
    {
        var offsets = new int[Users + 1];
        var indices = new int[Count];
        var weights = new float[Count];
        var times = new long[Count];
        var ratings = new float[_ratings.Length];
        var kept = 0;
        for (var user = 0; user < Users; user++)
        {
            for (var entry = ByUser.RowOffsets[user]; entry < ByUser.RowOffsets[user + 1]; entry++)
            {
                if (keep(entry))
                {
                    indices[kept] = ByUser.ColumnIndices[entry];
                    weights[kept] = ByUser.Values[entry];
                    times[kept] = _times[entry];
                    if (ratings.Length > 0)
                    {
                        ratings[kept] = _ratings[entry];
                    }

                    kept++;
                }
            }

            offsets[user + 1] = kept;
        }

        return new InteractionMatrix(new SparseMatrix(Users, Items, offsets, indices[..kept], weights[..kept]), times[..kept], ratings.Length > 0 ? ratings[..kept] : null);
    }

    /// <summary>A user's history, without copying.</summary>
    public History HistoryOf(int user, HistoryContext? context = null)
    {
        var entries = ByUser.RowOffsets[user]..ByUser.RowOffsets[user + 1];
        var history = new History(ByUser.RowIndicesMemory(user), ByUser.RowValuesMemory(user), _times.AsMemory(entries), context);
        return _ratings.Length > 0 ? history.Rated(_ratings.AsMemory(entries)) : history;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Users} users x {Items} items, {Count} interactions";

    /// <summary>Sums the weights of the events of each pair.</summary>
    /// <param name="events">The events.</param>
    /// <param name="users">All users.</param>
    /// <param name="items">Number of items.</param>
    /// <param name="weighting">How kinds become weights.</param>
    /// <param name="sign">1 for the pairs whose sum is positive; -1 for those whose sum is negative, which then count with its size.</param>
    /// <remarks>
    /// O(events + users + items): two stable counting passes, by item and then by user, bring the events of a pair together in order of appearance,
    /// so that a sum depends on nothing but the events themselves.
    /// </remarks>
    internal static InteractionMatrix Weigh(EventLog events, User[] users, int items, InteractionWeighting weighting, int sign = 1)
    {
        var weights = WeighEvents(events, users, weighting, out var counted);
        var sequence = SortBy(SortBy(counted, events.Items, items), events.Users, users.Length);
        var userOf = events.Users;
        var itemOf = events.Items;
        var timeOf = events.Times;
        var rated = events.KindNames.ToList().IndexOf(InteractionKinds.Rating);
        var offsets = new int[users.Length + 1];
        var indices = new int[sequence.Length];
        var sums = new float[sequence.Length];
        var latest = new long[sequence.Length];
        var ratings = new float[sequence.Length];
        var entries = 0;
        for (var at = 0; at < sequence.Length;)
        {
            var user = userOf[sequence[at]];
            var item = itemOf[sequence[at]];
            var sum = 0f;
            var time = EventLog.NoTime;
            var (rating, ratedAt) = (float.NaN, long.MinValue);
            for (; at < sequence.Length && userOf[sequence[at]] == user && itemOf[sequence[at]] == item; at++)
            {
                var e = sequence[at];
                sum += weights[e];
                time = Math.Max(time, timeOf[e]);
                if (events.Kinds[e] == rated && float.IsFinite(events.Values[e]) && timeOf[e] >= ratedAt)
                {
                    (rating, ratedAt) = (events.Values[e], timeOf[e]);
                }
            }

            sum *= sign;
            if (sum > 0)
            {
                offsets[user + 1]++;
                indices[entries] = item;
                sums[entries] = weighting.Binary ? 1f : sum;
                latest[entries] = time;
                ratings[entries] = rating;
                entries++;
            }
        }

        for (var user = 0; user < users.Length; user++)
        {
            offsets[user + 1] += offsets[user];
        }

        return new InteractionMatrix(new SparseMatrix(users.Length, items, offsets, indices[..entries], sums[..entries]), latest[..entries], ratings[..entries]);
    }

    private static float[] WeighEvents(EventLog events, User[] users, InteractionWeighting weighting, out int[] counted)
    {
        var rules = events.KindNames.Select(weighting.RuleFor).ToArray();
        var optedOut = Array.ConvertAll(users, user => user.OptedOut);
        var weights = new float[events.Count];
        counted = new int[events.Count];
        var count = 0;
        var userOf = events.Users;
        var itemOf = events.Items;
        var kindOf = events.Kinds;
        var values = events.Values;
        var progress = events.Progress;
        for (var e = 0; e < weights.Length; e++)
        {
            if (itemOf[e] < 0 || optedOut[userOf[e]])
            {
                continue;
            }

            weights[e] = rules[kindOf[e]].Weigh(values[e], progress[e]);
            if (weights[e] != 0)
            {
                counted[count++] = e;
            }
        }

        Array.Resize(ref counted, count);
        return weights;
    }

    private static int[] SortBy(int[] events, ReadOnlySpan<int> keys, int keyCount)
    {
        var next = new int[keyCount + 1];
        foreach (var e in events)
        {
            next[keys[e] + 1]++;
        }

        for (var key = 0; key < keyCount; key++)
        {
            next[key + 1] += next[key];
        }

        var sorted = new int[events.Length];
        foreach (var e in events)
        {
            sorted[next[keys[e]]++] = e;
        }

        return sorted;
    }
}
