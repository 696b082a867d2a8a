using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Picks the similar items of a model that has a number for each, or for some.</summary>
internal static class SimilarScores
{
    /// <summary>The items with the largest positive scores, best first. O(items).</summary>
    /// <param name="scores">One score an item; that of the item asked about must not be positive.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public static IReadOnlyList<ScoredItem> Positive(ReadOnlySpan<float> scores, int count)
    {
        var (items, values) = (new int[Math.Min(count, scores.Length)], new float[Math.Min(count, scores.Length)]);
        var found = TopK.Select(scores, items, values);
        var positive = values.AsSpan(0, found).IndexOfAnyExceptInRange(float.Epsilon, float.MaxValue);
        return Join(items, values, positive < 0 ? found : positive);
    }

    /// <summary>The items with the largest scores, best first, whatever their sign. O(items).</summary>
    /// <param name="scores">One score an item.</param>
    /// <param name="count">How many at most, at least 1.</param>
    /// <param name="except">The item asked about, which is not among them.</param>
    public static IReadOnlyList<ScoredItem> Largest(ReadOnlySpan<float> scores, int count, int except)
    {
        var (items, values) = (new int[Math.Min(count, scores.Length)], new float[Math.Min(count, scores.Length)]);
        return Join(items, values, TopK.Select(scores, items, values, [except]));
    }

    /// <summary>The largest entries of a row, best first. O(entries of the row).</summary>
    /// <param name="matrix">Its rows hold the similar items of each item, without the item itself.</param>
    /// <param name="row">The item asked about.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public static IReadOnlyList<ScoredItem> OfRow(SparseMatrix matrix, int row, int count)
    {
        var columns = matrix.RowIndices(row);
        var (places, values) = (new int[Math.Min(count, columns.Length)], new float[Math.Min(count, columns.Length)]);
        var found = TopK.Select(matrix.RowValues(row), places, values);
        foreach (ref var place in places.AsSpan(0, found))
        {
            place = columns[place];
        }

        return Join(places, values, found);
    }

    private static ScoredItem[] Join(int[] items, float[] values, int count)
    {
        var joined = new ScoredItem[count];
        for (var rank = 0; rank < count; rank++)
        {
            joined[rank] = new ScoredItem(items[rank], values[rank]);
        }

        return joined;
    }
}
