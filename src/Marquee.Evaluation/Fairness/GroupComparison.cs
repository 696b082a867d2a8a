using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>A metric by groups of users: means, the largest gap, and whether chance alone would show as much.</summary>
/// <remarks>
/// <para>
/// All p-values come from one permutation test: users keep their values and are dealt anew to groups of the same sizes, <see cref="Permutations"/> times. It assumes no distribution. The
/// largest gap is compared with the largest gaps of the permutations, so that having looked for the largest among many is paid for; the omnibus test compares the
/// variance between groups; each group's difference to all others, in units of its standard error, is compared with the largest such among all groups of the
/// permutation, which corrects for the number of groups (max-T of Westfall and Young, Resampling-based multiple testing, 1993).
/// </para>
/// <para>Groups with fewer than <see cref="MinimumUsers"/> users are shown and not compared. O(permutations x users).</para>
/// </remarks>
public sealed record GroupComparison
{
    /// <summary>How often users are dealt anew.</summary>
    public const int Permutations = 10_000;

    /// <summary>A group needs so many users to be compared: the mean of fewer is mostly chance, and would often be the best or the worst.</summary>
    public const int MinimumUsers = 10;

    private GroupComparison()
    {
    }

    /// <summary>By what users were grouped.</summary>
    public required string Attribute { get; init; }

    /// <summary>The metric's key.</summary>
    public required string Metric { get; init; }

    /// <summary>All groups.</summary>
    public required IReadOnlyList<GroupMean> Groups { get; init; }

    /// <summary>The group that is served best; nothing where fewer than two can be compared.</summary>
    public GroupMean? Best { get; init; }

    /// <summary>The group that is served worst.</summary>
    public GroupMean? Worst { get; init; }

    /// <summary>Mean of the best group less that of the worst; NaN where fewer than two can be compared.</summary>
    public double Gap { get; init; } = double.NaN;

    /// <summary>95% bootstrap interval of the difference between these two groups. It does not know that they were chosen as the extremes; <see cref="GapP"/> does.</summary>
    public Interval GapInterval { get; init; } = new(double.NaN, double.NaN);

    /// <summary>P-value of the largest gap.</summary>
    public double GapP { get; init; } = double.NaN;

    /// <summary>P-value of the omnibus test: whether the groups differ at all.</summary>
    public double OmnibusP { get; init; } = double.NaN;

    /// <summary><see cref="OmnibusP"/> corrected for the number of attributes that were looked at, by Holm's method.</summary>
    public double CorrectedP { get; init; } = double.NaN;

    /// <summary>Compares groups.</summary>
    /// <param name="attribute">By what users were grouped.</param>
    /// <param name="names">The groups.</param>
    /// <param name="groupOf">Group of each user of the values; -1 for those in none, who are left out.</param>
    /// <param name="values">The metric.</param>
    /// <param name="seed">Seed of bootstrap and permutations.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">There is not one group for each value.</exception>
    public static GroupComparison Of(
        string attribute, IReadOnlyList<string> names, IReadOnlyList<int> groupOf, MetricValues values, ulong seed, int maxDegreeOfParallelism = 0)
    {
        if (groupOf.Count != values.Count)
        {
            throw new ArgumentException($"{values.Count} values need as many groups; {groupOf.Count} were given.", nameof(groupOf));
        }

        var members = names.Select((_, group) => Enumerable.Range(0, values.Count)
            .Where(user => groupOf[user] == group && !double.IsNaN(values.Values[user])).ToArray()).ToArray();
        var means = members.Select(users => users.Length == 0 ? double.NaN : users.Average(user => values.Values[user])).ToArray();
        int[] compared = [.. Enumerable.Range(0, names.Count).Where(group => members[group].Length >= MinimumUsers)];
        var best = compared.Length == 0 ? 0 : compared.MaxBy(group => means[group]);
        var worst = compared.Length == 0 ? 0 : compared.MinBy(group => means[group]);
        var intervals = Intervals(values, groupOf, names.Count, best, worst, seed, maxDegreeOfParallelism);
        var test = compared.Length < 2 ? null : Permute([.. compared.Select(group => members[group].Select(user => values.Values[user]).ToArray())], seed, maxDegreeOfParallelism);
        var (all, sum) = (members.Sum(users => users.Length), members.Sum(users => users.Sum(user => values.Values[user])));
        GroupMean[] groups = [.. names.Select((name, group) => new GroupMean(
            name,
            members[group].Length,
            means[group],
            intervals[group],
            means[group] - ((sum - (means[group] * members[group].Length)) / (all - members[group].Length)),
            test is not null && Array.IndexOf(compared, group) is >= 0 and var at ? test.OfGroup[at] : double.NaN))];
        var comparison = new GroupComparison { Attribute = attribute, Metric = values.Key, Groups = groups };
        return test is null ? comparison : comparison with
        {
            Best = groups[best],
            Worst = groups[worst],
            Gap = means[best] - means[worst],
            GapInterval = intervals[^1],
            GapP = test.Gap,
            OmnibusP = test.Omnibus,
            CorrectedP = test.Omnibus,
        };
    }

