using System.Runtime.InteropServices;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Trains an encoder so that classes gather around their means: on episodes drawn from classes that are known, to be used on classes that are not.</summary>
/// <remarks>
/// Each step draws episodes; the loss is the cross-entropy of choosing the nearest prototype by squared Euclidean distance. O(steps * episodes * examples of an episode * encoder). Source: Snell, Swersky and Zemel, Prototypical Networks for Few-shot
/// Learning, 2017; we differ in AdamW with a cosine.
/// </remarks>
public static class PrototypicalTrainer
{
    /// <summary>Trains, from an encoder that may have learned without labels before.</summary>
    /// <param name="start">Where to begin; it is not changed. <see cref="MediaEncoderModel.Untrained"/> for nothing learned.</param>
    /// <param name="examples">The examples, as the encoder reads them.</param>
    /// <param name="classes">The class of each.</param>
    /// <param name="among">The classes to train on; examples of others are never read.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or there are too few classes or examples for an episode.</exception>
    public static MediaEncoderModel Train(
        MediaEncoderModel start,
        IExamples examples,
        IReadOnlyList<int> classes,
        IReadOnlyCollection<int> among,
        PrototypicalOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (classes.Count != examples.Count || examples.Shape != start.Input || (options.Augmentation?.ShapeOf(examples.Shape) ?? start.Input) != start.Input)
        {
            throw new ArgumentException($"The encoder reads {start.Input}; there are {examples.Count} examples of {examples.Shape} with {classes.Count} classes, and views keep their shape.", nameof(examples));
        }

        var sampler = new EpisodeSampler(classes, among, options.Episodes);
        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("prototypical"));
        var encoder = start.Design.Build(parameters, MediaEncoderModel.EncoderName);
        ParameterArrays.Copy(start.Parameters, string.Empty, parameters, string.Empty);
        var task = new EpisodeTask(sampler, examples, encoder, start.Scale, options);
        _ = new Learner(parameters, task, new Adam { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay }, new LearnerOptions
        {
            Epochs = 1,
            Schedule = LearningRateSchedule.Cosine(),
            MaximumGradientNorm = 5,
            Seed = options.Seed,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Progress = progress,
        }).Run(cancellationToken);
        return MediaEncoderModel.Of(start.Design, start.Scale, parameters, MediaEncoderModel.EncoderName, examples, cancellationToken);
    }

    /// <summary>Episodes as slices of steps.</summary>
    private sealed class EpisodeTask(EpisodeSampler sampler, IExamples examples, IEncoder encoder, InputScale scale, PrototypicalOptions options) : ILearningTask
    {
        private SplittableRandom _random = new(0);
        private int _step;

        public int MaximumSlices => options.EpisodesPerStep;

        public int BeginEpoch(int epoch, SplittableRandom random)
        {
            _random = random;
            return options.Steps;
        }

        public int BeginStep(int step)
        {
            _step = step;
            return options.EpisodesPerStep;
        }

        public Tensor Loss(Tape tape, int slice)
        {
            var random = _random.Split(((ulong)_step << 16) | (uint)slice);
            var episode = sampler.Draw(random.Split("examples"));
            int[] all = [.. episode.Support, .. episode.Queries];
            var vectors = encoder.Encode(tape, EpisodeNetwork.Read(tape, examples, all, options.Augmentation, scale, random.Split("views")));
            var logits = EpisodeNetwork.Logits(tape, tape.Slice(vectors, 0, 0, episode.Support.Count), tape.Slice(vectors, 0, episode.Support.Count, episode.Queries.Count), episode.Ways);
            var targets = MemoryMarshal.Cast<float, int>(tape.Scratch(episode.Queries.Count));
            for (var query = 0; query < targets.Length; query++)
            {
                targets[query] = episode.ClassOf(query);
            }

            return tape.Scale(tape.SoftmaxCrossEntropy(logits, targets), 1f / (targets.Length * options.EpisodesPerStep));
        }
    }
}
