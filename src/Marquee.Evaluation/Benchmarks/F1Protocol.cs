namespace Marquee.Evaluation;

/// <summary>One of the things that "F1" is said of.</summary>
/// <param name="Name">What it is, in words that belong to no other.</param>
/// <param name="Words">Candidates, what is relevant, averaging.</param>
/// <param name="NeedsRatings">Whether only models that predict ratings can do it.</param>
/// <param name="Measure">Measures one model on one fold.</param>
internal sealed record F1Protocol(string Name, string Words, bool NeedsRatings, Func<F1Fold, PrecisionRecall> Measure)
{
    /// <summary>The protocol that other publications have figures for: that of <see cref="Microsoft100KSuite"/>, on its split.</summary>
    public const string OnMicrosoftsSplit = "whole catalogue, top 10, Microsoft's split, F1 of the means";

    /// <summary>Metrics of ranked lists, in the order of <see cref="PrecisionRecall"/>.</summary>
    private static readonly IRankingMetric[] _metrics = [new PrecisionAt(10), new RecallAt(10), new F1At(10)];

    /// <summary>Whether it is measured on Microsoft's split, and not on the five given folds.</summary>
    public bool IsOnMicrosoftsSplit => Name == OnMicrosoftsSplit;

    /// <summary>All of them, from the hardest to the easiest.</summary>
    public static IReadOnlyList<F1Protocol> All { get; } =
    [
        new(
            OnMicrosoftsSplit,
            "A random quarter of each item's ratings is held out, as in the suite microsoft-100k, whose published figures stand beside ours. Every item that the user has not rated in training is a candidate; a hit is any item of the test, whatever its stars. Precision and recall are means over users; F1 is that of the two means.",
            NeedsRatings: false,
            fold => OfMeans(Lists(fold, minimum: 0))),
        new(
            "whole catalogue, top 10, every test rating relevant, F1 of the means",
            "Every item that the user has not rated in training is a candidate; a hit is any item of the test, whatever its stars. Precision and recall are means over users; F1 is that of the two means.",
            NeedsRatings: false,
            fold => OfMeans(Lists(fold, minimum: 0))),
        new(
            "whole catalogue, top 10, every test rating relevant, F1 user by user",
            "The same lists; F1 is the mean of the users' own F1, which is what marquee evaluate calls f1@10. It is smaller, for few users have both high.",
            NeedsRatings: false,
            fold => Lists(fold, minimum: 0)),
        new(
            "whole catalogue, top 10, test ratings of 4 and 5 relevant, F1 of the means",
            "The same candidates; a hit is an item that the user gave at least 4 in the test. Means over the users who gave one; F1 is that of the two means.",
            NeedsRatings: false,
            fold => OfMeans(Lists(fold, minimum: 4))),
        new(
            "rated test items only, top 5 above the threshold 3.5 (Surprise)",
            "Only the items that the user rated in the test are looked at; of the 5 with the highest expected rating those expected at 3.5 or more are recommended; relevant is what was given at least 3.5. Precision is 0 where nothing is recommended. F1 of mean precision and mean recall. Only for models that predict ratings.",
            NeedsRatings: true,
            fold => RatingDecisions.AmongRated(fold.Ratings, fold.Predicted!, 5, 3.5, recommendFrom: 3.5)),
        new(
            "rated test items only, top 10 above the threshold 3.5 (Surprise)",
            "The same with the 10 highest.",
            NeedsRatings: true,
            fold => RatingDecisions.AmongRated(fold.Ratings, fold.Predicted!, 10, 3.5, recommendFrom: 3.5)),
        new(
            "rated test items only, top 5 by score, no threshold",
            "As above, but all of the 5 with the highest score are recommended, for scores of models that do not predict ratings have no 3.5. A user's rated items are mostly good ones, which makes this easy.",
            NeedsRatings: false,
            fold => RatingDecisions.AmongRated(fold.Ratings, fold.Scores, 5, 3.5, recommendFrom: null)),
        new(
            "like or dislike, all test ratings in one pot, from 3.5",
            "Every test rating is one decision: liked where the expected rating reaches 3.5, and really liked where the given one does. No lists, no users. Only for models that predict ratings.",
            NeedsRatings: true,
            fold => RatingDecisions.Pooled(fold.Ratings, fold.Predicted!, 3.5)),
        new(
            "like or dislike, all test ratings in one pot, from 4",
            "The same with 4 for both.",
            NeedsRatings: true,
            fold => RatingDecisions.Pooled(fold.Ratings, fold.Predicted!, 4)),
    ];

    private static PrecisionRecall OfMeans(PrecisionRecall means) => PrecisionRecall.Of(means.Precision, means.Recall);

    private static PrecisionRecall Lists(F1Fold fold, float minimum)
    {
        var task = new RankingTask(fold.Ratings.Train, fold.Ratings.Cases.Select(one => new RankingCase(
            one.User, one.History, one.Items.ToArray().Zip(one.Ratings.ToArray()).Where(pair => pair.Second >= minimum).Select(pair => pair.First))));
        var result = new RankingEvaluator(_metrics, fold.Settings.MaxDegreeOfParallelism, fold.Settings.Time).Evaluate(fold.Model, task, fold.Settings.CancellationToken);
        return new PrecisionRecall(result[_metrics[0].Key].Mean, result[_metrics[1].Key].Mean, result[_metrics[2].Key].Mean);
    }
}
