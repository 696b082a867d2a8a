using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The items of a history from the newest back, each with the number of newer ones.</summary>
/// <remarks>
/// Items without a time are older than all others. Items of the same time share their places, since nothing tells which came first: a weight that fades from
/// place to place is their mean (<see cref="Fade"/>), which is what it would be on average over all orders. A history without any times is one such group.
/// </remarks>
/// <param name="Items">Item of each entry.</param>
/// <param name="Entries">Where in the history each entry stands.</param>
/// <param name="Times">Time of each entry, <see cref="EventLog.NoTime"/> where unknown.</param>
/// <param name="Newer">How many items are newer than the entry.</param>
/// <param name="Same">How many items have the same time as the entry, with itself.</param>
internal readonly record struct RecentItems(int[] Items, int[] Entries, long[] Times, int[] Newer, int[] Same)
{
    /// <summary>Number of entries.</summary>
    public int Count => Items.Length;

    /// <summary>Sorts a history, leaving out the items that a model does not know. O(n log n).</summary>
    public static RecentItems Of(in History history, int itemCount)
    {
        var entries = new int[history.Count];
        var ages = new (long Age, int Entry)[history.Count];
        var count = 0;
        for (var entry = 0; entry < history.Count; entry++)
        {
            if ((uint)history.Items[entry] < (uint)itemCount)
            {
                entries[count] = entry;
                // The complement turns the order round without overflow: the newest has the smallest age, the one without a time the largest.
                ages[count] = (~(history.Times.IsEmpty ? EventLog.NoTime : history.Times[entry]), count);
                count++;
            }
        }

        Array.Resize(ref entries, count);
        Array.Sort(ages, entries, 0, count);
        var items = new int[count];
        for (var entry = 0; entry < count; entry++)
        {
            items[entry] = history.Items[entries[entry]];
        }

        var recent = new RecentItems(items, entries, new long[count], new int[count], new int[count]);
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start; end < count && ages[end].Age == ages[start].Age; end++)
            {
                recent.Times[end] = ~ages[start].Age;
            }

            recent.Newer.AsSpan(start..end).Fill(start);
            recent.Same.AsSpan(start..end).Fill(end - start);
        }

        return recent;
    }

    /// <summary>The weight of an entry that fades by a factor from place to place: the mean of <c>decay^age</c> over the places that the entry shares.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="decay">The factor, 0 to 1; with 0 only the newest counts.</param>
    public double Fade(int entry, double decay)
    {
        if (decay >= 1)
        {
            return 1;
        }

        var newest = Math.Pow(decay, Newer[entry]);
        return Same[entry] == 1 ? newest : newest * (1 - Math.Pow(decay, Same[entry])) / ((1 - decay) * Same[entry]);
    }
}
