namespace Marquee.Evaluation;

/// <summary>
/// mAP: for each label the average precision of the examples ordered by their score for it, the mean over the labels that some example has. A label that no example has does not count; a wrong example that scores the same as a right one
/// stands before it. 0 to 1.
/// </summary>
/// <remarks>
/// All examples are ordered, where the code of the YouTube-8M challenge looks at the twenty best labels of each example only and counts labels without examples as 0. An example that counts several times stands several times in a row.
/// O(examples with a label's score as high as that of its worst right example) a label.
/// </remarks>
public sealed class MeanAveragePrecision : ITaggingMetric
{
    /// <inheritdoc/>
    public string Key => "map";

    /// <inheritdoc/>
    public Func<int[]?, double> Prepare(TaggedExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var examplesOf = examples.ExamplesOfLabels();
        return Prepare(examples, [.. Enumerable.Range(0, examples.LabelCount).Where(label => examplesOf[label].Count > 0)], examplesOf);
    }

    /// <summary>The mean over some of the labels.</summary>
    /// <param name="examples">Scores and labels.</param>
    /// <param name="labels">The labels; those that no example has do not count.</param>
    internal static Func<int[]?, double> Prepare(TaggedExamples examples, IReadOnlyList<int> labels) => Prepare(examples, labels, examples.ExamplesOfLabels());

    private static Func<int[]?, double> Prepare(TaggedExamples examples, IReadOnlyList<int> labels, List<int>[] examplesOf)
    {
        var orders = labels.Where(label => examplesOf[label].Count > 0).Select(label => Order(examples, label, examplesOf[label])).ToArray();
        return times =>
        {
            var (sum, count) = (0.0, 0);
            foreach (var order in orders)
            {
                var precision = AveragePrecision(order, times);
                if (!double.IsNaN(precision))
                {
                    sum += precision;
                    count++;
                }
            }

            return sum / count;
        };
    }

    /// <summary>The examples of a label from the best scored to the last that has it; those that have it as the complement of their index.</summary>
    private static int[] Order(TaggedExamples examples, int label, List<int> right)
    {
        var worst = right.Min(example => examples.Scores(example)[label]);
        var (entries, next) = (new List<(float Score, int Entry)>(), 0);
        for (var example = 0; example < examples.Count; example++)
        {
            var score = examples.Scores(example)[label];
            if (next < right.Count && right[next] == example)
            {
                entries.Add((score, ~example));
                next++;
            }
            else if (score >= worst)
            {
                entries.Add((score, example));
            }
        }

        // At the same score those that do not have the label, whose entries are larger, come first.
        entries.Sort((one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score) : other.Entry.CompareTo(one.Entry));
        return [.. entries.Select(entry => entry.Entry)];
    }

    private static double AveragePrecision(int[] order, int[]? times)
    {
        var (sum, hits, places) = (0.0, 0, 0);
        foreach (var entry in order)
        {
            var count = times is null ? 1 : times[entry < 0 ? ~entry : entry];
            if (entry >= 0)
            {
                places += count;
                continue;
            }

            for (; count > 0; count--)
            {
                sum += ++hits / (double)++places;
            }
        }

        return hits == 0 ? double.NaN : sum / hits;
    }
}
