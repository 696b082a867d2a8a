namespace Marquee.Media;

/// <summary>Which labels each of some examples has: any number, from none to all. Immutable.</summary>
public sealed class LabelSets
{
    private readonly int[][] _ofExamples;

    /// <summary>Takes over the labels of examples.</summary>
    /// <param name="labelCount">How many labels there are.</param>
    /// <param name="ofExamples">Indices of the labels of each example, each once, in any order.</param>
    /// <exception cref="ArgumentException">An example has a label twice, or one that is not there.</exception>
    public LabelSets(int labelCount, IReadOnlyList<int[]> ofExamples)
    {
        ArgumentNullException.ThrowIfNull(ofExamples);
        ArgumentOutOfRangeException.ThrowIfNegative(labelCount);
        LabelCount = labelCount;
        _ofExamples = new int[ofExamples.Count][];
        for (var example = 0; example < ofExamples.Count; example++)
        {
            var labels = (int[])ofExamples[example].Clone();
            Array.Sort(labels);
            for (var place = 0; place < labels.Length; place++)
            {
                if ((uint)labels[place] >= (uint)labelCount || (place > 0 && labels[place] == labels[place - 1]))
                {
                    throw new ArgumentException($"Example {example} has the label {labels[place]}, which is {(place > 0 && labels[place] == labels[place - 1] ? "there twice" : $"none of 0 to {labelCount - 1}")}.", nameof(ofExamples));
                }
            }

            _ofExamples[example] = labels;
        }
    }

    private LabelSets(int labelCount, int[][] ofExamples) => (LabelCount, _ofExamples) = (labelCount, ofExamples);

    /// <summary>Number of examples.</summary>
    public int Count => _ofExamples.Length;

    /// <summary>Number of labels that an example can have.</summary>
    public int LabelCount { get; }

    /// <summary>The labels of an example, ascending.</summary>
    /// <param name="example">Its index.</param>
    public ReadOnlySpan<int> Of(int example) => _ofExamples[example];

    /// <summary>Whether an example has a label.</summary>
    /// <param name="example">Index of the example.</param>
    /// <param name="label">Index of the label.</param>
    public bool Has(int example, int label) => _ofExamples[example].AsSpan().BinarySearch(label) >= 0;

    /// <summary>The labels of some of the examples, in a given order.</summary>
    /// <param name="examples">Their indices; may repeat.</param>
    public LabelSets Take(ReadOnlySpan<int> examples)
    {
        var taken = new int[examples.Length][];
        for (var place = 0; place < examples.Length; place++)
        {
            taken[place] = _ofExamples[examples[place]];
        }

        return new LabelSets(LabelCount, taken);
    }

    /// <summary>How many examples have each label.</summary>
    public int[] Frequencies()
    {
        var counts = new int[LabelCount];
        foreach (var labels in _ofExamples)
        {
            foreach (var label in labels)
            {
                counts[label]++;
            }
        }

        return counts;
    }
}
