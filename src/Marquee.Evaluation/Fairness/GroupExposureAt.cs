using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Exposure of a group of items: its share of the first k places of a list, each place counting by <see cref="PositionDiscount"/>. 0 to 1; NaN for an empty list.</summary>
/// <remarks>Source: Singh and Joachims, Fairness of exposure in rankings, KDD 2018. An item of several groups belongs to each in equal parts.</remarks>
/// <param name="groups">The items' groups.</param>
/// <param name="group">Which of them.</param>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class GroupExposureAt(Grouping groups, int group, int k) : IUserMetric
{
    private readonly double[] _discounts = PositionDiscount.First(k);

    /// <inheritdoc/>
    public string Key => $"exposure@{k} {groups.Selector}: {groups.Names[group]}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var items = user.First(k);
        var (own, all) = (0.0, 0.0);
        for (var rank = 0; rank < items.Length; rank++)
        {
            own += groups.Part(items[rank], group) * _discounts[rank];
            all += _discounts[rank];
        }

        return own / all;
    }
}
