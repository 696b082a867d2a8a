using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>MovieLens 100K as in the benchmark of Microsoft's recommenders repository.</summary>
/// <remarks>
/// The split is drawn as <c>python_stratified_split</c> with <c>filter_by="item"</c> draws it from the same seed, so that seed 42, its default, is the split behind the published
/// figures. One split says little: the spread between seeds is larger than many differences between models.
/// </remarks>
public sealed class Microsoft100KSuite : RankingSuite
{
    /// <summary>What <see cref="HoldOutRatings"/> calls its task.</summary>
    internal const string SplitName = "Microsoft's split";

    private const double TrainShare = 0.75;
    private const string Source = "Microsoft recommenders";

    /// <inheritdoc/>
    public override string Name => "microsoft-100k";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 100K, a random quarter of each item's ratings, top 10 of the whole catalogue (Microsoft recommenders)";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 100K";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "75% of each item's ratings train, drawn as by python_stratified_split from the same seed (the published figures are of seed 42 alone); means over seeds",
        ProtocolWords.WholeCatalogue,
        "every held-out rating, whatever its stars; all ratings train, as 1 or weighed by their stars as a model's options say",
        ProtocolWords.PerUser);

    /// <inheritdoc/>
    public override int Seeds => 5;

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        new("most-popular"),
        new("item-knn", "similarity=tf-idf", "neighbours=225", "shrinkage=88"),
        new("user-knn", "neighbours=250", "userExponent=0.3"),
        new("rp3-beta", "neighbours=300", "alpha=0.6", "beta=0.4"),
        new("pure-svd", "factors=40", "itemExponent=0.3", "userExponent=0.2", "spectrumExponent=1"),
        new("ease", "regularization=2261", "userExponent=0.535", "itemExponent=0.191", "weightExponent=0.703"),
        new("slim", "regularization=200", "sparsity=1"),
        new("als", "factors=128", "epochs=16", "regularization=0.115", "unobservedWeight=0.313", "regularizationExponent=0.7", "weightExponent=0"),
        // Options and weights: the best of some forty blends by the mean over the validation data of five seeds.
        new(
            "blend",
            "members=ease weightExponent=0.4 regularization=1000 userExponent=0.25 itemExponent=0.15 attributeWeight=4 attributes=category,decade; als factors=64 unobservedWeight=0.9 weightExponent=0.5; "
            + "als factors=32 unobservedWeight=1.4; als factors=16 unobservedWeight=0.9 weightExponent=0.5; rp3-beta weightExponent=0.5; pure-svd factors=30 weightExponent=0.3; content; "
            + "slim weightExponent=0.4 regularization=200 sparsity=1",
            "weights=1, 0.5, 0.5, 0.5, 0.3, 1, 0.2, 0.5"),
        new("bpr", "factors=128", "regularization=0.05"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        Row("NCF", 0.0952, 0.3686, 0.3269, 0.1632),
        Row("SAR", 0.1140, 0.3938, 0.3406, 0.1854),
        Row("LightGCN", 0.1209, 0.4164, 0.3592, 0.1960),
        Row("BPR (cornac)", 0.1340, 0.4450, 0.3887, 0.2166),
        Row("BiVAE", 0.1461, 0.4751, 0.4118, 0.2191),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = MetricCatalogue.AllAt(10);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["ndcg@10", "map@10", "precision@10", "recall@10"];

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var snapshot = Read(input);
        foreach (var seed in seeds)
        {
            yield return new Experiment(seed, Draw(snapshot, seed));
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed) =>
        [new Experiment(seed, Draw(Draw(Read(input), seed).Train, InnerSeed(seed)))];

    /// <summary>The same split as ratings to predict.</summary>
    internal static RatingTask HoldOutRatings(string folder, ulong seed)
    {
        var all = MovieLensData.Read100K(folder, MovieLensData.Stars);
        var held = new StratifiedSplit(TrainShare).Split(all, seed).Test.Targets.ByUser;
        var pairs = Enumerable.Range(0, held.Rows).SelectMany(user => Enumerable.Range(held.RowOffsets[user], held.RowLength(user)).Select(entry => (user, held.ColumnIndices[entry])));
        return RatingTask.HoldOut(all, pairs, SplitName);
    }

    private static RankingTask Draw(Snapshot snapshot, ulong seed)
    {
        var split = new StratifiedSplit(TrainShare).Split(snapshot, seed);
        return RankingTask.FromHeldOut(split.Train, split.Test);
    }

    private Snapshot Read(BenchmarkInput input) =>
        MovieLensData.Read100K(FindFolder(input, "u.data", "movielens-100k", "ml-100k"), MovieLensData.Stars);

    private static BenchmarkRow Row(string model, double map, double ndcg, double precision, double recall) =>
        PublishedRow(Source, model, null, ("map@10", map), ("ndcg@10", ndcg), ("precision@10", precision), ("recall@10", recall));
}
