using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>What a stranger is shown: what is watched these days, corrected for the country and the hours of the week in which it is asked for. Needs no training and no history.</summary>
/// <remarks>
/// The score of an item is the logarithm of <c>p * (p_country / p) * (p_hours / p)</c>, where <c>p</c> is its share of all counts and the other two are its shares where and when it is asked for, each drawn towards <c>p</c> as if
/// <see cref="Prior"/> further events had come in the usual shares: a country with few events differs little from all. O(items).
/// </remarks>
internal sealed class PopularNow(TrendCounter trends, int itemCount) : IRecommender
{
    /// <summary>What answers say they are from.</summary>
    public const string Label = "popular";

    private const double Prior = 50;

    public int ItemCount => itemCount;

    public void Score(in History history, Span<float> scores)
    {
        var country = history.Context.Country is { } name ? TrendSlice.In(name) : (TrendSlice?)null;
        var hours = history.Context.Now is { } moment ? TrendSlice.At(moment) : (TrendSlice?)null;
        var counts = new float[itemCount];
        trends.Counts(counts);
        var all = Math.Max(1e-9, counts.Sum(count => Math.Max(0, (double)count)));
        var (inCountry, inHours) = (Total(country), Total(hours));
        for (var item = 0; item < scores.Length; item++)
        {
            // Half an event for each item: what nobody watched comes last, in the order of the catalogue.
            var share = (Math.Max(0, counts[item]) + 0.5) / (all + (0.5 * itemCount));
            scores[item] = (float)(Math.Log(share) + Lift(item, country, inCountry, share) + Lift(item, hours, inHours, share));
        }
    }

    private double Lift(int item, TrendSlice? slice, double total, double share) =>
        slice is { } of && total > 0 ? Math.Log((Math.Max(0, trends.Count(item, of)) + (Prior * share)) / ((total + Prior) * share)) : 0;

    private double Total(TrendSlice? slice)
    {
        var total = 0.0;
        for (var item = 0; slice is { } of && item < itemCount; item++)
        {
            total += Math.Max(0, trends.Count(item, of));
        }

        return total;
    }
}
