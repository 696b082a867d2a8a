namespace Marquee.Data;

/// <summary>Holds out pairs that somebody else chose, such as the test file of a publication.</summary>
/// <remarks>The snapshot holds everything, test pairs included. A pair whose interactions weigh nothing under the snapshot's weighting is no target. O(pairs + events).</remarks>
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
        var sides = SidesOfEvents(snapshot);
        var train = Part(PairSide.Train);
        var test = Part(PairSide.Test).Interactions;
        if (_validation.Length == 0)
        {
            return new Split(Description, train, new HeldOut(train.Interactions, test));
        }

        var known = snapshot.WithEvents(snapshot.Events.Where(e => sides[e] != PairSide.Test));
        return new Split(
            Description,
            train,
            new HeldOut(known.Interactions, test),
            new HeldOut(train.Interactions, Part(PairSide.Validation).Interactions));

        Snapshot Part(PairSide side) => snapshot.WithEvents(snapshot.Events.Where(e => sides[e] == side));
    }

    private PairSide[] SidesOfEvents(Snapshot snapshot)
    {
        var sideOfPair = SidesOfPairs(snapshot);
        var unmet = sideOfPair.Keys.ToHashSet();
        var events = snapshot.Events;
        var sides = new PairSide[events.Count];
        for (var e = 0; e < sides.Length; e++)
        {
            var pair = (events.Users[e], events.Items[e]);
            if (sideOfPair.TryGetValue(pair, out sides[e]))
            {
                unmet.Remove(pair);
            }
        }

        return unmet.Count == 0
            ? sides
            : throw new ArgumentException($"{Name(snapshot, unmet.Min())} are given to hold out but never met; the snapshot must hold the test pairs too.");
    }

    private Dictionary<(int User, int Item), PairSide> SidesOfPairs(Snapshot snapshot)
    {
        var sides = new Dictionary<(int User, int Item), PairSide>(_test.Length + _validation.Length);
        foreach (var (pair, side) in _validation.Select(pair => (pair, PairSide.Validation)).Concat(_test.Select(pair => (pair, PairSide.Test))))
        {
            if ((uint)pair.User >= (uint)snapshot.Users.Count || (uint)pair.Item >= (uint)snapshot.Items.Count)
            {
                throw new ArgumentException(
                    $"The snapshot has {snapshot.Users.Count} users and {snapshot.Items.Count} items; there is no pair ({pair.User}, {pair.Item}).");
            }

            if (!sides.TryAdd(pair, side) && sides[pair] != side)
            {
                throw new ArgumentException($"{Name(snapshot, pair)} are given both to test and to validate.");
            }
        }

        return sides;
    }

    private static string Name(Snapshot snapshot, (int User, int Item) pair) =>
        $"User '{snapshot.UserIds[pair.User]}' and item '{snapshot.ItemIds[pair.Item]}'";
}
