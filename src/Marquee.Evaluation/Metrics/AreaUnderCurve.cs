namespace Marquee.Evaluation;

/// <summary>
/// AUC: the share of pairs of a relevant and another candidate in which the relevant one has the higher score; an equal score counts a half. 0 to 1, and one
/// half for a model that knows nothing.
/// </summary>
/// <remarks>
/// A relevant item that was no candidate (the model does not know it) loses all its pairs. NaN where every candidate is relevant. The Mann-Whitney form; O(candidates log relevant).
/// </remarks>
public sealed class AreaUnderCurve : IUserMetric
{
    /// <inheritdoc/>
    public string Key => "auc";

    /// <inheritdoc/>
    public int ListLength => 0;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var found = new List<float>(user.Relevant.Length);
        foreach (var item in user.Relevant)
        {
            if (item < user.Scores.Length && !float.IsNegativeInfinity(user.Scores[item]))
            {
                found.Add(user.Scores[item]);
            }
        }

        found.Sort();
        var (candidates, wins) = (0, 0.0);
        foreach (var score in user.Scores)
        {
            if (!float.IsNegativeInfinity(score))
            {
                candidates++;
                var (below, above) = Bounds(found, score);
                wins += found.Count - above + (0.5 * (above - below));
            }
        }

        // Each pair of two relevant items, and each with itself, was counted as one half.
        wins -= 0.5 * found.Count * found.Count;
        var others = candidates - found.Count;
        return others == 0 ? double.NaN : wins / ((double)others * user.Relevant.Length);
    }

    private static (int Below, int NotAbove) Bounds(List<float> ascending, float score)
    {
        var below = ascending.BinarySearch(score);
        if (below < 0)
        {
            return (~below, ~below);
        }

        var notAbove = below + 1;
        while (below > 0 && ascending[below - 1] == score)
        {
            below--;
        }

        while (notAbove < ascending.Count && ascending[notAbove] == score)
        {
            notAbove++;
        }

        return (below, notAbove);
    }
}
