namespace Marquee.Data;

/// <summary>The common end of all splits that send whole pairs to one side: every event of a held-out pair leaves the training.</summary>
internal static class PairSplit
{
    /// <summary>Makes the split that <paramref name="sides"/> describes.</summary>
    /// <param name="description">How it was divided.</param>
    /// <param name="snapshot">What is divided.</param>
    /// <param name="sides">The side of each entry of <see cref="Snapshot.Interactions"/>.</param>
    public static Split Make(string description, Snapshot snapshot, PairSide[] sides)
    {
        var all = snapshot.Interactions;
        var train = snapshot.WithEvents(snapshot.Events.Where(e => SideOf(snapshot, sides, e) == PairSide.Train));
        if (!sides.Contains(PairSide.Validation))
        {
            return new Split(description, train, new HeldOut(train.Interactions, Part(PairSide.Test)));
        }

        // Whoever is tested has seen the validation items by then: they are history, though nothing was learnt from them.
        return new Split(
            description,
            train,
            new HeldOut(all.Where(entry => sides[entry] != PairSide.Test), Part(PairSide.Test)),
            new HeldOut(train.Interactions, Part(PairSide.Validation)));

        InteractionMatrix Part(PairSide side) => all.Where(entry => sides[entry] == side);
    }

    /// <summary>How many of a group of pairs go to each side; at least one trains.</summary>
    /// <remarks>The number that trains is rounded to the nearest, halves to even, as the Microsoft recommenders' stratified split does.</remarks>
    public static (int Train, int Validation) Counts(int pairs, double testFraction, double validationFraction)
    {
        var train = Math.Clamp((int)Math.Round((1 - testFraction - validationFraction) * pairs), Math.Min(1, pairs), pairs);
        var known = Math.Clamp((int)Math.Round((1 - testFraction) * pairs), train, pairs);
        return (train, known - train);
    }

    private static PairSide SideOf(Snapshot snapshot, PairSide[] sides, int e)
    {
        var item = snapshot.Events.Items[e];
        var entry = item < 0 ? -1 : snapshot.Interactions.EntryOf(snapshot.Events.Users[e], item);
        return entry < 0 ? PairSide.Train : sides[entry];
    }
}
