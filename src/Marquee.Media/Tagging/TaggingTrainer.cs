using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Learns labels of examples of several modalities, each label a question of yes or no, by negative log likelihood.</summary>
/// <remarks>
/// With one expert each label has a logistic regression upon the fused vector; with early fusion and no encoders that is the usual baseline. With several it has a mixture (Jordan and Jacobs, Hierarchical Mixtures of Experts and the EM Algorithm, 1994; the best
/// video-level model of Abu-El-Haija et al., YouTube-8M, 2016, has two): <c>sum over experts of softmax(gates) * sigmoid(expert)</c>, one gate more being for an expert who always says no. We differ from the latter in the optimiser (AdamW) and in that biases begin
/// with the odds of the labels. O(epochs * examples * (encoders + dimensions * labels * (2 * experts + 1))).
/// </remarks>
public static class TaggingTrainer
{
    private const double WarmUpShare = 0.05;

    /// <summary>Trains.</summary>
    /// <param name="examples">The examples; some may lack a modality.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="encoders">Where to begin with the encoder of each modality: one that has learned without labels, or <see cref="MediaEncoderModel.Untrained"/>. They are not changed. None for <see cref="FusionForm.Early"/>.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">There are no examples, or more or fewer labels or encoders.</exception>
    public static TaggingModel Train(
        ModalExamples examples,
        LabelSets labels,
        IReadOnlyList<MediaEncoderModel> encoders,
        TaggingOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(encoders);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate([.. examples.Modalities.Select(modality => modality.Name)]);
        if (examples.Count == 0 || labels.Count != examples.Count || labels.LabelCount == 0)
        {
            throw new ArgumentException($"Labels are learned from examples that may have some; given are {examples.Count} examples and the labels of {labels.Count}, of {labels.LabelCount} kinds.", nameof(labels));
        }

        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("tagging"));
        var design = new TaggingDesign(
            [.. examples.Modalities.Select(modality => (modality.Name, modality.Examples.Shape))], [.. encoders.Select(encoder => encoder.Design)], options.Fusion, options.Experts);
        InputScale[] scales = [.. encoders.Select(encoder => encoder.Scale)];
        var network = design.Build(parameters, scales, labels, options.Dropout);
        for (var modality = 0; modality < encoders.Count; modality++)
        {
            ParameterArrays.Copy(encoders[modality].Parameters, $"{MediaEncoderModel.EncoderName}.", parameters, $"{TaggingDesign.EncoderName(modality)}.");
        }

        var steps = options.Epochs * (double)((examples.Count + options.BatchSize - 1) / options.BatchSize);
        _ = new Learner(parameters, new TaggingTask(examples, labels, network, options), new Adam { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay }, new LearnerOptions
        {
            Epochs = options.Epochs,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp((int)(WarmUpShare * steps)),
            MaximumGradientNorm = 5,
            Seed = options.Seed,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Progress = progress,
        }).Run(cancellationToken);
        var model = new TaggingModel(design, labels.LabelCount, scales, parameters, network);
        model.Measure(examples, cancellationToken);
        return model;
    }
}
