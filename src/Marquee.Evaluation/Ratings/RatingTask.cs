using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What to learn from and which ratings to predict: one training snapshot and a case for each user who has a rating held out.</summary>
/// <param name="train">What the models learn from.</param>
/// <param name="cases">The cases; those without a rating are left out.</param>
public sealed class RatingTask(Snapshot train, IEnumerable<RatingCase> cases)
{
    /// <summary>What the models learn from.</summary>
    public Snapshot Train { get; } = train;

    /// <summary>What sets this task apart from others, such as the number of its fold; nothing where there is only one.</summary>
    public string? Variant { get; init; }

    /// <summary>The cases, each with at least one rating.</summary>
    public IReadOnlyList<RatingCase> Cases { get; } = [.. cases.Where(one => !one.Items.IsEmpty)];

    /// <summary>Holds out pairs: all their events leave the training, their ratings are asked; users of whom nothing is left to learn are asked too.</summary>
    /// <param name="all">Everything.</param>
    /// <param name="test">The pairs, as indices.</param>
    /// <param name="variant">See <see cref="Variant"/>.</param>
    /// <exception cref="ArgumentException">A pair never met.</exception>
    public static RatingTask HoldOut(Snapshot all, IEnumerable<(int User, int Item)> test, string? variant = null)
    {
        var split = new GivenSplit("given pairs", test).Split(all, 0);
        var targets = split.Test.Targets;
        return new RatingTask(split.Train, Enumerable.Range(0, targets.Users).Select(CaseOf)) { Variant = variant };

        RatingCase CaseOf(int user)
        {
            var from = targets.ByUser.RowOffsets[user];
            int[] rated = [.. Enumerable.Range(from, targets.Ratings.IsEmpty ? 0 : targets.ByUser.RowLength(user)).Where(entry => !float.IsNaN(targets.Ratings[entry]))];
            return new RatingCase(user, split.Train.HistoryOf(user), Array.ConvertAll(rated, entry => targets.ByUser.ColumnIndices[entry]), Array.ConvertAll(rated, entry => targets.Ratings[entry]));
        }
    }
}
