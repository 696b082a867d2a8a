using System.Globalization;
using Marquee.Data;
using Marquee.Media;

namespace Marquee.Evaluation;

/// <summary>Ten digits spoken by six speakers, fifty times each: which digit is it?</summary>
/// <remarks>
/// Log-mel spectrograms of 40 bands, a frame every 12.5 ms, 64 frames. The official test part is the first five recordings of every speaker and digit, so every speaker is heard while training; the second variant leaves one speaker out at a time.
/// No option was chosen on it: what linear probes read and the views of learning without labels were chosen on recordings 5 to 9 of every speaker and digit, with 10 to 49 to learn from.
/// </remarks>
public sealed class SpokenDigitsSuite : AccuracySuite
{
    /// <summary>A recording that all copies of the data have.</summary>
    internal const string FirstRecording = "0_george_0.wav";

    private const string Official = "official split";
    private const string Few = "official split, a tenth of the labels";
    private const string Speakers = "one speaker left out";
    private const int Classes = 10;
    private const int TestRecordings = 5;
    private const int Rate = 8000;
    private const int Frames = 64;

    private static readonly MelOptions Bands = new() { Spectrum = SpectrumOptions.At(Rate, hopSeconds: 0.0125), Bands = 40 };
    private static readonly MediaRecipe Whole = Recipe(60, 40, 1600);
    private static readonly MediaRecipe Short = Recipe(15, 15, 200);

    /// <inheritdoc/>
    public override string Name => "spoken-digits";

    /// <inheritdoc/>
    public override string Summary => "Spoken digits, which of ten (accuracy), official split and one speaker left out";

    /// <inheritdoc/>
    public override string Dataset => "Free Spoken Digit Dataset";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "recordings 0 to 4 of each speaker and digit test, the others train; or all of one speaker test, six times over",
        "each recording is one of ten digits",
        "3,000 recordings of six speakers at 8,000 samples a second",
        "share of test recordings that are told right (accuracy), of all speakers together; intervals by resampling recordings");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = new Dictionary<string, string>
    {
        [Official] = "Recordings 0 to 4 of each speaker and digit are the test: 300.",
        [Few] = "The same, with labels of 270 of the 2,700 training recordings, as many of each digit; encoders learn from all of them without labels first.",
        [Speakers] = "Six trainings, each tested on a speaker that was never heard.",
    };

    /// <inheritdoc/>
    private protected override IReadOnlyList<MediaMethod> MediaMethods { get; } =
    [
        new("band statistics + linear", MediaMethodKind.Statistics, Whole),
        new("untrained encoder + linear", MediaMethodKind.Untrained, Whole),
        new("quick supervised", MediaMethodKind.Supervised, Short),
        new("quick self-supervised + linear", MediaMethodKind.SelfSupervised, Short),
        new("supervised", MediaMethodKind.Supervised, Whole),
        new("self-supervised + linear", MediaMethodKind.SelfSupervised, Whole),
        new("self-supervised + neighbours", MediaMethodKind.Neighbours, Whole),
        new("self-supervised and fine-tuned", MediaMethodKind.FineTuned, Whole),
    ];

    /// <inheritdoc/>
    private protected override IReadOnlyList<AccuracyVariant> Read(BenchmarkInput input, ExperimentSettings settings)
    {
        var (sounds, recordings) = ReadRecordings(FindFolder(input, FirstRecording, "spoken-digits"));
        var examples = new SpectrogramExamples(sounds, Bands, Frames, SpectrogramScale.Usual, settings.MaxDegreeOfParallelism);
        int[] digits = [.. recordings.Select(recording => recording.Digit)];
        return
        [
            new(Official, [Split("official", recording => recording.Number < TestRecordings, 1)]),
            new(Few, [Split("official", recording => recording.Number < TestRecordings, 10)]),
            new(Speakers, [.. recordings.Select(recording => recording.Speaker).Distinct().Order(StringComparer.Ordinal).Select(speaker => Split(speaker, recording => recording.Speaker == speaker, 1))]),
        ];

        AccuracySplit Split(string name, Func<Recording, bool> tests, int oneIn) => AccuracySplit.Of(name, examples, digits, Classes, example => tests(recordings[example]), oneIn, settings.Seed);
    }

    /// <summary>Options of the suite's encoder.</summary>
    private static MediaRecipe Recipe(int pretraining, int supervised, int leastSteps) => new()
    {
        Design = new ConvolutionDesign(new PlaneShape(Frames, 40, 1), new ConvolutionEncoderOptions { Widths = [16, 32, 64], StemStride = 2, StemSize = 5 }),

        // Most of a word, at about its own proportions of 40 to 64: half of a word is another word.
        Goal = new ViewGoal(new AugmentationChain(new ResizedCrop(Frames, 40, 0.75, 1, 0.5, 0.8), new SpecAugment(1, 10, 1, 6, 4)), new NtXent(0.2)),
        SelfSupervised = new SelfSupervisedOptions { Epochs = pretraining, SliceSize = 128, LearningRate = 2e-3, ProjectorHidden = 128 },
        Augmentation = new AugmentationChain(new ResizedCrop(Frames, 40, 0.7, 1, 0.8, 1.25), new SpecAugment(1, 8, 1, 4, 3)),
        Supervised = new FineTuningOptions { Epochs = supervised, BatchSize = 64, SliceSize = 32, LearningRate = 2e-3 },
        LeastSteps = leastSteps,

        // The mean over a whole word forgets what came first.
        Readout = new EncoderReadout { Stages = 3, Grid = 4 },
    };

    /// <summary>Reads all recordings, in the order of their names.</summary>
    internal static (IReadOnlyList<Sound> Sounds, IReadOnlyList<Recording> Recordings) ReadRecordings(string folder)
    {
        var files = Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal).ToArray();
        var sounds = new Sound[files.Length];
        var recordings = new Recording[files.Length];
        for (var file = 0; file < files.Length; file++)
        {
            recordings[file] = Path.GetFileNameWithoutExtension(files[file]).Split('_') is [var digit, var speaker, var number]
                && int.TryParse(digit, CultureInfo.InvariantCulture, out var spoken) && spoken is >= 0 and < Classes && int.TryParse(number, CultureInfo.InvariantCulture, out var index)
                ? new Recording(spoken, speaker, index)
                : throw new DatasetException(new DatasetProblem(files[file], 0, "is not called DIGIT_SPEAKER_NUMBER.wav"));
            try
            {
                sounds[file] = SoundDecoder.DecodeFile(files[file]);
            }
            catch (MediaException exception)
            {
                throw new DatasetException(new DatasetProblem(files[file], 0, exception.Message), exception);
            }
        }

        return (sounds, recordings);
    }

    /// <summary>What a recording is by its name.</summary>
    internal sealed record Recording(int Digit, string Speaker, int Number);
}
