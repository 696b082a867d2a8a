using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// Miscalibration@k: how far the proportions of groups in a list are from those in the history, <c>sum over g of p(g) log(p(g) / q(g))</c> in nats. 0 where they are
/// the same; NaN for an empty history or list.
/// </summary>
/// <remarks>
/// Source: Steck, Calibrated recommendations, RecSys 2018, equation 6: <c>q</c> is mixed with a hundredth of <c>p</c>. History: each item counts the same; list: places count by
/// <see cref="PositionDiscount"/>. An item of several groups belongs to each in equal parts.
/// </remarks>
/// <param name="groups">The items' groups.</param>
/// <param name="k">Places looked at, at least 1.</param>
public sealed class MiscalibrationAt(Grouping groups, int k) : IUserMetric
{
    private const double Smoothing = 0.01;

    private readonly double[] _discounts = PositionDiscount.First(k);

    /// <inheritdoc/>
    public string Key => $"miscalibration@{k} {groups.Selector}";

    /// <inheritdoc/>
    public int ListLength => k;

    /// <inheritdoc/>
    public double Compute(in RankedUser user)
    {
        var profile = groups.Shares(user.History.Items);
        var list = new double[profile.Length];
        var items = user.First(k);
        for (var rank = 0; rank < items.Length; rank++)
        {
            groups.Add(items[rank], _discounts[rank], list);
        }

        var (filled, held) = (list.Sum(), profile.Sum());
        if (filled == 0 || held == 0)
        {
            return double.NaN;
        }

        var divergence = 0.0;
        for (var group = 0; group < profile.Length; group++)
        {
            var p = profile[group];
            divergence += p == 0 ? 0 : p * Math.Log(p / (((1 - Smoothing) * list[group] / filled) + (Smoothing * p)));
        }

        return divergence;
    }
}
