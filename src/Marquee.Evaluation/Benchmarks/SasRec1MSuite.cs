using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>MovieLens 1M as SASRec, BERT4Rec and their successors take it: what does each user watch next, of the whole catalogue?</summary>
/// <remarks>
/// The file (<c>sasrec/ml-1m.txt</c>) has the order of each user's items and no times; the n-th item of a user gets the time of n days, which carries the order only. Learnt is everything but
/// each user's last two items, as gSASRec and SASRec do it; the last item but one is told when the last is asked for, though nothing was learnt from it. Published systems that
/// sample their candidates are left out.
/// </remarks>
public sealed class SasRec1MSuite : RankingSuite
{
    // The file has no times, so that there are no gaps between them to learn from.
    private static readonly string[] SasrecOptions = ["factors=64", "epochs=40", "learningRate=0.004", "timeGaps=false"];

    /// <inheritdoc/>
    public override string Name => "sasrec-1m";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 1M, each user's last item of the whole catalogue, learnt from all but the last two (SASRec, BERT4Rec)";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 1M";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "the last item of each user tests, the one before it validates; the others train; the history of the test includes the validation item, which nothing was learnt from; times carry the order only",
        ProtocolWords.WholeCatalogue,
        "the one held-out item; all ratings train as 1",
        "per user, then the mean over users; ties against the model");

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        // Chosen on the validation items.
        new("most-popular"),
        new("item-knn", "similarity=tf-idf", "neighbours=50", "shrinkage=200"),
        new("ease", "regularization=200"),
        new("markov"),
        new("slist"),
        new("blend", "members=slist; ease profileDecay=0.9", "weights=1, 0.4"),
        new("als", "factors=128", "epochs=12", "regularization=0.003", "unobservedWeight=0.3"),
        new("sasrec", SasrecOptions),
        new("blend", $"members=sasrec {string.Join(' ', SasrecOptions)}; slist; ease profileDecay=0.9", "weights=1, 0.13, 0.04") { Label = "blend with sasrec" },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        // The better of several figures each: .239 to .250 and .126 to .134; .282 to .284 and .152 to .154.
        Row("gSASRec-pytorch", "SASRec, original loss", 0.250, 0.134),
        Row("gSASRec-pytorch", "BERT4Rec", 0.284, 0.154),
        Row("gSASRec-pytorch", "gSASRec, 256 negatives", 0.300, 0.173),
        Row("RecTools", "SASRec, softmax", 0.306, 0.178),
        Row("Klenitskiy and Vasilev 2023", "SASRec, cross-entropy", 0.315, 0.182),
        Row("Klenitskiy and Vasilev 2023", "SASRec, 3000 negatives", 0.316, 0.186),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = [new HitRateAt(10), new NormalizedDiscountedGainAt(10), new ReciprocalRankAt(10), new CoverageAt(10)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["hr@10", "ndcg@10", "coverage@10"];

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var split = Draw(input);
        var task = RankingTask.FromHeldOut(split.Train, split.Test);
        return seeds.Select(seed => new Experiment(seed, task));
    }

    /// <inheritdoc/>
    /// <remarks>The last item but one, as published: the training data are those of the test.</remarks>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed)
    {
        var split = Draw(input);
        return [new Experiment(seed, RankingTask.FromHeldOut(split.Train, split.Validation!))];
    }

    private Split Draw(BenchmarkInput input)
    {
        var file = Path.Combine("sasrec", "ml-1m.txt");
        return new LeaveLastOut(validate: true).Split(SasRecFile.Read(Path.Combine(FindFolder(input, file, "movielens-1m", "ml-1m"), file)), seed: 0);
    }

    private static BenchmarkRow Row(string source, string model, double hitRate, double ndcg) =>
        PublishedRow(source, model, null, ("hr@10", hitRate), ("ndcg@10", ndcg));
}
