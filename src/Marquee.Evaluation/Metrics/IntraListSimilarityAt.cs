namespace Marquee.Evaluation;

/// <summary>
/// Intra-list similarity@k: the mean similarity of all pairs among the first k items by their categories and labels (<see cref="CatalogueFacts.Similarity"/>).
/// 0 to 1; the list's diversity is 1 minus it.
/// </summary>
/// <remarks>
/// Source: Ziegler et al., Improving recommendation lists through topic diversification, 2005 (there a sum over pairs). Pairs with an item that has neither
/// category nor label do not count; NaN where no pair counts.
/// </remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class IntraListSimilarityAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"ils@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(k);
        var (sum, pairs) = (0.0, 0);
        for (var first = 0; first < items.Length; first++)
        {
            for (var second = first + 1; second < items.Length; second++)
            {
                var similarity = user.Catalogue.Similarity(items[first], items[second]);
                if (!double.IsNaN(similarity))
                {
                    sum += similarity;
                    pairs++;
                }
            }
        }

        return sum / pairs;
    }
}
