namespace Marquee.Evaluation;

/// <summary>F1@k: the harmonic mean of a user's precision@k and recall@k, <c>2 hits / (k + relevant items)</c>. 0 to 1.</summary>
/// <remarks>Averaged over users last. The F1 of the mean precision and mean recall, which some papers print, is another and larger number.</remarks>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class F1At(int k) : IUserMetric
{
    /// <inheritdoc/>
    public string Key => $"f1@{k}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user) => 2.0 * user.Hits(k) / (k + user.Relevant.Length);
}
