namespace Marquee.Evaluation;

/// <summary>Precision@k: <c>hits in the first k places / k</c>. 0 to 1.</summary>
/// <remarks>The divisor is k also for a list that is shorter: places left empty are places wasted.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class PrecisionAt(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"precision@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user) => user.Hits(k) / (double)k;
}
