using Marquee.Data;
using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>ESC-10: 400 sounds of five seconds, ten kinds such as rain, rooster and chainsaw, in the five folds that their names begin with.</summary>
/// <remarks>Log-mel spectrograms of 64 bands, a frame every 20 ms. Encoders learn from the 320 sounds of four folds alone, without labels and with: 320 sounds are few to learn from.</remarks>
public sealed class Esc10Suite : AccuracySuite
{
    private const string FiveFolds = "five folds";
    private const int Folds = 5;
    private const int Rate = 22_050;
    private const int Frames = 248;
    private const int Crop = 128;
    private const int Bands = 64;

    private static readonly MelOptions Mel = new() { Spectrum = SpectrumOptions.At(Rate, 0.04, 0.02), Bands = Bands };
    private static readonly MediaRecipe Whole = Recipe(100, 60);
    private static readonly MediaRecipe Short = Recipe(20, 15);

    /// <inheritdoc/>
    public override string Name => "esc-10";

    /// <inheritdoc/>
    public override string Summary => "ESC-10 environmental sounds, which of ten kinds (accuracy), five folds";

    /// <inheritdoc/>
    public override string Dataset => "ESC-10";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "the five folds that the data set comes with; four train and one tests, five times over",
        "each sound is one of ten kinds",
        "400 sounds of five seconds",
        "share of sounds that are told right (accuracy), of all folds together; intervals by resampling sounds");

    /// <inheritdoc/>
    private protected override IReadOnlyList<MediaMethod> MediaMethods { get; } =
    [
        new("band statistics + linear", MediaMethodKind.Statistics, Whole),
        new("untrained encoder + linear", MediaMethodKind.Untrained, Whole),
        new("quick supervised", MediaMethodKind.Supervised, Short),
        new("quick self-supervised + linear", MediaMethodKind.SelfSupervised, Short),
        new("supervised", MediaMethodKind.Supervised, Whole),
        new("self-supervised + linear", MediaMethodKind.SelfSupervised, Whole),
        new("self-supervised and fine-tuned", MediaMethodKind.FineTuned, Whole),
    ];

    /// <inheritdoc/>
    private protected override IReadOnlyList<AccuracyVariant> Read(BenchmarkInput input, ExperimentSettings settings)
    {
        var folder = new[] { input.Folder, Path.Combine(input.Folder ?? string.Empty, "esc-10") }.FirstOrDefault(folder => folder is not null && Directory.Exists(Path.Combine(folder, "rooster")))
            ?? FindFolder(input, "rooster", "esc-10");
        string[] files = [.. Directory.EnumerateFiles(folder, "*-*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] kinds = [.. files.Select(KindOf).Distinct()];
        var sounds = new Sound[files.Length];
        ParallelBlocks.For(files.Length, 1, settings.MaxDegreeOfParallelism, (file, _, _) => sounds[file] = Decode(files[file], settings.CancellationToken), settings.CancellationToken);
        var examples = new SpectrogramExamples(sounds, Mel, Frames, SpectrogramScale.Usual, settings.MaxDegreeOfParallelism);
        int[] labels = [.. files.Select(file => Array.IndexOf(kinds, KindOf(file)))];
        int[] folds = [.. files.Select(FoldOf)];
        return [new(FiveFolds, [.. Enumerable.Range(1, Folds).Select(fold => AccuracySplit.Of($"fold {fold}", examples, labels, kinds.Length, file => folds[file] == fold))])];
    }

    private static MediaRecipe Recipe(int pretraining, int supervised) => new()
    {
        Design = new ConvolutionDesign(new PlaneShape(Crop, Bands, 1), new ConvolutionEncoderOptions { Widths = [16, 32, 64], StemStride = 2, StemSize = 5 }),
        Goal = new ViewGoal(new AugmentationChain(new RandomCrop(Crop, Bands), new SpecAugment(1, 24, 2, 10, 8)), new NtXent(0.2)),
        SelfSupervised = new SelfSupervisedOptions { Epochs = pretraining, BatchSize = 80, SliceSize = 40, LearningRate = 2e-3, ProjectorHidden = 128 },

        // As for spoken digits, and not searched here: a mean over all bands forgets which were loud.
        Readout = new EncoderReadout { Stages = 3, Grid = 4 },
        Augmentation = new AugmentationChain(new RandomCrop(Crop, Bands), new SpecAugment(1, 16, 1, 8, 8)),
        Supervised = new FineTuningOptions { Epochs = supervised, BatchSize = 32, SliceSize = 16, LearningRate = 2e-3 },
    };

    private static string KindOf(string file) => Path.GetFileName(Path.GetDirectoryName(file)!);

    private static int FoldOf(string file) =>
        Path.GetFileName(file)[0] is >= '1' and <= '5' and var digit && Path.GetFileName(file)[1] == '-'
            ? digit - '0'
            : throw new DatasetException(new DatasetProblem(file, 0, $"does not begin with its fold, 1- to {Folds}-"));

    private static Sound Decode(string file, CancellationToken cancellationToken)
    {
        try
        {
            return MediaFile.ReadSound(file, cancellationToken: cancellationToken).ToMono().Resample(Rate);
        }
        catch (MediaException exception)
        {
            throw new DatasetException(new DatasetProblem(file, 0, exception.Message), exception);
        }
    }
}
