using Marquee.Numerics;

namespace Marquee.Data;

/// <summary>Holds out a random share of the pairs of every user, or of every item.</summary>
/// <remarks>
/// By item with a quarter held out this is the protocol of the Microsoft recommenders' benchmarks; by user with a tenth to test and a tenth to
/// validate, that of RecBole. Both let a model learn from what happened after what it is asked: see <see cref="GlobalTimeCut"/>.
/// O(pairs + events).
/// </remarks>
public sealed class RandomSplit : ISplitter
{
    /// <summary>Chooses whose share and how much.</summary>
    /// <param name="by">Whose pairs are divided.</param>
    /// <param name="testFraction">Share to test with, above 0. The number that trains is rounded to the nearest and at least one.</param>
    /// <param name="validationFraction">Share to validate with, from 0; together with the test below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is outside its range.</exception>
    public RandomSplit(SplitBy by, double testFraction, double validationFraction = 0)
    {
        if (!(testFraction > 0 && validationFraction >= 0 && testFraction + validationFraction < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(testFraction), $"The test fraction must be above 0, the validation fraction from 0, both together below 1; given: {testFraction} and {validationFraction}.");
        }

        By = by;
        TestFraction = testFraction;
        ValidationFraction = validationFraction;
    }

    /// <summary>Whose pairs are divided.</summary>
    public SplitBy By { get; }

    /// <summary>Share of the pairs to test with.</summary>
    public double TestFraction { get; }

    /// <summary>Share of the pairs to validate with.</summary>
    public double ValidationFraction { get; }

    /// <inheritdoc/>
    public string Description =>
        $"random {100 * TestFraction:0.##}% of each {(By == SplitBy.User ? "user's items" : "item's users")} to test"
        + (ValidationFraction > 0 ? $", {100 * ValidationFraction:0.##}% to validate" : "");

    /// <inheritdoc/>
    public Split Split(Snapshot snapshot, ulong seed)
    {
        var all = snapshot.Interactions;
        int[]? entries = null;
        var groups = By == SplitBy.User ? all.ByUser : all.ByUser.Transpose(out entries);
        var chance = new SplittableRandom(seed);
        var sides = new PairSide[all.Count];
        for (var group = 0; group < groups.Rows; group++)
        {
            var members = Enumerable.Range(groups.RowOffsets[group], groups.RowLength(group)).ToArray();
            chance.Split((ulong)group).Shuffle<int>(members);
            var (train, validation) = PairSplit.Counts(members.Length, TestFraction, ValidationFraction);
            for (var member = train; member < members.Length; member++)
            {
                var entry = entries is null ? members[member] : entries[members[member]];
                sides[entry] = member < train + validation ? PairSide.Validation : PairSide.Test;
            }
        }

        return PairSplit.Make(Description, snapshot, sides);
    }
}
