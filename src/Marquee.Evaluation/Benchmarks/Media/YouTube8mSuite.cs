using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>30,000 videos of YouTube-8M: labels from what is seen and heard, with all labels known and with few, with encoders that learned without labels before and without.</summary>
/// <remarks>
/// The videos come as the shards give them, so that the first 25,000 are trained on and the last 5,000 judged. Options of the logistic regression and of pre-training were chosen on the last 2,500 of those 25,000, with the other 22,500 to train on, without a look at the test; those of networks, mixtures and generators were not searched. Pre-training reads
/// the 25,000 training videos without their labels.
/// </remarks>
public sealed class YouTube8mSuite : ContentSuite
{
    private const int TrainVideos = 25_000;
    private const string Logistic = "logistic";
    private const string Mixture = "mixture of two experts";
    private const string Concatenation = "concatenation";
    private const string Attention = "attention";
    private const string Masked = "pre-trained on masked features";
    private const string Across = "pre-trained on picture against sound";
    private const string Generated = "generated features";
    private const string AllLabels = "all labels";
    private const string RareLabels = "labels of 3 to 9 training videos";

    /// <inheritdoc/>
    public override string Name => "youtube-8m";

    /// <inheritdoc/>
    public override string Summary => "YouTube-8M, 30,000 videos with 3,862 labels: what is seen, heard and both, self-supervised pre-training at 1, 10 and 100% of the labels";

    /// <inheritdoc/>
    public override string Dataset => "YouTube-8M (30,000 videos)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = [Logistic, Mixture, Concatenation, Attention, Masked, Across, Generated];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured { get; } = ["hit@1", "perr", "map", "gap@20"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => Measured;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "the first 25,000 videos in the order of the file train, the last 5,000 test; options of the logistic regression and of pre-training were chosen on the last 2,500 of the training videos, those of networks, mixtures and generators were not searched",
        "all 3,862 labels",
        "the labels that a video has",
        "over videos (hit@1, perr), over the labels that a test video has (map), over the twenty best labels of all videos in one list (gap@20); intervals by resampling test videos; where only some of the labels are known, means over several draws of the videos that keep theirs");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = new Dictionary<string, string>
    {
        [AllLabels] = "All 25,000 training videos with their labels.",
        [Share(1)] = $"250 training videos keep their labels, drawn {Draws(1)} times.",
        [Share(10)] = $"2,500 training videos keep their labels, drawn {Draws(10)} times.",
        [Share(100)] = "All training videos keep their labels.",
        [Less(1)] = "The same, less what the same learner reaches without pre-training on the same videos.",
        [Less(10)] = "The same, less what the same learner reaches without pre-training on the same videos.",
        [Less(100)] = "The same, less what the same learner reaches without pre-training.",
        [RareLabels] = "Mean average precision over the labels that 3 to 9 training videos and a test video have, foretold by logistic regressions from pre-trained vectors: with nothing added, with ten copies of the videos of each, and with ten made vectors each.",
    };

    /// <summary>Figures for other data: a mixture of two trained on millions of videos.</summary>
    public override IReadOnlyList<BenchmarkRow> Published { get; } =
        [PublishedRow("Abu-El-Haija et al. 2016, 8 million videos", "mixture of two experts", AllLabels, ("hit@1", 0.701), ("map", 0.291))];

    /// <summary>Logistic regressions upon features as they are.</summary>
    internal static TaggingOptions LogisticOptions { get; } = new() { Fusion = new FusionOptions { Form = FusionForm.Early }, Epochs = 6, LearningRate = 0.003, WeightDecay = 0.1 };

    /// <summary>Encoders and what brings them together.</summary>
    internal static TaggingOptions NetworkOptions { get; } = new() { Fusion = new FusionOptions { Form = FusionForm.Concatenation, Dimensions = 512 }, Epochs = 10, LearningRate = 0.002, WeightDecay = 0.1, Dropout = 0.3 };

    /// <summary>The shape of an encoder of both modalities side by side.</summary>
    internal static PerceptronDesign JoinedDesign { get; } = new(1152) { Hidden = [1024], Dimensions = 256 };

    /// <summary>How encoders learn without labels.</summary>
    internal static SelfSupervisedOptions PretrainingOptions { get; } = new() { Epochs = 8, SliceSize = 256, LearningRate = 0.001, ProjectorDimensions = 128 };

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var records = VideoRecords.Read(FindFolder(input, VideoRecords.Features, "youtube-8m"));
        var run = new VideoRun(records.Examples, records.LabelSets, Math.Min(TrainVideos, records.Count * 5 / 6), settings);
        var rows = new List<BenchmarkRow>();
        foreach (var method in methods)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            rows.AddRange(method switch
            {
                Logistic => new[] { "visual", "audio", "visual and audio" }.Select(modalities => run.Supervised($"{Logistic}, {modalities}", modalities.Split(" and "), LogisticOptions, AllLabels)),
                Mixture => [run.Supervised(Mixture, ["visual", "audio"], LogisticOptions with { Experts = 2, Epochs = 4 }, AllLabels)],
                Concatenation => [run.Supervised(Concatenation, ["visual", "audio"], NetworkOptions, AllLabels)],
                Attention => run.Attention(Attention, NetworkOptions with { Fusion = NetworkOptions.Fusion with { Form = FusionForm.Attention, ModalityDropout = 0.2 } }, AllLabels),
                Masked or Across => run.Curve(method, method == Masked ? run.Masked() : run.Across(), LogisticOptions),
                _ => run.Rare(Generated, RareLabels),
            });
        }

        return rows;
    }

    /// <summary>How many draws of the videos that keep their labels.</summary>
    internal static int Draws(int percent) => percent switch { 1 => 5, 10 => 3, _ => 1 };

    /// <summary>Passes over so many videos.</summary>
    internal static int Epochs(int percent) => percent switch { 1 => 30, 10 => 15, _ => LogisticOptions.Epochs };

    /// <summary>The variant of a share of the labels.</summary>
    internal static string Share(int percent) => $"{percent}% of the labels";

    /// <summary>The variant of differences at that share.</summary>
    internal static string Less(int percent) => $"{percent}% of the labels, less supervised learning alone";
}
