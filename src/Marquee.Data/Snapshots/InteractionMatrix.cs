using Marquee.Numerics;

namespace Marquee.Data;

/// <summary>Users times items: one positive weight and one time (of the latest interaction) for each pair that met.</summary>
public sealed class InteractionMatrix
{
    private readonly long[] _times;
    private readonly Lazy<SparseMatrix> _byItem;

    /// <summary>Takes over weights and times.</summary>
    /// <param name="byUser">Weights, <c>users x items</c>, all positive.</param>
    /// <param name="times">Milliseconds since 1970 UTC of each entry of <paramref name="byUser"/>, in its order; <see cref="EventLog.NoTime"/> where unknown.</param>
    /// <exception cref="ArgumentException">There is not one time for each entry.</exception>
    public InteractionMatrix(SparseMatrix byUser, long[] times)
    {
        if (times.Length != byUser.NonZeros)
        {
            throw new ArgumentException($"{byUser.NonZeros} entries need as many times; {times.Length} were given.", nameof(times));
        }

        ByUser = byUser;
        _times = times;
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

    /// <summary>Times of a user's entries, in the order of their items.</summary>
    public ReadOnlySpan<long> TimesOf(int user) => _times.AsSpan(ByUser.RowOffsets[user]..ByUser.RowOffsets[user + 1]);

    /// <summary>A user's history, without copying.</summary>
    public History HistoryOf(int user, HistoryContext? context = null) =>
        new(
            ByUser.RowIndicesMemory(user),
            ByUser.RowValuesMemory(user),
            _times.AsMemory(ByUser.RowOffsets[user]..ByUser.RowOffsets[user + 1]),
            context);

    /// <inheritdoc/>
    public override string ToString() => $"{Users} users x {Items} items, {Count} interactions";

    internal static InteractionMatrix Weigh(EventLog events, User[] users, int items, InteractionWeighting weighting)
    {
        var rows = new List<int>(events.Count);
        var columns = new List<int>(events.Count);
        var weights = new List<float>(events.Count);
        var times = new List<long>(events.Count);
        for (var e = 0; e < events.Count; e++)
        {
            if (events.Items[e] < 0 || users[events.Users[e]].OptedOut)
            {
                continue;
            }

            var weight = weighting.Weigh(events.KindNames[events.Kinds[e]], events.Values[e], events.Progress[e]);
            if (weight != 0)
            {
                rows.Add(events.Users[e]);
                columns.Add(events.Items[e]);
                weights.Add(weight);
                times.Add(events.Times[e]);
            }
        }

        return Sum(users.Length, items, rows, columns, weights, times, weighting.Binary);
    }

    private static InteractionMatrix Sum(
        int users, int items, List<int> rows, List<int> columns, List<float> weights, List<long> times, bool binary)
    {
        // Sorting by (user, item, order of appearance) makes the sums independent of everything but the events themselves.
        var sequence = new (long Key, int Event)[rows.Count];
        for (var e = 0; e < sequence.Length; e++)
        {
            sequence[e] = (((long)rows[e] * items) + columns[e], e);
        }

        Array.Sort(sequence);
        var offsets = new int[users + 1];
        var indices = new List<int>(sequence.Length);
        var sums = new List<float>(sequence.Length);
        var latest = new List<long>(sequence.Length);
        for (var at = 0; at < sequence.Length;)
        {
            var key = sequence[at].Key;
            var sum = 0f;
            var time = EventLog.NoTime;
            for (; at < sequence.Length && sequence[at].Key == key; at++)
            {
                sum += weights[sequence[at].Event];
                time = Math.Max(time, times[sequence[at].Event]);
            }

            if (sum > 0)
            {
                offsets[(int)(key / items) + 1]++;
                indices.Add((int)(key % items));
                sums.Add(binary ? 1f : sum);
                latest.Add(time);
            }
        }

        for (var user = 0; user < users; user++)
        {
            offsets[user + 1] += offsets[user];
        }

        return new InteractionMatrix(new SparseMatrix(users, items, offsets, [.. indices], [.. sums]), [.. latest]);
    }
}
