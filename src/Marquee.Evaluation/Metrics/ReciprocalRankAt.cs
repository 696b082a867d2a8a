namespace Marquee.Evaluation;

/// <summary>Reciprocal rank@k: <c>1 / place of the first relevant item</c>, 0 where none stands within the first k places. Its mean over users is MRR@k. 0 to 1.</summary>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class ReciprocalRankAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"mrr@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(k);
        for (var place = 0; place < items.Length; place++)
        {
            if (user.IsRelevant(items[place]))
            {
                return 1.0 / (place + 1);
            }
        }

        return 0;
    }
}
