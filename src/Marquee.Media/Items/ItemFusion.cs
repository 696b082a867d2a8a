using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// Learns how much each modality of an item counts: a perceptron reads each, attention weighs what they made of it for each item (<see cref="FusionForm.Attention"/>), and from their mean the item's labels are foretold, such as genres
/// (<see cref="TaggingTrainer"/>). The mean is a feature of the item, the weights say where it comes from.
/// </summary>
/// <remarks>One modality of every second item is hidden at each step, so that none is leaned on alone and items that lack one are not strangers. How the options were chosen stands in <c>docs/media.md</c>.</remarks>
public static class ItemFusion
{
    private const int Hidden = 128;
    private const int EncoderDimensions = 64;
    private const double Dropout = 0.5;
    private const double ModalityDropout = 0.5;

    /// <summary>Learns.</summary>
    /// <param name="examples">The items' modalities; some may be missing.</param>
    /// <param name="labels">The items' labels.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <returns>What gives items their vectors (<see cref="TaggingModel.Encode"/>) and weights (<see cref="TaggingModel.Weights"/>).</returns>
    /// <exception cref="ArgumentException">There are no items or labels, or their numbers differ; or an option is outside of its range.</exception>
    public static TaggingModel Train(ModalExamples examples, LabelSets labels, ItemFusionOptions options, IProgress<LearningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        var encoders = examples.Modalities.Select((modality, place) => EncoderOf(modality, options.Seed + (ulong)place)).ToArray();
        return TaggingTrainer.Train(
            examples,
            labels,
            encoders,
            new TaggingOptions
            {
                Fusion = new FusionOptions { Form = FusionForm.Attention, Dimensions = options.Dimensions, ModalityDropout = examples.Modalities.Count > 1 ? ModalityDropout : 0 },
                Dropout = Dropout,
                Epochs = options.Epochs,
                BatchSize = 128,
                LearningRate = 0.002,
                WeightDecay = 0.1,
                Seed = options.Seed,
                MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            },
            progress,
            cancellationToken);
    }

    /// <summary>An encoder that has learned nothing, scaled by the items that have the modality.</summary>
    private static MediaEncoderModel EncoderOf(Modality modality, ulong seed)
    {
        int[] present = [.. Enumerable.Range(0, modality.Examples.Count).Where(modality.Has)];
        var design = new PerceptronDesign(modality.Examples.Shape) { Hidden = [Hidden], Dimensions = EncoderDimensions, Dropout = Dropout };
        return MediaEncoderModel.Untrained(design, new ExampleSubset(modality.Examples, present), seed);
    }
}
