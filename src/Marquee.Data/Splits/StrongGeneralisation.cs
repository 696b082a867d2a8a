using Marquee.Numerics;

namespace Marquee.Data;

/// <summary>
/// Holds out whole users: nothing of theirs trains. Asked about, part of their history is given and the rest is to be found, as a service meets people
/// whom its model was not trained on.
/// </summary>
/// <remarks>
/// Protocol: Liang, Krishnan, Hoffman and Jebara, Variational Autoencoders for Collaborative Filtering, 2018, section 4.1. Unlike there, items that only
/// held-out users met stay targets. Users with a single item always train. O(users log users + pairs + events).
/// </remarks>
public sealed class StrongGeneralisation : ISplitter
{
    /// <summary>Chooses how many users and how much of their history.</summary>
    /// <param name="testFraction">Share of the users with at least two items who are held out to test, above 0; rounded to the nearest number.</param>
    /// <param name="validationFraction">Share held out to validate, from 0; together with the test below 1.</param>
    /// <param name="givenFraction">Share of a held-out user's items that is given, above 0 and below 1; at least one is given and one is to be found.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is outside its range.</exception>
    public StrongGeneralisation(double testFraction, double validationFraction = 0, double givenFraction = 0.8)
    {
        if (!(testFraction > 0 && validationFraction >= 0 && testFraction + validationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(testFraction), $"The test fraction must be above 0, the validation fraction from 0, both together below 1; given: {testFraction} and {validationFraction}.");
        }

        if (!(givenFraction > 0 && givenFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(givenFraction), $"The share of a history that is given must lie between 0 and 1; given: {givenFraction}.");
        }

        TestFraction = testFraction;
        ValidationFraction = validationFraction;
        GivenFraction = givenFraction;
    }

    /// <summary>Share of the users to test with.</summary>
    public double TestFraction { get; }

    /// <summary>Share of the users to validate with.</summary>
    public double ValidationFraction { get; }

    /// <summary>Share of a held-out user's items that is given.</summary>
    public double GivenFraction { get; }

    /// <inheritdoc/>
    public string Description =>
        $"{100 * TestFraction:0.##}% of the users to test" + (ValidationFraction > 0 ? $", {100 * ValidationFraction:0.##}% to validate" : "")
        + $"; {100 * GivenFraction:0.##}% of their items given";

    /// <inheritdoc/>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var all = snapshot.Interactions;
        var chance = new SplittableRandom(seed);
        var sideOfUser = ChooseUsers(all, chance.Split("users"));
        var given = ChooseGiven(all, sideOfUser, chance.Split("given"));
        var train = snapshot.WithEvents(snapshot.Events.Where(e => sideOfUser[snapshot.Events.Users[e]] == PairSide.Train));
        return new Split(Description, train, Ask(PairSide.Test), sideOfUser.Contains(PairSide.Validation) ? Ask(PairSide.Validation) : null);

        HeldOut Ask(PairSide side)
        {
            var asked = new bool[all.Count];
            for (var user = 0; user < all.Users; user++)
            {
                asked.AsSpan(all.ByUser.RowOffsets[user]..all.ByUser.RowOffsets[user + 1]).Fill(sideOfUser[user] == side);
            }

            return new HeldOut(all.Where(entry => asked[entry] && given[entry]), all.Where(entry => asked[entry] && !given[entry]));
        }
    }

    private PairSide[] ChooseUsers(InteractionMatrix all, SplittableRandom chance)
    {
        var candidates = Enumerable.Range(0, all.Users).Where(user => all.ByUser.RowLength(user) > 1).ToArray();
        var draws = Array.ConvertAll(candidates, user => chance.Split((ulong)user).NextUInt64());
        Array.Sort(draws, candidates);
        var (train, validation) = PairSplit.Counts(candidates.Length, TestFraction, ValidationFraction);
        var sides = new PairSide[all.Users];
        for (var candidate = train; candidate < candidates.Length; candidate++)
        {
            sides[candidates[candidate]] = candidate < train + validation ? PairSide.Validation : PairSide.Test;
        }

        return sides;
    }

    private bool[] ChooseGiven(InteractionMatrix all, PairSide[] sideOfUser, SplittableRandom chance)
    {
        var given = new bool[all.Count];
        for (var user = 0; user < all.Users; user++)
        {
            if (sideOfUser[user] == PairSide.Train)
            {
                continue;
            }

            var entries = Enumerable.Range(all.ByUser.RowOffsets[user], all.ByUser.RowLength(user)).ToArray();
            chance.Split((ulong)user).Shuffle<int>(entries);
            var count = Math.Clamp((int)Math.Round(GivenFraction * entries.Length), 1, entries.Length - 1);
            foreach (var entry in entries.AsSpan(0, count))
            {
                given[entry] = true;
            }
        }

        return given;
    }
}
