namespace Marquee.Evaluation;

/// <summary>How the share of a group in users' lists moves with its share in their profiles: <c>list = intercept + slope * profile</c>.</summary>
/// <remarks>
/// <para>
/// A slope of 1 with an intercept of 0 hands each user's proportions on; below 1 lists are more alike than their users; above 1 they exaggerate what sets users apart; a slope near 0 says
/// that the lists hold as much of the group whatever the user watched.
/// </para>
/// <para>
/// Source: Ekstrand and Kluver, Exploring author gender in book rating and recommendation, 2021. They fit log-odds in a hierarchical Bayesian model; lists here hold ten items, where the log-odds
/// of "none" and "one" would decide everything, so shares are fitted as they are, by least squares. As there, a profile's share is smoothed, because that of a
/// short profile is mostly chance and would flatten the line: see <see cref="Smooth"/>.
/// </para>
/// </remarks>
/// <param name="Slope">By how much the list's share grows for each unit of the profile's; NaN where profiles do not differ beyond chance.</param>
/// <param name="SlopeInterval">Its 95% bootstrap interval over users.</param>
/// <param name="Intercept">The list's share for users without the group in their profile.</param>
/// <param name="InterceptInterval">Its 95% bootstrap interval over users.</param>
public sealed record ProfileSlope(double Slope, Interval SlopeInterval, double Intercept, Interval InterceptInterval)
{
    /// <summary>The profiles' shares, each drawn towards the mean the more, the shorter the profile.</summary>
    /// <remarks>
    /// The share of a profile of <c>n</c> items varies with tastes, and by chance with the variance of one item divided by <c>n</c>. Both variances are found from what all profiles show together; then
    /// <c>(n * share + k * mean) / (n + k)</c> with <c>k</c> = variance of one item / variance of tastes is nearest to the taste (Bühlmann's credibility). Where items are wholly in the group or not at all,
    /// this is the mean of the Beta distribution after the profile was seen.
    /// </remarks>
    /// <param name="shares">Share of the group in each profile.</param>
    /// <param name="squares">Mean over each profile's items of the square of the part that belongs to the group; the shares again where items belong to it wholly or not.</param>
    /// <param name="lengths">Items in each profile, at least 1.</param>
    /// <returns>The smoothed shares; all the mean where profiles do not differ beyond chance.</returns>
    public static double[] Smooth(IReadOnlyList<double> shares, IReadOnlyList<double> squares, IReadOnlyList<int> lengths)
    {
        if (shares.Count == 0)
        {
            return [];
        }

        var mean = shares.Average();
        var variance = shares.Sum(share => (share - mean) * (share - mean)) / Math.Max(1, shares.Count - 1);
        var chance = lengths.Average(length => 1.0 / length);
        var ofItems = squares.Average() - (mean * mean);
        var tastes = chance >= 1 ? 0 : (variance - (ofItems * chance)) / (1 - chance);
        if (tastes <= 0)
        {
            return [.. shares.Select(_ => mean)];
        }

        var strength = Math.Max(0, (ofItems / tastes) - 1);
        return [.. shares.Zip(lengths, (share, length) => ((share * length) + (strength * mean)) / (length + strength))];
    }

    /// <summary>Slope and intercept by least squares, each user counting as often as was drawn.</summary>
    internal static (double Slope, double Intercept) Fit(double[] profiles, double[] lists, ReadOnlySpan<int> drawn)
    {
        var (n, x, y) = (0.0, 0.0, 0.0);
        for (var user = 0; user < drawn.Length; user++)
        {
            n += drawn[user];
            x += drawn[user] * profiles[user];
            y += drawn[user] * lists[user];
        }

        x /= n;
        y /= n;
        var (square, product) = (0.0, 0.0);
        for (var user = 0; user < drawn.Length; user++)
        {
            square += drawn[user] * (profiles[user] - x) * (profiles[user] - x);
            product += drawn[user] * (profiles[user] - x) * (lists[user] - y);
        }

        // Shares that are equal but for rounding have no slope.
        var slope = square > 1e-12 * n ? product / square : double.NaN;
        return (slope, y - (slope * x));
    }
}
