using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Exposure by group of items.</summary>
/// <param name="Attribute">By what items were grouped.</param>
/// <param name="Miscalibration">Mean over users of <see cref="MiscalibrationAt"/>.</param>
/// <param name="Groups">All groups.</param>
public sealed record ExposureComparison(string Attribute, double Miscalibration, IReadOnlyList<ItemGroupExposure> Groups)
{
    /// <summary>The metrics that an evaluation must have for <see cref="Of"/>.</summary>
    internal static IEnumerable<IUserMetric> Metrics(Grouping groups, int k) =>
    [
        new MiscalibrationAt(groups, k),
        .. groups.Names.Select((_, group) => new GroupExposureAt(groups, group, k)),
    ];

    /// <summary>Puts the comparison together.</summary>
    /// <param name="groups">The items' groups.</param>
    /// <param name="k">Places looked at.</param>
    /// <param name="task">What was asked.</param>
    /// <param name="result">The evaluation, with the metrics of <see cref="Metrics"/>.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    internal static ExposureComparison Of(Grouping groups, int k, RankingTask task, RankingResult result, ulong seed, int maxDegreeOfParallelism)
    {
        var catalogue = groups.Shares([.. Enumerable.Range(0, groups.Members)]);
        var exposures = groups.Names.Select((_, group) => result[new GroupExposureAt(groups, group, k).Key]).ToArray();
        // Whoever has no list or no history says nothing about either.
        int[] users = [.. Enumerable.Range(0, task.Cases.Count).Where(user => task.Cases[user].History.Count > 0 && !double.IsNaN(exposures[0].Values[user]))];
        int[] lengths = [.. users.Select(user => task.Cases[user].History.Count)];
        var profiles = users.Select(user => Profile(groups, task.Cases[user].History.Items)).ToArray();
        var of = exposures.Select((exposure, group) =>
        {
            double[] shares = [.. profiles.Select(profile => profile.Shares[group])];
            return new Shares(
                shares,
                ProfileSlope.Smooth(shares, [.. profiles.Select(profile => profile.Squares[group])], lengths),
                [.. users.Select(user => exposure.Values[user])]);
        }).ToArray();
        var intervals = Bootstrap.Intervals(users.Length, of.Length * Shares.Statistics, Compute, seed, maxDegreeOfParallelism: maxDegreeOfParallelism);
        var found = new double[intervals.Count];
        Compute([.. users.Select(_ => 1)], found);
        return new ExposureComparison(
            groups.Selector,
            result[new MiscalibrationAt(groups, k).Key].Mean,
            [.. groups.Names.Select((name, group) =>
            {
                var at = group * Shares.Statistics;
                return new ItemGroupExposure(
                    name, catalogue[group], found[at], intervals[at], found[at + 1], intervals[at + 1], intervals[at + 2],
                    new ProfileSlope(found[at + 3], intervals[at + 3], found[at + 4], intervals[at + 4]));
            })]);

        void Compute(int[] drawn, Span<double> statistics)
        {
            for (var group = 0; group < of.Length; group++)
            {
                of[group].Compute(drawn, statistics.Slice(group * Shares.Statistics, Shares.Statistics));
            }
        }
    }

    /// <summary>Mean over the items of the part that belongs to each group, and of its square.</summary>
    private static (double[] Shares, double[] Squares) Profile(Grouping groups, ReadOnlySpan<int> items)
    {
        var (shares, squares) = (new double[groups.Names.Count], new double[groups.Names.Count]);
        foreach (var item in items)
        {
            var own = groups.Of(item);
            foreach (var group in own)
            {
                shares[group] += 1.0 / own.Length / items.Length;
                squares[group] += 1.0 / own.Length / own.Length / items.Length;
            }
        }

        return (shares, squares);
    }

    private sealed record Shares(double[] Profiles, double[] Smoothed, double[] Lists)
    {
        public const int Statistics = 5;

        public void Compute(ReadOnlySpan<int> drawn, Span<double> statistics)
        {
            var (users, profile, list) = (0.0, 0.0, 0.0);
            for (var user = 0; user < drawn.Length; user++)
            {
                users += drawn[user];
                profile += drawn[user] * Profiles[user];
                list += drawn[user] * Lists[user];
            }

            statistics[0] = profile / users;
            statistics[1] = list / users;
            statistics[2] = (list - profile) / users;
            (statistics[3], statistics[4]) = ProfileSlope.Fit(Smoothed, Lists, drawn);
        }
    }
}
