using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>
/// GAP@k, global average precision: the <c>k</c> best scored labels of every example in one list ordered by score, and the average precision of that list, <c>sum over right entries of precision there / labels of all examples</c>; labels that are not
/// among an example's best count as never found. A wrong entry that scores the same as a right one stands before it. 0 to 1.
/// </summary>
/// <remarks>Source: the measure of the YouTube-8M video understanding challenge, 2017, with k = 20.</remarks>
/// <param name="k">Labels looked at of each example, at least 1.</param>
public sealed class GlobalAveragePrecisionAt(int k) : ITaggingMetric
{
    /// <inheritdoc/>
    public string Key => $"gap@{k}";

    /// <inheritdoc/>
    public Func<int[]?, double> Prepare(TaggedExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var labels = new int[Math.Min(k, examples.LabelCount)];
        var scores = new float[labels.Length];
        var (pool, wanted) = (new List<(float Score, bool IsRight, int Example)>(examples.Count * labels.Length), new int[examples.Count]);
        for (var example = 0; example < examples.Count; example++)
        {
            wanted[example] = examples.Labels(example).Length;
            var found = TopK.Select(examples.Scores(example), labels, scores);
            for (var place = 0; place < found; place++)
            {
                pool.Add((scores[place], examples.Labels(example).BinarySearch(labels[place]) >= 0, example));
            }
        }

        pool.Sort((one, other) => one.Score != other.Score
            ? other.Score.CompareTo(one.Score)
            : one.IsRight != other.IsRight ? one.IsRight.CompareTo(other.IsRight) : one.Example.CompareTo(other.Example));
        int[] order = [.. pool.Select(entry => entry.IsRight ? ~entry.Example : entry.Example)];
        return times => Value(order, wanted, times);
    }

    private static double Value(int[] order, int[] wanted, int[]? times)
    {
        var (sum, hits, places, total) = (0.0, 0L, 0L, 0L);
        for (var example = 0; example < wanted.Length; example++)
        {
            total += (times?[example] ?? 1) * (long)wanted[example];
        }

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

        return sum / total;
    }
}
