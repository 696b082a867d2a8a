namespace Marquee.Evaluation;

/// <summary>
/// PERR, precision at equal recall rate: of an example with <c>n</c> labels, the share of the <c>n</c> best scored labels that it has; the mean over examples. Those without labels do not count; a wrong label that scores the same as a right one stands
/// before it. 0 to 1.
/// </summary>
/// <remarks>Source: Abu-El-Haija et al., YouTube-8M: A Large-Scale Video Classification Benchmark, 2016.</remarks>
public sealed class EqualRecallPrecision : ITaggingMetric
{
    /// <inheritdoc/>
    public string Key => "perr";

    /// <inheritdoc/>
    public Func<int[]?, double> Prepare(TaggedExamples examples)
    {
        var values = Values(examples);
        return times => TaggingMeans.Mean(values, times);
    }

    /// <summary>The value of each example; NaN for those without labels.</summary>
    /// <param name="examples">Scores and labels.</param>
    public static double[] Values(TaggedExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var values = new double[examples.Count];
        for (var example = 0; example < values.Length; example++)
        {
            values[example] = Value(examples.Scores(example), examples.Labels(example));
        }

        return values;
    }

    private static double Value(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
        {
            return double.NaN;
        }

        var right = new float[labels.Length];
        for (var place = 0; place < right.Length; place++)
        {
            right[place] = scores[labels[place]];
        }

        right.AsSpan().Sort((one, other) => other.CompareTo(one));
        var wrongBefore = new int[right.Length];
        for (var (label, next) = (0, 0); label < scores.Length; label++)
        {
            if (next < labels.Length && labels[next] == label)
            {
                next++;
                continue;
            }

            for (var place = right.Length - 1; place >= 0 && scores[label] >= right[place]; place--)
            {
                wrongBefore[place]++;
            }
        }

        var hits = 0;
        while (hits < right.Length && hits + wrongBefore[hits] < right.Length)
        {
            hits++;
        }

        return (double)hits / right.Length;
    }
}
