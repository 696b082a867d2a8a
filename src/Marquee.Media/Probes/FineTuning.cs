using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Trains an encoder and a classifier upon it with labels, from a pre-trained encoder or from scratch, by the same code.</summary>
public static class FineTuning
{
    private const double WarmUpShare = 0.05;
    private const string Head = "head";

    /// <summary>Goes on from a pre-trained encoder. The classifier begins as the linear probe upon it.</summary>
    /// <remarks>Begun from nothing, the classifier would spoil the encoder before it is of use (Kumar et al., Fine-Tuning can Distort Pretrained Features, 2022).</remarks>
    /// <param name="start">The encoder; it stays as it is.</param>
    /// <param name="examples">Examples as it reads them once augmented.</param>
    /// <param name="labels">Their classes; examples whose class is not known are left out.</param>
    /// <param name="augmentation">Makes views of them; nothing leaves them as they are.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">Shapes or numbers do not fit, or an option is outside of its range.</exception>
    public static MediaClassifier Train(
        MediaEncoderModel start,
        IExamples examples,
        ExampleLabels labels,
        IAugmentation? augmentation,
        FineTuningOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        var known = Check(start.Design, examples, labels, augmentation, options);
        var (own, ofOwn) = (new ExampleSubset(examples, known), new ExampleLabels([.. known.Select(example => labels[example])], labels.Classes));
        var probe = LinearProbe.TrainValidated(
            start.Embed(own, options.MaxDegreeOfParallelism, cancellationToken), ofOwn, new LinearProbeOptions { Seed = options.Seed, MaxDegreeOfParallelism = options.MaxDegreeOfParallelism }, cancellationToken);
        return Train(start, probe, own, ofOwn, augmentation, options, progress, cancellationToken);
    }

    /// <summary>Begins from scratch: supervised learning alone.</summary>
    /// <param name="design">The encoder; it reads what the augmentation makes of the examples.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="labels">Their classes; examples whose class is not known are left out.</param>
    /// <param name="augmentation">Makes views of them; nothing leaves them as they are.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Checked before each step.</param>
    /// <exception cref="ArgumentException">Shapes or numbers do not fit, or an option is outside of its range.</exception>
    public static MediaClassifier Train(
        EncoderDesign design,
        IExamples examples,
        ExampleLabels labels,
        IAugmentation? augmentation,
        FineTuningOptions options,
        IProgress<LearningProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var known = Check(design, examples, labels, augmentation, options);
        var (own, ofOwn) = (new ExampleSubset(examples, known), new ExampleLabels([.. known.Select(example => labels[example])], labels.Classes));
        return Train(MediaEncoderModel.Untrained(design, own, options.Seed), null, own, ofOwn, augmentation, options, progress, cancellationToken);
    }

    private static MediaClassifier Train(
        MediaEncoderModel start,
        LinearProbe? probe,
        IExamples examples,
        ExampleLabels labels,
        IAugmentation? augmentation,
        FineTuningOptions options,
        IProgress<LearningProgress>? progress,
        CancellationToken cancellationToken)
    {
        var parameters = new ParameterSet(new SplittableRandom(options.Seed).Split("fine-tuning"));
        var encoder = start.Design.Build(parameters, MediaEncoderModel.EncoderName);
        ParameterArrays.Copy(start.Parameters, MediaEncoderModel.EncoderName, parameters, MediaEncoderModel.EncoderName);
        var head = new LinearLayer(parameters, Head, encoder.Dimensions, labels.Classes);
        if (probe is not null)
        {
            probe.Weights.Span.CopyTo(head.Weights.Values);
            probe.Biases.CopyTo(head.Bias.Values);
        }

        var task = new SupervisedTask(encoder, head, examples, labels, augmentation, start.Scale, options);
        var steps = (double)options.Epochs * task.StepsInPass;
        _ = new Learner(parameters, task, new Adam { LearningRate = options.LearningRate, WeightDecay = options.WeightDecay }, new LearnerOptions
        {
            Epochs = options.Epochs,
            Schedule = LearningRateSchedule.Cosine().AfterWarmUp((int)Math.Ceiling(WarmUpShare * steps)),
            Seed = options.Seed,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Progress = progress,
        }).Run(cancellationToken);
        return new MediaClassifier(
            MediaEncoderModel.Of(start.Design, start.Scale, parameters, MediaEncoderModel.EncoderName, examples, cancellationToken), new LinearProbe(head.Weights.ToMatrix(), head.Bias.Values.ToArray(), options.WeightDecay));
    }

    private static int[] Check(EncoderDesign design, IExamples examples, ExampleLabels labels, IAugmentation? augmentation, FineTuningOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(labels);
        options.Validate();
        var views = augmentation?.ShapeOf(examples.Shape) ?? examples.Shape;
        if (!design.Reads(views))
        {
            throw new ArgumentException($"The encoder reads {design.Input}, and views of the examples are {views}.", nameof(examples));
        }

        if (labels.Count != examples.Count)
        {
            throw new ArgumentException($"There are {examples.Count} examples and {labels.Count} labels; -1 stands for one that is not known.", nameof(labels));
        }

        int[] known = [.. Enumerable.Range(0, labels.Count).Where(example => labels[example] >= 0)];
        return known.Length >= 2 ? known : throw new ArgumentException("A classifier learns from at least two labelled examples.", nameof(labels));
    }
}
