using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Ratings of MovieLens 1M, a random tenth held out.</summary>
/// <remarks>The number of factors of <c>biased-mf</c> was chosen on a random tenth of the training part of seed 42; <c>bayes-fm</c> takes the same, and 500 epochs instead of its 300, which are better there.</remarks>
public sealed class Ratings1MSuite : RatingSuite
{
    /// <inheritdoc/>
    public override string Name => "ratings-1m";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 1M, a random tenth of all ratings, error of predicted ratings (RMSE, MAE) and how many lie in the 90% intervals";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 1M";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "a random tenth of all ratings, seeded; the published figures are of other tenths",
        "nothing is ranked: each held-out rating is predicted, cut to the scale; models are told the moment of the rating (bayes-fm alone looks at it, but where it says otherwise)",
        "every held-out rating counts",
        "RMSE and MAE over all held-out ratings, mean over seeds; within90 is the share of ratings in the 90% intervals");

    /// <inheritdoc/>
    public override int Seeds => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        new("biases"),
        new("biased-mf", "factors=31"),
        new("bayes-fm", "task=ordinal", "factors=31", "samples=100"),
        new("bayes-fm", "task=ordinal", "factors=31") { Label = "bayes-fm with 300 epochs" },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        PublishedRow("Han et al. 2021", "GLocal-K", null, ("rmse", 0.8227)),
        PublishedRow("myFM; knows the day of the rating it predicts", "Bayesian FM, regression, 32 factors", null, ("rmse", 0.8161)),
        PublishedRow("myFM; knows the day of the rating it predicts", "Bayesian FM, ordered probit", null, ("rmse", 0.8140)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<RatingExperiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var all = MovieLensData.Read1M(FindFolder(input, "ratings.dat", "movielens-1m", "ml-1m"), InteractionWeighting.RatingsFrom(0));
        var pairs = Enumerable.Range(0, all.Users.Count).SelectMany(user => all.Interactions.ByUser.RowIndices(user).ToArray().Select(item => (user, item))).ToArray();
        foreach (var seed in seeds)
        {
            var shuffled = pairs.ToArray();
            new SplittableRandom(seed).Split("held out").Shuffle(shuffled.AsSpan());
            yield return new RatingExperiment(seed, RatingTask.HoldOut(all, shuffled.Take((shuffled.Length + 5) / 10)));
        }
    }
}
