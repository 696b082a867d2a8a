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
    /// <param name="tellsPairs">
    /// Whether models are told which pairs are held out, without the rating: that the user met the item (<see cref="InteractionKinds.Watch"/>). Some publications do that; a service knows it of what was watched and not yet rated.
    /// </param>
    public static RatingTask HoldOut(Snapshot all, IEnumerable<(int User, int Item)> test, string? variant = null, bool tellsPairs = false)
    {
        var split = new GivenSplit("given pairs", test).Split(all, 0);
        var targets = split.Test.Targets;
        var train = tellsPairs ? WithWatched(split.Train, targets) : split.Train;
        return new RatingTask(train, Enumerable.Range(0, targets.Users).Select(CaseOf)) { Variant = variant };

        RatingCase CaseOf(int user)
        {
            var from = targets.ByUser.RowOffsets[user];
            int[] rated = [.. Enumerable.Range(from, targets.Ratings.IsEmpty ? 0 : targets.ByUser.RowLength(user)).Where(entry => !float.IsNaN(targets.Ratings[entry]))];
            return new RatingCase(user, train.HistoryOf(user), Array.ConvertAll(rated, entry => targets.ByUser.ColumnIndices[entry]), Array.ConvertAll(rated, entry => targets.Ratings[entry]), Array.ConvertAll(rated, entry => targets.Times[entry]));
        }
    }

    // The training, and every held-out pair as something watched.
    private static Snapshot WithWatched(Snapshot train, InteractionMatrix targets)
    {
        var builder = new SnapshotBuilder();
        foreach (var user in train.Users)
        {
            builder.Add(user);
        }

        foreach (var item in train.Items)
        {
            builder.Add(item);
        }

        AddAll(train.Interactions, tellsRatings: true);
        AddAll(targets, tellsRatings: false);
        return builder.Build(InteractionWeighting.Everything);

        void AddAll(InteractionMatrix pairs, bool tellsRatings)
        {
            for (var user = 0; user < pairs.Users; user++)
            {
                for (var entry = pairs.ByUser.RowOffsets[user]; entry < pairs.ByUser.RowOffsets[user + 1]; entry++)
                {
                    var isRated = tellsRatings && !pairs.Ratings.IsEmpty && !float.IsNaN(pairs.Ratings[entry]);
                    builder.Add(new Interaction
                    {
                        UserId = train.UserIds[user],
                        ItemId = train.ItemIds[pairs.ByUser.ColumnIndices[entry]],
                        Kind = isRated ? InteractionKinds.Rating : InteractionKinds.Watch,
                        Value = isRated ? pairs.Ratings[entry] : null,
                        Time = pairs.Times[entry] == EventLog.NoTime ? null : DateTimeOffset.FromUnixTimeMilliseconds(pairs.Times[entry]),
                    });
                }
            }
        }
    }
}
