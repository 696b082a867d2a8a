namespace Marquee.Data;

/// <summary>Holds out the last item of every user and, if wanted, the one before it to validate.</summary>
/// <remarks>
/// An item's time is that of the user's latest interaction with it; of equal times the one that appears later in the data is the later one, and an
/// item without a time comes before all that have one. A user's only item trains; of two items, none validates. O(pairs log(pairs of a user) + events).
/// </remarks>
/// <param name="validate">Whether the last item but one is held out too.</param>
public sealed class LeaveLastOut(bool validate = false) : ISplitter
{
    /// <summary>Whether the last item but one is held out to validate.</summary>
    public bool Validate { get; } = validate;

    /// <inheritdoc/>
    public string Description => "last item of each user to test" + (Validate ? ", the one before to validate" : "");

    /// <inheritdoc/>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var all = snapshot.Interactions;
        var appearance = LatestAppearances(snapshot.Events, all);
        var sides = new PairSide[all.Count];
        for (var user = 0; user < all.Users; user++)
        {
            var entries = Enumerable.Range(all.ByUser.RowOffsets[user], all.ByUser.RowLength(user)).ToArray();
            Array.Sort(entries, (left, right) =>
                (all.Times[left], appearance[left]).CompareTo((all.Times[right], appearance[right])));
            if (entries.Length > 1)
            {
                sides[entries[^1]] = PairSide.Test;
            }

            if (Validate && entries.Length > 2)
            {
                sides[entries[^2]] = PairSide.Validation;
            }
        }

        return PairSplit.Make(Description, snapshot, sides);
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
