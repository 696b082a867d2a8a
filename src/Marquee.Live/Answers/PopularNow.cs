using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>What a stranger is shown: what is watched these days, corrected for the country and the hours of the week in which it is asked for. Needs no training and no history.</summary>
/// <remarks>
/// The score of an item is the logarithm of <c>p * (p_country / p) * (p_hours / p)</c>, where <c>p</c> is its share of all counts and the other two are its shares where and when it is asked for, each drawn towards <c>p</c> as if
/// <see cref="Prior"/> further events had come in the usual shares: a country with few events differs little from all. Scored once, O(items); the same for every history.
/// </remarks>
internal sealed class PopularNow : IRecommender
{
    /// <summary>What answers say they are from.</summary>
    public const string Label = "popular";

    private const double Prior = 50;

    private readonly float[] _scores;

    public PopularNow(TrendCounter trends, int itemCount, string? country, long now)
    {
        _scores = new float[itemCount];
        trends.Counts(_scores);
        var all = 0.0;
        foreach (ref var count in _scores.AsSpan())
        {
            count = Math.Max(0, count);
            all += count;
        }

        var inCountry = country is null ? [] : Counts(trends, TrendSlice.In(country), out _);
        var countryTotal = inCountry.Sum();
        var inHours = Counts(trends, TrendSlice.At(now), out var hoursTotal);
        for (var item = 0; item < itemCount; item++)
        {
            // Half an event for each item: what nobody watched comes last, in the order of the catalogue.
            var share = (_scores[item] + 0.5) / (all + (0.5 * itemCount));
            _scores[item] = (float)(Math.Log(share) + Lift(inCountry, countryTotal, item, share) + Lift(inHours, hoursTotal, item, share));
        }
    }

    public int ItemCount => _scores.Length;

    public void Score(in History history, Span<float> scores) => _scores.CopyTo(scores);

    private static double Lift(double[] counts, double total, int item, double share) =>
        total > 0 ? Math.Log((counts[item] + (Prior * share)) / ((total + Prior) * share)) : 0;

    private double[] Counts(TrendCounter trends, TrendSlice slice, out double total)
    {
        var counts = new double[_scores.Length];
        total = 0;
        for (var item = 0; item < counts.Length; item++)
        {
            counts[item] = Math.Max(0, trends.Count(item, slice));
            total += counts[item];
        }

        return counts;
    }
}
