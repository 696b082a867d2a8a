using Marquee.Data;
namespace Marquee.Evaluation;

/// <summary>Ratings of MovieLens 100K on the five folds that come with it.</summary>
/// <remarks>Most publications give the first fold only, or folds of their own, which tell less: the first is harder than the mean. The options of our models are their defaults, chosen on validation data; <c>bayes-fm</c> runs for 500 epochs instead of 300, which are a little better on validation data too.</remarks>
public sealed class Ratings100KSuite : RatingSuite
{
    private const string First = "u1";
    private const string FirstTold = "u1, told which items the test asks for";
    private const string MyFm = "myFM; uses the date, attributes and what is rated in the test";
    private const string Mean = "mean of u1 to u5";
    private const string OtherFolds = "Surprise, five random folds of its own";

    /// <inheritdoc/>
    public override string Name => "ratings-100k";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 100K, the five given folds u1 to u5, error of predicted ratings (RMSE, MAE) and how many lie in the 90% intervals";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 100K";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "the five given folds: u1.test to u5.test are held out in turn, the rest of u.data trains",
        "nothing is ranked: each held-out rating is predicted, cut to the scale; models are told the moment of the rating (bayes-fm alone looks at it, but where it says otherwise)",
        "every held-out rating counts",
        "RMSE and MAE over all ratings of a fold, and the mean of the five; within90 is the share of ratings in the 90% intervals");

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        new("biases"),
        new("biased-mf"),
        new("bayes-fm", "task=ordinal", "samples=100"),
        new("bayes-fm", "task=ordinal") { Label = "bayes-fm with 300 epochs" },
        new("bayes-fm", "task=ordinal", "dateDays=0") { Label = "bayes-fm without dates" },
        new("bayes-fm") { Label = "bayes-fm regression" },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        PublishedRow(OtherFolds, "SVD", Mean, ("rmse", 0.934)),
        PublishedRow(OtherFolds, "k-NN with baselines", Mean, ("rmse", 0.931)),
        PublishedRow(OtherFolds, "SVD++", Mean, ("rmse", 0.919)),
        PublishedRow("van den Berg et al. 2017", "GC-MC, with user and item features", First, ("rmse", 0.905)),
        PublishedRow("Han et al. 2021", "GLocal-K", First, ("rmse", 0.8889)),
        PublishedRow(MyFm, "Bayesian FM, regression", First, ("rmse", 0.8833)),
        PublishedRow(MyFm, "Bayesian FM, ordered probit", First, ("rmse", 0.8808)),
        PublishedRow(MyFm, "Bayesian FM, regression", FirstTold, ("rmse", 0.8833)),
        PublishedRow(MyFm, "Bayesian FM, ordered probit", FirstTold, ("rmse", 0.8808)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = new Dictionary<string, string>
    {
        [FirstTold] = "The same fold, and models are told beforehand which pairs of user and item the test asks for, without the ratings, as something that was watched: what the published Bayesian factorization machines use too.",
    };

    /// <inheritdoc/>
    protected override string MeanName => Mean;

    /// <inheritdoc/>
    protected override IEnumerable<RatingExperiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var folder = FindFolder(input, GivenFolds.FirstFile, "movielens-100k", "ml-100k");
        return (from task in GivenFolds.Read(folder, InteractionWeighting.RatingsFrom(0)) from seed in seeds select new RatingExperiment(seed, task))
            .Concat(from seed in seeds select new RatingExperiment(seed, GivenFolds.ReadFirstTellingPairs(folder, FirstTold), "bayes-fm"));
    }
}
