using Marquee.Data;

namespace Marquee.Testing;

/// <summary>The slow and obvious way from scores to a ranking.</summary>
public static class Ranking
{
    /// <summary>All items that are not in the history, best first, the lower index first among equals.</summary>
    public static IEnumerable<int> Unseen(float[] scores, in History history)
    {
        var seen = history.Items.ToArray().ToHashSet();
        return Enumerable.Range(0, scores.Length).Where(item => !seen.Contains(item)).OrderByDescending(item => scores[item]).ThenBy(item => item);
    }
}
