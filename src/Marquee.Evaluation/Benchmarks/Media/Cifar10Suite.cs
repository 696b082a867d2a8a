using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>CIFAR-10: 60,000 pictures of 32 x 32 in ten classes. What is learned without labels is judged by a linear probe; k-means features are the baseline.</summary>
/// <remarks>
/// Views are crops of a fifth of a picture or more brought to 24 x 24, and with labels plain crops of 24 x 24, which shows things at about the size that they have in the whole picture: the encoder then reads whole pictures of 32 x 32 (Touvron et al., Fixing the Train-Test
/// Resolution Discrepancy, 2019).
/// </remarks>
public sealed class Cifar10Suite : AccuracySuite
{
    private const string All = "all labels";
    private const string Few = "a tenth of the labels";
    private const int Crop = 24;

    private static readonly MediaRecipe Whole = Recipe(30, 10, 1600, 400_000, 0);
    private static readonly MediaRecipe Short = Recipe(15, 15, 200, 50_000, 5000);

    /// <inheritdoc/>
    public override string Name => "cifar-10";

    /// <inheritdoc/>
    public override string Summary => "CIFAR-10 pictures, which of ten classes (accuracy), learned without labels and with";

    /// <inheritdoc/>
    public override string Dataset => "CIFAR-10";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "as given: 50,000 pictures train, 10,000 test; rows called quick are trained shorter and learn from 5,000",
        "each picture is one of ten classes",
        "all pictures, as JPEG files",
        "share of test pictures that are told right (accuracy); intervals by resampling pictures");

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        PublishedRow("Coates, Lee and Ng 2011", "k-means features, 1,600 centroids, linear SVM", All, ("accuracy", 0.779)),
        PublishedRow("Coates, Lee and Ng 2011", "k-means features, 4,000 centroids, linear SVM", All, ("accuracy", 0.796)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = new Dictionary<string, string>
    {
        [All] = "Encoders learn from all training pictures without labels, then probes and classifiers with all labels.",
        [Few] = "The same encoders; one label in ten is known, as many of each class.",
    };

    /// <inheritdoc/>
    private protected override IReadOnlyList<MediaMethod> MediaMethods { get; } =
    [
        new("quick k-means features + linear", MediaMethodKind.Patches, Short),
        new("quick supervised", MediaMethodKind.Supervised, Short),
        new("quick self-supervised + linear", MediaMethodKind.SelfSupervised, Short),
        new("quick self-supervised and fine-tuned", MediaMethodKind.FineTuned, Short),
        new("k-means features + linear", MediaMethodKind.Patches, Whole),
        new("untrained encoder + linear", MediaMethodKind.Untrained, Whole),
        new("supervised", MediaMethodKind.Supervised, Whole),
        new("self-supervised + linear", MediaMethodKind.SelfSupervised, Whole),
        new("self-supervised + neighbours", MediaMethodKind.Neighbours, Whole),
        new("self-supervised and fine-tuned", MediaMethodKind.FineTuned, Whole),
    ];

    /// <inheritdoc/>
    private protected override IReadOnlyList<AccuracyVariant> Read(BenchmarkInput input, ExperimentSettings settings)
    {
        var folder = new[] { input.Folder, Path.Combine(input.Folder ?? string.Empty, "cifar-10") }.FirstOrDefault(folder => folder is not null && Directory.Exists(Path.Combine(folder, "train")))
            ?? FindFolder(input, "train.tar.xz", "cifar-10");
        var (train, test) = (CifarPictures.Read(folder, "train", settings.MaxDegreeOfParallelism), CifarPictures.Read(folder, "test", settings.MaxDegreeOfParallelism));
        var labels = Enumerable.Range(0, train.Labels.Count).Select(picture => train.Labels[picture]).ToArray();
        var wanted = Enumerable.Range(0, test.Labels.Count).Select(picture => test.Labels[picture]).ToArray();
        return
        [
            .. new[] { (All, 1), (Few, 10) }.Select(variant => new AccuracyVariant(
                variant.Item1, [new AccuracySplit("given", train.Examples, AccuracyLabels.OneIn(variant.Item2, labels, train.Labels.Classes, settings.Seed), test.Examples, wanted)])),
        ];
    }

    private static MediaRecipe Recipe(int pretraining, int supervised, int centroids, int patches, int pictures) => new()
    {
        Design = new ConvolutionDesign(new PlaneShape(Crop, Crop, 3), new ConvolutionEncoderOptions { Widths = [32, 64, 192] }),
        Goal = new ViewGoal(
            new AugmentationChain(new ResizedCrop(Crop, Crop), new HorizontalFlip(), new Sometimes(new ColourJitter(), 0.8), new Greyscale()),
            new NtXent(0.2)),
        SelfSupervised = new SelfSupervisedOptions { Epochs = pretraining, SliceSize = 128, LearningRate = 2e-3, ProjectorDimensions = 128 },
        Augmentation = new AugmentationChain(new RandomCrop(Crop, Crop), new HorizontalFlip()),
        Supervised = new FineTuningOptions { Epochs = supervised, LearningRate = 2e-3 },
        FineTuning = new FineTuningOptions { Epochs = supervised, LearningRate = 1e-3 },
        LeastSteps = pictures == 0 ? 3000 : 0,

        // Floors of four and ten times the paper's: what JPEG left of the finest detail is not worth whitening up.
        Patches = new PatchFeatureOptions { Centroids = centroids, Patches = patches, ContrastFloor = 100.0 / (255 * 255), WhiteningFloor = 0.4 },
        Readout = new EncoderReadout { Stages = 3, Grid = 4 },
        Probe = new LinearProbeOptions { Regularizations = [0.1, 0.02, 0.005, 0.001, 0.0002] },
        MostExamples = pictures,
    };
}
