using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>What a model said of examples such as videos, a score a label, beside the labels that they have.</summary>
public sealed class TaggedExamples
{
    private readonly DenseMatrix _scores;
    private readonly LabelSets _labels;

    /// <summary>Scores and labels of the same examples in the same order.</summary>
    /// <param name="scores"><c>examples x labels</c>, higher for likelier; comparable among labels and among examples, as probabilities and log-odds are.</param>
    /// <param name="labels">The labels that they have.</param>
    /// <exception cref="ArgumentException">The numbers of examples or labels differ, or a score is no number.</exception>
    public TaggedExamples(DenseMatrix scores, LabelSets labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        if (scores.Rows != labels.Count || scores.Columns != labels.LabelCount)
        {
            throw new ArgumentException($"Scores of {scores.Rows} examples for {scores.Columns} labels do not fit {labels.Count} examples with {labels.LabelCount} labels.", nameof(labels));
        }

        if (scores.Span.IndexOf(float.NaN) is var place and >= 0)
        {
            throw new ArgumentException($"The score of example {place / scores.Columns} for label {place % scores.Columns} is no number.", nameof(scores));
        }

        (_scores, _labels) = (scores, labels);
    }

    /// <summary>Number of examples.</summary>
    public int Count => _labels.Count;

    /// <summary>Number of labels.</summary>
    public int LabelCount => _labels.LabelCount;

    /// <summary>The scores of an example.</summary>
    /// <param name="example">Its index.</param>
    public ReadOnlySpan<float> Scores(int example) => _scores.Row(example);

    /// <summary>The labels that an example has, ascending.</summary>
    /// <param name="example">Its index.</param>
    public ReadOnlySpan<int> Labels(int example) => _labels.Of(example);

    /// <summary>The examples of each label.</summary>
    internal List<int>[] ExamplesOfLabels()
    {
        var examples = Enumerable.Range(0, LabelCount).Select(_ => new List<int>()).ToArray();
        for (var example = 0; example < Count; example++)
        {
            foreach (var label in Labels(example))
            {
                examples[label].Add(example);
            }
        }

        return examples;
    }
}
