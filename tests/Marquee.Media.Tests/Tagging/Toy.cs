using Marquee.Numerics;

namespace Marquee.Media.Tests;

/// <summary>Small examples of two modalities whose labels are known.</summary>
internal static class Toy
{
    /// <summary>What is seen says which label an example has; what is heard is noise. Sound is missing in every third where that is asked for.</summary>
    public static (ModalExamples Examples, LabelSets Labels) SeenNotHeard(int count, ulong seed, bool someSilent = false, float heard = 1)
    {
        var random = new SplittableRandom(seed);
        var (visual, audio) = (new DenseMatrix(count, 6), new DenseMatrix(count, 4));
        var labels = new int[count][];
        for (var row = 0; row < count; row++)
        {
            labels[row] = [row % 3];
            for (var column = 0; column < 6; column++)
            {
                visual[row, column] = (float)((column == row % 3 ? 2 : 0) + (0.5 * random.NextGaussian()));
            }

            for (var column = 0; column < 4; column++)
            {
                audio[row, column] = heard * (float)random.NextGaussian();
            }
        }

        bool[]? present = someSilent ? [.. Enumerable.Range(0, count).Select(row => row % 3 != 0)] : null;
        return (new ModalExamples(new Modality("visual", new TableExamples(visual)), new Modality("audio", new TableExamples(audio), present)), new LabelSets(3, labels));
    }

    /// <summary>An encoder for each modality that has learned nothing.</summary>
    public static MediaEncoderModel[] Encoders(ModalExamples examples) =>
        [.. examples.Modalities.Select((modality, place) => MediaEncoderModel.Untrained(new PerceptronDesign(modality.Examples.Shape) { Hidden = [16], Dimensions = 8 }, modality.Examples, (ulong)place))];

    /// <summary>The share of examples whose best label is theirs.</summary>
    public static double Accuracy(DenseMatrix odds, LabelSets labels) =>
        Enumerable.Range(0, labels.Count).Average(row => labels.Has(row, Best(odds.Row(row))) ? 1.0 : 0.0);

    private static int Best(ReadOnlySpan<float> odds)
    {
        var best = 0;
        for (var label = 1; label < odds.Length; label++)
        {
            best = odds[label] > odds[best] ? label : best;
        }

        return best;
    }
}
