namespace Marquee.Evaluation;

/// <summary>Hit@1: the share of examples whose best scored label is one that they have. Examples without labels do not count; a label that scores the same and is wrong counts as better. 0 to 1.</summary>
/// <remarks>Source: Abu-El-Haija et al., YouTube-8M: A Large-Scale Video Classification Benchmark, 2016.</remarks>
public sealed class HitAtOne : ITaggingMetric
{
    /// <inheritdoc/>
    public string Key => "hit@1";

    /// <inheritdoc/>
    public Func<int[]?, double> Prepare(TaggedExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var values = new double[examples.Count];
        for (var example = 0; example < values.Length; example++)
        {
            values[example] = Value(examples.Scores(example), examples.Labels(example));
        }

        return times => TaggingMeans.Mean(values, times);
    }

    private static double Value(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty)
        {
            return double.NaN;
        }

        var (right, wrong, next) = (float.NegativeInfinity, float.NegativeInfinity, 0);
        for (var label = 0; label < scores.Length; label++)
        {
            if (next < labels.Length && labels[next] == label)
            {
                right = Math.Max(right, scores[label]);
                next++;
            }
            else
            {
                wrong = Math.Max(wrong, scores[label]);
            }
        }

        return labels.Length == scores.Length || right > wrong ? 1 : 0;
    }
}
