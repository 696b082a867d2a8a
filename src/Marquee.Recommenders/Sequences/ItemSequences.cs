using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The items of each user in the order in which they were met: one user after the other, oldest first.</summary>
/// <remarks>
/// An item's time is that of the user's latest interaction with it. Of equal times the one that appears later in the data is the later one, and an item without a
/// time comes before all that have one: the order of <see cref="LeaveLastOut"/>. O(pairs log(pairs of a user) + events).
/// </remarks>
internal sealed class ItemSequences
{
    private readonly int[] _placeOffsets;
    private readonly int[] _places;

    private ItemSequences(int itemCount, int[] starts, int[] items, long[] times)
    {
        ItemCount = itemCount;
        Items = items;
        Times = times;
        (_placeOffsets, _places) = PlacesByItem(itemCount, items);
        Starts = new int[items.Length];
        Ends = new int[items.Length];
        for (var user = 0; user + 1 < starts.Length; user++)
        {
            LongestSequence = Math.Max(LongestSequence, starts[user + 1] - starts[user]);
            Starts.AsSpan(starts[user]..starts[user + 1]).Fill(starts[user]);
            Ends.AsSpan(starts[user]..starts[user + 1]).Fill(starts[user + 1]);
        }
    }

    /// <summary>Number of items of the catalogue.</summary>
    public int ItemCount { get; }

    /// <summary>Most items of one user.</summary>
    public int LongestSequence { get; }

    /// <summary>Item at each place.</summary>
    public int[] Items { get; }

    /// <summary>Time at each place in milliseconds since 1970 UTC; <see cref="EventLog.NoTime"/> where unknown.</summary>
    public long[] Times { get; }

    /// <summary>The first place of the user to whom a place belongs.</summary>
    public int[] Starts { get; }

    /// <summary>The place behind the last one of the user to whom a place belongs.</summary>
    public int[] Ends { get; }

    /// <summary>The places of an item, ascending.</summary>
    public ReadOnlySpan<int> PlacesOf(int item) => _places.AsSpan(_placeOffsets[item].._placeOffsets[item + 1]);

    /// <summary>Sorts what each user met.</summary>
    public static ItemSequences Of(Snapshot snapshot)
    {
        var all = snapshot.Interactions;
        var appearance = LatestAppearances(snapshot.Events, all);
        var starts = all.ByUser.RowOffsets.ToArray();
        var order = Enumerable.Range(0, all.Count).ToArray();
        var later = Comparer<int>.Create((left, right) => (all.Times[left], appearance[left]).CompareTo((all.Times[right], appearance[right])));
        for (var user = 0; user < all.Users; user++)
        {
            Array.Sort(order, starts[user], starts[user + 1] - starts[user], later);
        }

        return new ItemSequences(
            all.Items, starts, Array.ConvertAll(order, entry => all.ByUser.ColumnIndices[entry]), Array.ConvertAll(order, entry => all.Times[entry]));
    }

    private static (int[] Offsets, int[] Places) PlacesByItem(int itemCount, int[] items)
    {
        var offsets = new int[itemCount + 1];
        foreach (var item in items)
        {
            offsets[item + 1]++;
        }

        for (var item = 0; item < itemCount; item++)
        {
            offsets[item + 1] += offsets[item];
        }

        var next = offsets.AsSpan(0, itemCount).ToArray();
        var places = new int[items.Length];
        for (var place = 0; place < items.Length; place++)
        {
            places[next[items[place]]++] = place;
        }

        return (offsets, places);
    }

    private static int[] LatestAppearances(EventLog events, InteractionMatrix all)
    {
        var appearance = new int[all.Count];
        for (var e = 0; e < events.Count; e++)
        {
            var entry = events.Items[e] < 0 ? -1 : all.EntryOf(events.Users[e], events.Items[e]);
            if (entry >= 0 && events.Times[e] == all.Times[entry])
            {
                appearance[entry] = e;
            }
        }

        return appearance;
    }
}
