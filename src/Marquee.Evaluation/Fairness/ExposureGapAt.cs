using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a group that a re-ranker raises lacks: its target less its exposure in the first k places. -1 to 1; the mean over users is the gap that is to be closed.</summary>
/// <param name="reRanker">Knows the group and each user's target.</param>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class ExposureGapAt(ExposureReRanker reRanker, int k) : IUserMetric
{
    private readonly GroupExposureAt _exposure = new(reRanker.Groups, 0, k);

    /// <inheritdoc/>
    public string Key => $"gap@{k} {reRanker.Groups.Selector} to {reRanker.Target}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user) => reRanker.TargetFor(user.History) - _exposure.Compute(user);
}
