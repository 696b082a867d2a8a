using Marquee.Media;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Evaluation;

/// <summary>A way from examples to classes, with all that it is made of.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">Which way.</param>
/// <param name="Recipe">What it is made of; methods with one recipe share a pre-trained encoder.</param>
internal sealed record MediaMethod(string Name, MediaMethodKind Kind, MediaRecipe Recipe)
{
    private const int Neighbours = 10;

    /// <summary>Learns from a split's training part and classifies its test part.</summary>
    /// <param name="split">The split.</param>
    /// <param name="encoders">Pre-trained encoders by recipe and split, to be shared with other methods.</param>
    /// <param name="settings">Seeds and threads.</param>
    /// <param name="progress">Told after each step.</param>
    public int[] Classify(AccuracySplit split, Dictionary<(MediaRecipe Recipe, string Split), MediaEncoderModel> encoders, ExperimentSettings settings, IProgress<LearningProgress>? progress)
    {
        var (seed, threads, cancellation) = (settings.Seed, settings.MaxDegreeOfParallelism, settings.CancellationToken);
        var (train, labels) = Take(split, seed);
        var probe = Recipe.Probe with { Seed = seed, MaxDegreeOfParallelism = threads };
        switch (Kind)
        {
            case MediaMethodKind.Statistics:
                return LinearProbe.TrainValidated(Statistics(train), labels, probe, cancellation).Classify(Statistics(split.Test), threads);
            case MediaMethodKind.Patches:
                var patches = PatchFeatures.Learn(train, Recipe.Patches with { Seed = seed, MaxDegreeOfParallelism = threads }, null, cancellation);
                return LinearProbe.TrainValidated(patches.Embed(train, threads, cancellation), labels, probe, cancellation).Classify(patches.Embed(split.Test, threads, cancellation), threads);
            case MediaMethodKind.Untrained:
                return Probe(MediaEncoderModel.Untrained(Recipe.Design, train, seed));
            case MediaMethodKind.SelfSupervised:
                return Probe(Pretrained());
            case MediaMethodKind.Neighbours:
                var encoder = Pretrained();
                return new NeighbourProbe(encoder.Embed(train, threads, cancellation), labels).Classify(encoder.Embed(split.Test, threads, cancellation), Neighbours, maxDegreeOfParallelism: threads);
            case MediaMethodKind.FineTuned:
                var tuning = Lasting(Recipe.FineTuning ?? Recipe.Supervised, labels) with { Seed = seed, MaxDegreeOfParallelism = threads };
                return FineTuning.Train(Pretrained(), train, labels, Recipe.Augmentation, tuning, progress, cancellation).Classify(split.Test, threads);
            default:
                var options = Lasting(Recipe.Supervised, labels) with { Seed = seed, MaxDegreeOfParallelism = threads };
                return FineTuning.Train(Recipe.Design, train, labels, Recipe.Augmentation, options, progress, cancellation).Classify(split.Test, threads);
        }

        int[] Probe(MediaEncoderModel model) => LinearProbe.TrainValidated(Vectors(model, train), labels, probe, cancellation).Classify(Vectors(model, split.Test), threads);

        DenseMatrix Vectors(MediaEncoderModel model, IExamples examples) =>
            Recipe.Readout is { } readout ? model.Embed(examples, readout, threads, cancellation) : model.Embed(examples, threads, cancellation);

        MediaEncoderModel Pretrained()
        {
            if (!encoders.TryGetValue((Recipe, split.Name), out var model))
            {
                var options = Recipe.SelfSupervised with { Seed = seed, MaxDegreeOfParallelism = threads };
                encoders[(Recipe, split.Name)] = model = SelfSupervisedTrainer.Train(Recipe.Design, train, Recipe.Goal, options, progress, cancellation);
            }

            return model;
        }
    }

    /// <summary>The options with passes enough for as many steps as are to be taken at least.</summary>
    private FineTuningOptions Lasting(FineTuningOptions options, ExampleLabels labels)
    {
        var known = Enumerable.Range(0, labels.Count).Count(example => labels[example] >= 0);
        return options with { Epochs = Math.Max(options.Epochs, Recipe.LeastSteps / Math.Max(1, known / options.BatchSize)) };
    }

    private (IExamples Train, ExampleLabels Labels) Take(AccuracySplit split, ulong seed)
    {
        if (Recipe.MostExamples == 0 || split.Train.Count <= Recipe.MostExamples)
        {
            return (split.Train, split.Labels);
        }

        var order = Enumerable.Range(0, split.Train.Count).ToArray();
        new SplittableRandom(seed).Split("quick").Shuffle(order.AsSpan());

        // The same whatever labels are known: encoders are learned once for all variants, and a tenth of the labels stays about a tenth.
        int[] taken = [.. order.Take(Recipe.MostExamples).Order()];
        return (new ExampleSubset(split.Train, taken), new ExampleLabels([.. taken.Select(example => split.Labels[example])], split.Labels.Classes));
    }

    private static DenseMatrix Statistics(IExamples examples)
    {
        var (shape, columns) = (examples.Shape, examples.Shape.Width * examples.Shape.Channels);
        var vectors = new DenseMatrix(examples.Count, 2 * columns);
        var plane = new float[shape.Count];
        for (var example = 0; example < examples.Count; example++)
        {
            examples.Read(example, plane);
            for (var column = 0; column < columns; column++)
            {
                var (sum, squares) = (0.0, 0.0);
                for (var line = 0; line < shape.Height; line++)
                {
                    double value = plane[(line * columns) + column];
                    (sum, squares) = (sum + value, squares + (value * value));
                }

                var mean = sum / shape.Height;
                vectors[example, column] = (float)mean;
                vectors[example, columns + column] = (float)Math.Sqrt(Math.Max(0, (squares / shape.Height) - (mean * mean)));
            }
        }

        return vectors;
    }
}
