using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Spoken digits told apart from one or five labelled recordings of each, by encoders that never heard these digits.</summary>
/// <remarks>
/// Ten digits fall into two halves by chance; each half is held out once, and what an encoder learned on the other half, or on nothing, is asked about it. An episode has all five digits held out. Speakers are the same in both halves.
/// </remarks>
public sealed class FewShotDigitsSuite : ContentSuite
{
    private const int Digits = 10;
    private const int Ways = 5;
    private const int MostEpisodes = 600;
    private const int Frames = 50;
    private const int Queries = 15;
    private const string Plain = "prototypes of spectrograms";
    private const string SelfSupervised = "prototypes of self-supervised vectors";
    private const string Prototypical = "prototypical network";
    private const string Reptile = "reptile";

    /// <inheritdoc/>
    public override string Name => "few-shot-digits";

    /// <inheritdoc/>
    public override string Summary => "Spoken digits from one or five recordings of each: prototypes, prototypical networks and Reptile on digits held out from training";

    /// <inheritdoc/>
    public override string Dataset => "Free Spoken Digit Dataset";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = [Plain, SelfSupervised, Prototypical, Reptile];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured { get; } = ["accuracy"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => Measured;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "ten digits in two halves by chance, each held out once; encoders learn from the recordings of the other half alone; the six speakers are the same in both",
        "the five digits held out",
        "the digit that is spoken, in 15 recordings of each digit an episode",
        $"share of right answers an episode, the mean over {MostEpisodes} episodes of each half; 95% intervals of 1.96 standard errors over episodes");

    /// <summary>Episodes of each half.</summary>
    internal int Episodes { get; init; } = MostEpisodes;

    /// <summary>The shape of the encoders.</summary>
    internal static PerceptronDesign Design(PlaneShape shape) => new(shape) { Hidden = [256], Dimensions = 64 };

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var (examples, digits) = Read(FindFolder(input, SpokenDigitsSuite.FirstRecording, "spoken-digits"), settings.MaxDegreeOfParallelism);
        int[] order = [.. Enumerable.Range(0, Digits)];
        new SplittableRandom(settings.Seed).Split("halves").Shuffle(order.AsSpan());
        int[][] halves = [order[..Ways], order[Ways..]];
        var rows = new List<BenchmarkRow>();
        foreach (var method in methods)
        {
            var encoders = method == SelfSupervised ? halves.Select(half => Pretrain(examples, digits, half, settings)).ToArray() : null;
            foreach (var shots in new[] { 1, 5 })
            {
                settings.CancellationToken.ThrowIfCancellationRequested();
                var shape = new EpisodeOptions { Ways = Ways, Shots = shots, Queries = Queries };
                var (accuracies, seconds, means) = (new List<double>(), 0.0, new List<double>());
                for (var held = 0; held < halves.Length; held++)
                {
                    settings.Progress?.Report(new ExperimentProgress(method, settings.Seed, $"{Ways}-way {shots}-shot, digits {string.Join(" ", halves[held].Order())} held out", null));
                    var began = settings.Time.GetTimestamp();
                    var result = Ask(method, encoders?[1 - held], examples, digits, halves[1 - held], new EpisodeSampler(digits, halves[held], shape), settings);
                    seconds += settings.Time.GetElapsedTime(began).TotalSeconds / halves.Length;
                    accuracies.AddRange(result.Accuracies);
                    means.Add(result.Mean);
                }

                var all = new FewShotResult(accuracies);
                rows.Add(new BenchmarkRow
                {
                    Model = method,
                    Variant = $"{Ways}-way {shots}-shot",
                    Metrics = [KeyValuePair.Create("accuracy", all.Mean)],
                    Intervals = [KeyValuePair.Create("accuracy", new Interval(all.Mean - all.HalfInterval, all.Mean + all.HalfInterval))],
                    TrainSeconds = seconds,
                    Note = FormattableString.Invariant($"{means[0]:0.000} and {means[1]:0.000} on the two halves"),
                });
            }
        }

        return rows;
    }

    private FewShotResult Ask(
        string method, MediaEncoderModel? encoder, SpectrogramExamples examples, int[] digits, int[] known, EpisodeSampler sampler, ExperimentSettings settings)
    {
        var threads = settings.MaxDegreeOfParallelism;
        var untrained = MediaEncoderModel.Untrained(Design(examples.Shape), Of(examples, digits, known), settings.Seed);
        switch (method)
        {
            case Plain:
                return Prototypes.Evaluate(Numbers(examples), sampler, Episodes, settings.Seed, threads);
            case SelfSupervised:
                return Prototypes.Evaluate(encoder!.Embed(examples, threads), sampler, Episodes, settings.Seed, threads);
            case Prototypical:
                var options = new PrototypicalOptions { Episodes = sampler.Options, Steps = 300, Augmentation = Views, Seed = settings.Seed, MaxDegreeOfParallelism = threads };
                var trained = PrototypicalTrainer.Train(untrained, examples, digits, known, options, null, settings.CancellationToken);
                return Prototypes.Evaluate(trained.Embed(examples, threads), sampler, Episodes, settings.Seed, threads);
            default:
                var model = ReptileTrainer.Train(untrained, examples, digits, known, new ReptileOptions { Episodes = sampler.Options, AdaptSteps = 20, Seed = settings.Seed }, settings.CancellationToken);
                return model.Evaluate(examples, sampler, Episodes, settings.Seed, threads);
        }
    }

    private static MediaEncoderModel Pretrain(SpectrogramExamples examples, int[] digits, int[] known, ExperimentSettings settings)
    {
        settings.Progress?.Report(new ExperimentProgress("pre-training", settings.Seed, null, null));
        var options = new SelfSupervisedOptions { Epochs = 20, BatchSize = 256, SliceSize = 128, Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism };
        return SelfSupervisedTrainer.Train(
            Design(examples.Shape), Of(examples, digits, known), new ViewGoal(Views, new NtXent()), options, null, settings.CancellationToken);
    }

    /// <summary>Views of a spectrogram: masks of frequency and time, and a warp of time.</summary>
    private static SpecAugment Views { get; } = new(bandMaskWidth: 6);

    private static ExampleSubset Of(SpectrogramExamples examples, int[] digits, int[] among) => new(examples, [.. Enumerable.Range(0, digits.Length).Where(example => among.Contains(digits[example]))]);

    private static DenseMatrix Numbers(SpectrogramExamples examples)
    {
        var numbers = new DenseMatrix(examples.Count, examples.Shape.Count);
        for (var example = 0; example < examples.Count; example++)
        {
            examples.Read(example, numbers.Row(example));
        }

        return numbers;
    }

    private static (SpectrogramExamples Examples, int[] Digits) Read(string folder, int threads)
    {
        var (sounds, recordings) = SpokenDigitsSuite.ReadRecordings(folder);
        return (new SpectrogramExamples(sounds, MelOptions.At(8000) with { Bands = 40 }, Frames, SpectrogramScale.Usual, threads), [.. recordings.Select(recording => recording.Digit)]);
    }
}
