using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Picks the similar items of a model that has a number for each.</summary>
internal static class SimilarScores
{
    /// <summary>The items with the largest positive scores, best first. O(items).</summary>
    /// <param name="scores">One score an item; that of the item asked about must not be positive.</param>
    /// <param name="count">How many at most, at least 1.</param>
    public static IReadOnlyList<ScoredItem> Positive(ReadOnlySpan<float> scores, int count)
    {
        var items = new int[Math.Min(count, scores.Length)];
        var values = new float[items.Length];
        var found = TopK.Select(scores, items, values);
        var positive = values.AsSpan(0, found).IndexOfAnyExceptInRange(float.Epsilon, float.MaxValue);
        return [.. items.Zip(values, (other, score) => new ScoredItem(other, score)).Take(positive < 0 ? found : positive)];
    }
}
