namespace Marquee.Evaluation;

/// <summary>
/// Novelty@k: the mean self-information of the first k items in bits, <c>-log2(share of training users who had the item)</c>. 0 where everybody had all of
/// them; up to <c>log2(users)</c>.
/// </summary>
/// <remarks>Source: Zhou et al., Solving the apparent diversity-accuracy dilemma of recommender systems, 2010. NaN for an empty list.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class NoveltyAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"novelty@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(k);
        var bits = 0.0;
        foreach (var item in items)
        {
            bits += user.Catalogue.SelfInformation(item);
        }

        return bits / items.Length;
    }
}
