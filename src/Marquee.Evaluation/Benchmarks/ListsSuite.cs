using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>Any data set in two files of lists, as LightGCN, NGCF and their successors publish them (Gowalla, Yelp2018, Amazon-Book, ...).</summary>
/// <remarks>
/// Metrics as in LightGCN's code: recall divided by the number of relevant items, NDCG with the ideal over <c>min(k, relevant)</c>. The options are defaults, chosen on no particular data.
/// </remarks>
public sealed class ListsSuite : RankingSuite
{
    private const string Format = "lists";

    /// <inheritdoc/>
    public override string Name => "lists";

    /// <inheritdoc/>
    public override string Summary => "any two files of 'user item item ...' (LightGCN, NGCF), given with --train and --test; Recall@20 and NDCG@20 of the whole catalogue";

    /// <inheritdoc/>
    public override string Dataset => "two files of lists";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "as given by the two files",
        ProtocolWords.WholeCatalogue,
        "every pair of the test file that is not in the training file; all pairs train as 1",
        "per user of the test file, then the mean over users; recall divided by the number of relevant items, binary NDCG with the ideal over min(20, relevant); ties against the model");

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        new("most-popular"),
        new("item-knn"),
        new("user-knn"),
        new("rp3-beta"),
        new("pure-svd"),
        new("ease"),
        new("als", "factors=64"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } =
        [new RecallAt(20), new NormalizedDiscountedGainAt(20), new PrecisionAt(20), new HitRateAt(20), new CoverageAt(20)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["recall@20", "ndcg@20", "precision@20"];

    /// <inheritdoc/>
    protected override string Describe(BenchmarkInput input) => $"{ShortName(input.TrainFile)} and {ShortName(input.TestFile)}";

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        if (input is not { TrainFile: { } trainFile, TestFile: { } testFile })
        {
            throw new DatasetException(new DatasetProblem(Name, 0, $"needs {Dataset}: name them with --train and --test"));
        }

        var format = DatasetFormats.Find(Format);
        var builder = new SnapshotBuilder();
        format.Read(trainFile, builder, ReadContext.Strict);
        var learnt = builder.Build().Events.Count;
        format.Read(testFile, builder, ReadContext.Strict);
        var all = builder.Build(InteractionWeighting.Everything);
        var train = all.WithEvents(all.Events.Where(e => e < learnt));
        var test = all.WithEvents(all.Events.Where(e => e >= learnt)).Interactions;
        var task = new RankingTask(train, Enumerable.Range(0, test.Users)
            .Select(user => new RankingCase(user, train.HistoryOf(user), test.ByUser.RowIndices(user).ToArray())));
        if (task.Cases.Count == 0)
        {
            throw new DatasetException(new DatasetProblem(testFile, 0, $"holds no pair that is not in {trainFile} too; there is nothing to find"));
        }

        foreach (var seed in seeds)
        {
            yield return new Experiment(seed, task);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A fifth of each user's training pairs, as the published files were made; the test file is not opened.</remarks>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed)
    {
        if (input.TrainFile is not { } trainFile)
        {
            throw new DatasetException(new DatasetProblem(Name, 0, $"needs {Dataset}: name them with --train and --test"));
        }

        var builder = new SnapshotBuilder();
        DatasetFormats.Find(Format).Read(trainFile, builder, ReadContext.Strict);
        var split = new RandomSplit(SplitBy.User, 0.2).Split(builder.Build(InteractionWeighting.Everything), InnerSeed(seed));
        return [new Experiment(seed, RankingTask.FromHeldOut(split.Train, split.Test))];
    }

    private static string ShortName(string? path) =>
        path is null ? "nothing" : Path.Combine(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "", Path.GetFileName(path));
}
