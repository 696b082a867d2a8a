using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>MovieLens 1M as in the benchmarks of RecBole and RecBole-GNN: ratings of at least 3, a random tenth of each user's items to find.</summary>
/// <remarks>
/// As RecBole does it: the models learn from the training part and score by it alone; items of the validation part are no candidates of the test, but nobody is told of them. RecBole
/// publishes one split of one seed; the mean over seeds says more.
/// </remarks>
public sealed class RecBole1MSuite : RankingSuite
{
    /// <inheritdoc/>
    public override string Name => "recbole-1m";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 1M, ratings of at least 3, a random tenth of each user's items, top 10 of the whole catalogue (RecBole)";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 1M";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "of each user's ratings of at least 3, in random order, 80% train, 10% validate and 10% test, sized as RecBole does; means over seeds (the published figures are of one)",
        "whole catalogue, items of the training and of the validation part removed; the models score by the training part alone",
        "every held-out rating of at least 3; ratings of at least 3 train as 1, the others are left out",
        "per user, then the mean over users; binary gains; recall divided by the number of relevant items, NDCG with the ideal over min(10, relevant); ties against the model");

    /// <inheritdoc/>
    public override int Seeds => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        // Chosen on the validation part of seed 42.
        new("most-popular"),
        new("item-knn", "similarity=bm25", "neighbours=200", "shrinkage=200"),
        new("user-knn", "neighbours=400"),
        new("rp3-beta", "alpha=0.7", "beta=0.6"),
        new("pure-svd", "factors=100", "itemExponent=0.3", "userExponent=0.25", "spectrumExponent=0.75"),
        new("slim", "regularization=300", "neighbours=200"),
        new("ease", "regularization=600", "userExponent=0.5"),
        new("als", "factors=128", "epochs=12", "regularization=0.007", "unobservedWeight=0.3"),
        new(
            "blend",
            "members=ease regularization=600 userExponent=0.5; als factors=128 epochs=12 regularization=0.007 unobservedWeight=0.3; pure-svd factors=100 spectrumExponent=0.75",
            "validation=random",
            "validationShare=0.1"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        Row("BPR", 0.1776, 0.4187, 0.2401, 0.7199, 0.1779),
        Row("NeuMF", 0.1651, 0.4020, 0.2271, 0.7029, 0.1700),
        Row("LightGCN", 0.1861, 0.4388, 0.2538, 0.7330, 0.1863),
        Row("SimGCL", 0.2029, 0.4550, 0.2667, 0.7640, 0.1933),
        Row("XSimGCL", 0.2116, 0.4638, 0.2750, 0.7743, 0.1987),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = MetricCatalogue.AllAt(10);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["ndcg@10", "recall@10", "mrr@10", "hr@10", "precision@10"];

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var snapshot = Read(input);
        foreach (var seed in seeds)
        {
            var split = new RecBoleSplit().Split(snapshot, seed);
            yield return new Experiment(seed, new RankingTask(split.Train, split.Test.Users.ToArray().Select(user => new RankingCase(
                user,
                split.Train.HistoryOf(user),
                split.Test.Targets.ByUser.RowIndices(user).ToArray(),
                excluded: split.Test.History.ByUser.RowIndicesMemory(user)))));
        }
    }

    /// <inheritdoc/>
    /// <remarks>RecBole's own validation part: the training data are those of the test.</remarks>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed)
    {
        var split = new RecBoleSplit().Split(Read(input), seed);
        return [new Experiment(seed, RankingTask.FromHeldOut(split.Train, split.Validation!))];
    }

    private Snapshot Read(BenchmarkInput input) => MovieLensData.Read1MFrom(3, FindFolder(input, "ratings.dat", "movielens-1m", "ml-1m"));

    private static BenchmarkRow Row(string model, double recall, double reciprocalRank, double ndcg, double hitRate, double precision) => PublishedRow(
        "RecBole-GNN", model, null, ("ndcg@10", ndcg), ("recall@10", recall), ("mrr@10", reciprocalRank), ("hr@10", hitRate), ("precision@10", precision));
}
