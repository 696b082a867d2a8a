namespace Marquee.Evaluation;

/// <summary>Hit rate@k: 1 if at least one relevant item stands within the first k places, else 0.</summary>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class HitRateAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"hr@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user) => user.Hits(k) > 0 ? 1 : 0;
}
