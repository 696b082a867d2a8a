using Marquee.Data;
namespace Marquee.Evaluation;

/// <summary>Ratings of MovieLens 100K on the five folds that come with it.</summary>
/// <remarks>Most publications give the first fold only, or folds of their own, which tell less: the first is harder than the mean. The options of our models are their defaults.</remarks>
public sealed class Ratings100KSuite : RatingSuite
{
    private const string First = "u1";
    private const string Mean = "mean of u1 to u5";
    private const string OtherFolds = "Surprise, five random folds of its own";

    /// <inheritdoc/>
    public override string Name => "ratings-100k";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 100K, the five given folds u1 to u5, error of predicted ratings (RMSE, MAE)";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 100K";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "the five given folds: u1.test to u5.test are held out in turn, the rest of u.data trains",
        "nothing is ranked: each held-out rating is predicted, cut to the scale",
        "every held-out rating counts",
        "RMSE and MAE over all ratings of a fold, and the mean of the five");

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } = [new("biases"), new("biased-mf")];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        PublishedRow(OtherFolds, "SVD", Mean, ("rmse", 0.934)),
        PublishedRow(OtherFolds, "k-NN with baselines", Mean, ("rmse", 0.931)),
        PublishedRow(OtherFolds, "SVD++", Mean, ("rmse", 0.919)),
        PublishedRow("van den Berg et al. 2017", "GC-MC, with user and item features", First, ("rmse", 0.905)),
        PublishedRow("Han et al. 2021", "GLocal-K", First, ("rmse", 0.8889)),
        PublishedRow("myFM; uses the date, attributes and what is rated in the test", "Bayesian FM, regression", First, ("rmse", 0.8833)),
        PublishedRow("myFM; uses the date, attributes and what is rated in the test", "Bayesian FM, ordered probit", First, ("rmse", 0.8808)),
    ];

    /// <inheritdoc/>
    protected override string MeanName => Mean;

    /// <inheritdoc/>
    protected override IEnumerable<RatingExperiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds) =>
        from task in GivenFolds.Read(FindFolder(input, GivenFolds.FirstFile, "movielens-100k", "ml-100k"), InteractionWeighting.RatingsFrom(0)) from seed in seeds select new RatingExperiment(seed, task);
}
