using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Trains encoders from examples without labels, or with labels of some.</summary>
/// <remarks>
/// One encoder, one goal, one loop: Adam with decoupled weight decay, half a cosine after a short rise. The encoder is kept; projectors, predictors and heads are thrown away.
/// The inputs' scale is measured first and belongs to the encoder.
/// </remarks>
public static class SelfSupervisedTrainer
{
    private const double WarmUpShare = 0.05;

    /// <summary>Trains an encoder.</summary>
    /// <param name="design">The encoder; it reads what the goal's augmentation makes of the examples.</param>
    /// <param name="examples">What it learns from, at least two.</param>
    /// <param name="goal">What it is trained for.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, there are too few examples or another number of labels, or an option is outside of its range.</exception>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number, or has grown far above its beginning.</exception>
    public static MediaEncoderModel Train(
        EncoderDesign design, IExamples examples, PretrainingGoal goal, SelfSupervisedOptions options, IProgress<LearningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        Check(design, examples, goal.Augmentation, options);
        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("media-encoder"));
        var parts = new GoalParts(parameters, design, examples, InputScale.Of(examples), options);
        var task = new SelfSupervisedTask(parts, goal.Build(parts), goal.Augmentation);
        Run(parameters, task, options, progress, cancellationToken);
        return MediaEncoderModel.Of(design, parts.Scale, parameters, MediaEncoderModel.EncoderName, examples, cancellationToken);
    }

    /// <summary>
    /// Trains an encoder for each of two modalities of the same items together, so that their vectors can be compared: a trailer's pictures with its sound. Views of one item come of the same draw, so augmentations that agree move both together.
    /// </summary>
    /// <param name="first">One modality.</param>
    /// <param name="second">The other; example <c>i</c> of both is the same item.</param>
    /// <param name="objective">Compares them, such as <see cref="InfoNce"/>.</param>
    /// <param name="options">How; labels belong to the first.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <returns>The encoders, each with its projector: vectors of both have as many numbers as <see cref="SelfSupervisedOptions.ProjectorDimensions"/> says, and are compared by cosine.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, the modalities have different numbers of examples, or an option is outside of its range.</exception>
    public static (MediaEncoderModel First, MediaEncoderModel Second) TrainAcross(
        ModalityPart first, ModalityPart second, IViewObjective objective, SelfSupervisedOptions options, IProgress<LearningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(objective);
        Check(first.Design, first.Examples, first.Augmentation, options);
        Check(second.Design, second.Examples, second.Augmentation, options);
        if (first.Examples.Count != second.Examples.Count)
        {
            throw new ArgumentException($"There are {first.Examples.Count} examples of one modality and {second.Examples.Count} of the other; example i of both is the same item.", nameof(second));
        }

        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("media-encoder"));
        var parts = new GoalParts(parameters, new ProjectedDesign(first.Design, options.ProjectorHidden, options.ProjectorDimensions), first.Examples, InputScale.Of(first.Examples), options);
        var network = new CrossModalNetwork(parts, first, second, objective);
        Run(parameters, new SelfSupervisedTask(parts, network, first.Augmentation), options, progress, cancellationToken);
        return (
            MediaEncoderModel.Of(parts.Design, parts.Scale, parameters, MediaEncoderModel.EncoderName, first.Examples, cancellationToken),
            MediaEncoderModel.Of(network.SecondDesign, network.SecondScale, parameters, CrossModalNetwork.SecondName, second.Examples, cancellationToken));
    }

    private static void Run(ParameterSet parameters, SelfSupervisedTask task, SelfSupervisedOptions options, IProgress<LearningProgress>? progress, CancellationToken cancellationToken)
    {
        var steps = (double)options.Epochs * task.StepsInPass;
        _ = new Learner(parameters, task, new Adam { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay }, new LearnerOptions
        {
            Epochs = options.Epochs,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp((int)Math.Ceiling(WarmUpShare * steps)),
            Seed = options.Seed,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Checkpoints = options.Checkpoints,
            Progress = progress,
        }).Run(cancellationToken);
    }

    private static void Check(EncoderDesign design, IExamples examples, IAugmentation? augmentation, SelfSupervisedOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (examples.Count < 2)
        {
            throw new ArgumentException($"There are {examples.Count} examples; an encoder learns from at least two.", nameof(examples));
        }

        var views = augmentation?.ShapeOf(examples.Shape) ?? examples.Shape;
        if (views != design.Input)
        {
            throw new ArgumentException($"The encoder reads {design.Input}, and views of the examples are {views}.", nameof(design));
        }

        if (options.Labels is { } labels && labels.Count != examples.Count)
        {
            throw new ArgumentException($"There are {examples.Count} examples and {labels.Count} labels; -1 stands for one that is not known.", nameof(options));
        }
    }
}
