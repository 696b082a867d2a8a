using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>MovieLens 1M cut at one moment: ratings of at least 3, the last fifth to find, users and items that are new after the cut left out.</summary>
/// <remarks>
/// MovieLens 1M holds the first visits of its users: most rate everything within a day or two, and of those who rate after the cut few had rated before it. So what counts is to know both the
/// date and the user's last days.
/// </remarks>
public sealed class Timeline1MSuite : RankingSuite
{
    /// <inheritdoc/>
    public override string Name => "timeline-1m";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 1M, ratings of at least 3, one cut in time at the 80% quantile, new users and items dropped, top 10 of the whole catalogue";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 1M";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "ratings of at least 3; everything before the 80% quantile of their times trains; users with at least one item before it are asked, at the moment of the cut",
        ProtocolWords.WholeCatalogue,
        "every later rating of at least 3 of an item that somebody had rated so before the cut; ratings of at least 3 train as 1, the others are left out",
        ProtocolWords.PerUser);

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        // Chosen on the cut at the 80% quantile of what lies before the cut.
        new("most-popular"),
        new("recently-popular", "windowFraction=0.1"),
        new("markov"),
        new("item-knn", "similarity=cosine", "neighbours=1000", "shrinkage=200"),
        new("user-knn", "neighbours=3000"),
        new("pure-svd", "factors=4", "itemExponent=0.3", "userExponent=0.25", "spectrumExponent=1"),
        new("ease", "regularization=30000", "profileHalfLife=5", "trainingHalfLife=90"),
        new("als", "factors=16", "regularization=0.03", "unobservedWeight=0.3"),
        // Weights were chosen there too, and are the best by the mean over four validation cuts inside the training part, at 60% to 90% of its time.
        new(
            "blend",
            "members=ease regularization=30000 profileHalfLife=5 trainingHalfLife=90; recently-popular windowFraction=0.1 newcomerWeight=0.1",
            "weights=1, 0.3"),
        new("hybrid"),
        new("hybrid", "ranker=true") { Label = "ranked hybrid" },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published => [PublishedRow("published", "ItemKNN", null, ("ndcg@10", 0.2576))];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = MetricCatalogue.AllAt(10);

    /// <inheritdoc/>
    public override bool ComparesModels => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["ndcg@10", "recall@10", "hr@10", "coverage@10"];

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var task = Draw(Read(input));
        return seeds.Select(seed => new Experiment(seed, task));
    }

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed) => [new Experiment(seed, Draw(Draw(Read(input)).Train))];

    private static RankingTask Draw(Snapshot snapshot)
    {
        var split = (GlobalTimeCut.AtQuantile(0.8) with { DropUnseenItems = true }).Split(snapshot, seed: 0);
        return RankingTask.FromHeldOut(split.Train, split.Test);
    }

    private Snapshot Read(BenchmarkInput input) => MovieLensData.Read1MFrom(3, FindFolder(input, "ratings.dat", "movielens-1m", "ml-1m"));
}
