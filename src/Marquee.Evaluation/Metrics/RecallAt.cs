namespace Marquee.Evaluation;

/// <summary>Recall@k: <c>hits in the first k places / relevant items</c>. 0 to 1.</summary>
/// <remarks>The divisor is the number of all relevant items, also where that is more than k, so that 1 may be out of reach.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class RecallAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"recall@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user) => user.Hits(k) / (double)user.Relevant.Length;
}