    /// <summary>Corrects the omnibus tests of several attributes for their number.</summary>
    /// <remarks>By Holm's method.</remarks>
    /// <param name="comparisons">The same metric and model by different attributes.</param>
    public static IReadOnlyList<GroupComparison> Correct(IReadOnlyList<GroupComparison> comparisons)
    {
        var corrected = PermutationTest.Holm([.. comparisons.Select(one => one.OmnibusP)]);
        return [.. comparisons.Zip(corrected, (one, p) => one with { CorrectedP = p })];
    }

    /// <summary>One interval for each group's mean, and last that of the gap between two of them.</summary>
    private static IReadOnlyList<Interval> Intervals(MetricValues values, IReadOnlyList<int> groupOf, int groups, int best, int worst, ulong seed, int threads)
    {
        var of = groupOf.ToArray();
        var known = values.Values.ToArray();
        return Bootstrap.Intervals(values.Count, groups + 1, Compute, seed, maxDegreeOfParallelism: threads);

        void Compute(int[] drawn, Span<double> means)
        {
            Span<double> users = stackalloc double[groups];
            users.Clear();
            means.Clear();
            for (var user = 0; user < drawn.Length; user++)
            {
                if (drawn[user] > 0 && of[user] >= 0 && !double.IsNaN(known[user]))
                {
                    users[of[user]] += drawn[user];
                    means[of[user]] += drawn[user] * known[user];
                }
            }

            for (var group = 0; group < groups; group++)
            {
                means[group] /= users[group];
            }

            means[^1] = groups == 0 ? double.NaN : means[best] - means[worst];
        }
    }

    private static Test Permute(double[][] groups, ulong seed, int maxDegreeOfParallelism)
    {
        var pooled = groups.SelectMany(values => values).ToArray();
        var grand = pooled.Average();
        for (var user = 0; user < pooled.Length; user++)
        {
            pooled[user] -= grand;
        }

        var deviation = Math.Sqrt(pooled.Sum(value => value * value) / pooled.Length);
        int[] sizes = [.. groups.Select(values => values.Length)];
        var observed = Statistics(pooled, sizes);
        var dealt = new Statistic[Permutations];
        var root = new SplittableRandom(seed).Split("permutation");
        ParallelBlocks.For(Permutations, 64, maxDegreeOfParallelism, () => new double[pooled.Length], (start, end, _, values) =>
        {
            for (var permutation = start; permutation < end; permutation++)
            {
                // Each deal starts from the same order, so that it does not depend on the deals before it.
                pooled.CopyTo(values, 0);
                root.Split((ulong)permutation).Shuffle(values.AsSpan());
                dealt[permutation] = Statistics(values, sizes);
            }
        });

        // Statistics that differ by rounding only are as large as the observed one.
        var slack = 1e-12 * deviation;
        return new Test(
            Share(dealt.Count(one => one.Gap >= observed.Gap - slack)),
            Share(dealt.Count(one => one.Between >= observed.Between - (slack * deviation * pooled.Length))),
            [.. groups.Select((_, group) => OfGroup(group))]);

        double OfGroup(int group)
        {
            var start = sizes.Take(group).Sum();
            var own = Math.Abs(Standardised(pooled.AsSpan(start, sizes[group]), pooled.Length));
            return Share(dealt.Count(one => one.Largest >= own - slack));
        }

        static double Share(int asLarge) => PermutationTest.Share(asLarge, Permutations);
    }

    /// <summary>The statistics of values that lie group after group and have a mean of 0.</summary>
    private static Statistic Statistics(ReadOnlySpan<double> values, int[] sizes)
    {
        var (highest, lowest, between, largest, start) = (double.NegativeInfinity, double.PositiveInfinity, 0.0, 0.0, 0);
        foreach (var size in sizes)
        {
            var own = values.Slice(start, size);
            var mean = Mean(own);
            highest = Math.Max(highest, mean);
            lowest = Math.Min(lowest, mean);
            between += size * mean * mean;
            largest = Math.Max(largest, Math.Abs(Standardised(own, values.Length)));
            start += size;
        }

        return new Statistic(highest - lowest, between, largest);
    }

    // In units of the standard error, but for the deviation of all values, which is the same in every permutation.
    private static double Standardised(ReadOnlySpan<double> own, int all) => Mean(own) * Math.Sqrt((double)own.Length * all / Math.Max(1, all - own.Length));

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private readonly record struct Statistic(double Gap, double Between, double Largest);

    private sealed record Test(double Gap, double Omnibus, double[] OfGroup);
}
