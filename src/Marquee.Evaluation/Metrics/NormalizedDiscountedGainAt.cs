namespace Marquee.Evaluation;

/// <summary>
/// NDCG@k with binary gains: <c>DCG / IDCG</c>, where DCG is the sum of <c>1 / log2(place + 1)</c> over the places up to k that hold a relevant item and
/// IDCG the same sum over the first <c>min(k, relevant items)</c> places. 0 to 1; a perfect list has 1.
/// </summary>
/// <remarks>Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002, with the discount that recommendation papers use. The base of the logarithm cancels out.</remarks>
public sealed class NormalizedDiscountedGainAt : IUserMetric
{
    private readonly double[] _discounts;
    private readonly double[] _ideal;

    /// <summary>Prepares the discounts.</summary>
    /// <param name="k">Places looked at, at least 1.</param>
    public NormalizedDiscountedGainAt(int k)
    {
        ListLength = k;
        Key = $"ndcg@{k}";
        _discounts = new double[k];
        _ideal = new double[k + 1];
        for (var place = 0; place < k; place++)
        {
            _discounts[place] = 1 / Math.Log2(place + 2);
            _ideal[place + 1] = _ideal[place] + _discounts[place];
        }
    }

    /// <inheritdoc/>
    public string Key { get; }

    /// <inheritdoc/>
    public int ListLength { get; }

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(ListLength);
        var gain = 0.0;
        for (var place = 0; place < items.Length; place++)
        {
            gain += user.IsRelevant(items[place]) ? _discounts[place] : 0;
        }

        return gain / _ideal[Math.Min(ListLength, user.Relevant.Length)];
    }
}
