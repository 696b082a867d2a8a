using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>How much of what was near among the vectors is still near in a map.</summary>
public static class MapQuality
{
    /// <summary>Share of the nearest neighbours among the vectors that are among as many nearest neighbours in the map, mean over items. 1 is perfect; chance is <c>count / (items - 1)</c>.</summary>
    /// <param name="vectors">What was laid out.</param>
    /// <param name="positions">Where it lies.</param>
    /// <param name="count">How many neighbours; at least 1.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static double KeptNeighbours(DenseMatrix vectors, DenseMatrix positions, int count = 10, int maxDegreeOfParallelism = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var before = new VantagePointTree(vectors).Neighbours(count, maxDegreeOfParallelism);
        var after = new VantagePointTree(positions).Neighbours(count, maxDegreeOfParallelism);
        var kept = 0L;
        for (var item = 0; item < before.Items; item++)
        {
            foreach (var neighbour in before.Of(item))
            {
                kept += after.Of(item).Contains(neighbour) ? 1 : 0;
            }
        }

        return before.Items == 0 || before.Count == 0 ? 1 : kept / ((double)before.Items * before.Count);
    }

    /// <summary>Share of items whose nearest neighbour has another label. 0 is perfect.</summary>
    /// <param name="points">Vectors or positions.</param>
    /// <param name="labels">A label for each.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static double LabelError(DenseMatrix points, ReadOnlySpan<int> labels, int maxDegreeOfParallelism = 0)
    {
        var nearest = new VantagePointTree(points).Neighbours(1, maxDegreeOfParallelism);
        var wrong = 0;
        for (var item = 0; item < nearest.Items && nearest.Count > 0; item++)
        {
            wrong += labels[item] != labels[nearest.Of(item)[0]] ? 1 : 0;
        }

        return nearest.Items == 0 ? 0 : (double)wrong / nearest.Items;
    }
}
