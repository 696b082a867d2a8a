namespace Marquee.Evaluation;

/// <summary>The TikTok split of multimedia recommendation: 9,319 users, 6,710 videos, 6.4 pairs a user, one pair of each user to find; visual and acoustic features.</summary>
/// <remarks>
/// As in the code of MMSSL and LATTICE, the items of the training part alone are taken out of the candidates. Nobody of the test has a pair in the validation part, so that it would change nothing to take that out too.
/// The published figures had features of the text as well, which this data set does not hold.
/// </remarks>
public sealed class TikTokSuite : RankingSuite
{
    // Chosen on the validation file with seed 1.
    private static readonly string[] Common = ["eachUserOnce=true", "batchSize=2048", "epochs=25"];
    private static readonly string[] Slmrec = [.. Common, "modalities=visual:0.3,audio:0.1", "dropWeight=0.05", "maskWeight=0.01", "alignWeight=0.01"];

    /// <inheritdoc/>
    public override string Name => "tiktok";

    /// <inheritdoc/>
    public override string Summary => "TikTok, short videos with visual and acoustic features; one video of each user, top 20 of the whole catalogue (MMSSL)";

    /// <inheritdoc/>
    public override string Dataset => "TikTok";

    /// <inheritdoc/>
    public override int Seeds => 5;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "as given by train.csv and test.csv, valid.csv being left to choose options on; means over seeds of the training",
        ProtocolWords.WholeCatalogue,
        "the one pair of each user in test.csv; all pairs train as 1",
        "per user of the test file, then the mean over users; ties against the model");

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        new("most-popular"),
        new("item-knn"),
        new("rp3-beta"),
        new("lightgcn", "loss=bpr", "holdOut=false", "layers=2", "batchSize=2048") { Label = "lightgcn as in its paper" },
        new("lightgcn", Common),
        new("bm3", Common),
        new("freedom", [.. Common, "factors=128", "modalities=visual,audio:0.1", "featureWeight=0"]),
        new("slmrec", Slmrec),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Ablation { get; } =
    [
        new("slmrec", Slmrec),
        new("slmrec", [.. Slmrec, "dropWeight=0"]) { Label = "without leaving modalities out" },
        new("slmrec", [.. Slmrec, "maskWeight=0"]) { Label = "without masking features" },
        new("slmrec", [.. Slmrec, "alignWeight=0"]) { Label = "without agreement of modalities" },
        new("slmrec", [.. Slmrec, "dropWeight=0", "maskWeight=0", "alignWeight=0"]) { Label = "without any self-supervised task" },
        new("slmrec", [.. Slmrec, "modalities=none"]) { Label = "without features" },
    ];

    /// <inheritdoc/>
    public override bool ComparesModels => true;

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published { get; } =
    [
        Row("MF-BPR", .0346, .0017, .0130),
        Row("VBPR", .0380, .0018, .0134),
        Row("LightGCN", .0653, .0033, .0282),
        Row("MMGCN", .0730, .0036, .0307),
        Row("GRCN", .0804, .0036, .0350),
        Row("LATTICE", .0843, .0042, .0367),
        Row("SLMRec", .0845, .0042, .0353),
        Row("MMSSL", .0921, .0046, .0392),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = [new RecallAt(20), new PrecisionAt(20), new NormalizedDiscountedGainAt(20), new CoverageAt(20)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["recall@20", "precision@20", "ndcg@20"];

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var task = TikTokData.Read(Folder(input), TikTokData.TestFile);
        return seeds.Select(seed => new Experiment(seed, task));
    }

    /// <inheritdoc/>
    /// <remarks>The data set's own validation part; the test file is not opened.</remarks>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed) => [new Experiment(seed, TikTokData.Read(Folder(input), TikTokData.ValidFile))];

    private string Folder(BenchmarkInput input) => FindFolder(input, "image_feat.npy", "tiktok");

    private static BenchmarkRow Row(string model, double recall, double precision, double gain) =>
        PublishedRow("Wei et al. 2023, with text", model, null, ("recall@20", recall), ("precision@20", precision), ("ndcg@20", gain));
}
