namespace Marquee.Data;

/// <summary>Holds out pairs that somebody else chose, such as the test file of a publication.</summary>
/// <remarks>The snapshot holds everything, test pairs included. A pair whose interactions weigh nothing under the snapshot's weighting is no target. O(events).</remarks>
/// <param name="description">Where the pairs come from, in one line.</param>
/// <param name="test">Pairs to test with, as indices of the snapshot.</param>
/// <param name="validation">Pairs to validate with, if any.</param>
public sealed class GivenSplit(
    string description, IEnumerable<(int User, int Item)> test, IEnumerable<(int User, int Item)>? validation = null) : ISplitter
{
    private readonly (int User, int Item)[] _test = [.. test];
    private readonly (int User, int Item)[] _validation = [.. validation ?? []];

    /// <inheritdoc/>
    public string Description { get; } = description;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A pair never met in the snapshot, or is given both to test and to validate.</exception>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var all = snapshot.WithWeighting(InteractionWeighting.Everything).Interactions;
        var given = new PairSide[all.Count];
        Mark(_validation, PairSide.Validation);
        Mark(_test, PairSide.Test);

        // All events of a given pair are held out, whether or not their weights make it a target.
        var events = snapshot.Events;
        var train = snapshot.WithEvents(events.Where(e => SideOf(events.Users[e], events.Items[e]) == PairSide.Train));
        var known = _validation.Length == 0
            ? train
            : snapshot.WithEvents(events.Where(e => SideOf(events.Users[e], events.Items[e]) != PairSide.Test));
        return new Split(
            Description,
            train,
            new HeldOut(known.Interactions, Part(PairSide.Test)),
            _validation.Length == 0 ? null : new HeldOut(train.Interactions, Part(PairSide.Validation)));

        PairSide SideOf(int user, int item) => item >= 0 && all.EntryOf(user, item) is >= 0 and var entry ? given[entry] : PairSide.Train;

        InteractionMatrix Part(PairSide side) =>
            snapshot.WithEvents(events.Where(e => SideOf(events.Users[e], events.Items[e]) == side)).Interactions;

        void Mark((int User, int Item)[] pairs, PairSide side)
        {
            foreach (var (user, item) in pairs)
            {
                if ((uint)user >= (uint)all.Users || (uint)item >= (uint)all.Items)
                {
                    throw new ArgumentException($"The snapshot has {all.Users} users and {all.Items} items; there is no pair ({user}, {item}).");
                }

                var entry = all.EntryOf(user, item);
                if (entry < 0)
                {
                    throw new ArgumentException(
                        $"User '{snapshot.UserIds[user]}' and item '{snapshot.ItemIds[item]}' are given to hold out but never met; the snapshot must hold the test pairs too.");
                }

                if (given[entry] != PairSide.Train && given[entry] != side)
                {
                    throw new ArgumentException(
                        $"User '{snapshot.UserIds[user]}' and item '{snapshot.ItemIds[item]}' are given both to test and to validate.");
                }

                given[entry] = side;
            }
        }
    }
}
