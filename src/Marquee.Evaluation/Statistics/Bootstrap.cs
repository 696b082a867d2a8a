using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>
/// Percentile bootstrap over users: the users are drawn again with replacement, many times, and the middle part of the means so found is the interval.
/// </summary>
/// <remarks>
/// Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. The same draws serve all metrics of a call. It measures the chance of having met these
/// users, not the chance of the split or of the training. Resample <c>b</c> depends on the seed and <c>b</c> only, so the number of threads does not matter. O(resamples x users x metrics).
/// </remarks>
public static class Bootstrap
{
    /// <summary>Resamples that are drawn where nothing else is said.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>One interval for each metric.</summary>
    /// <param name="metrics">Values of the same users in the same order.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="level">Confidence, between 0 and 1.</param>
    /// <param name="resamples">How often users are drawn again, at least 1.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <returns>Intervals in the order of <paramref name="metrics"/>; NaN ends where no user is counted.</returns>
    /// <exception cref="ArgumentException">The metrics have different numbers of users.</exception>
    public static IReadOnlyList<Interval> Intervals(
        IReadOnlyList<MetricValues> metrics, ulong seed, double level = 0.95, int resamples = DefaultResamples, int maxDegreeOfParallelism = 0)
    {
        if (metrics.Count == 0)
        {
            return [];
        }

        var users = metrics[0].Count;
        if (metrics.Any(metric => metric.Count != users))
        {
            throw new ArgumentException($"All metrics need the same users; they have {string.Join(", ", metrics.Select(metric => metric.Count))}.", nameof(metrics));
        }

        var totals = metrics.Select(metric => Enumerable.Range(0, users).Select(metric.Total).ToArray()).ToArray();
        var weights = metrics.Select(metric => Enumerable.Range(0, users).Select(metric.WeightOf).ToArray()).ToArray();
        return Intervals(users, metrics.Count, Means, seed, level, resamples, maxDegreeOfParallelism);

        void Means(int[] drawn, Span<double> means)
        {
            for (var metric = 0; metric < metrics.Count; metric++)
            {
                var (total, weight) = (0.0, 0.0);
                for (var user = 0; user < users; user++)
                {
                    total += drawn[user] * totals[metric][user];
                    weight += drawn[user] * weights[metric][user];
                }

                means[metric] = metrics[metric].Finish(total, weight);
            }
        }
    }

    /// <summary>One interval for each of some statistics that are more than means, such as slopes.</summary>
    /// <param name="users">Number of users.</param>
    /// <param name="statistics">Number of statistics.</param>
    /// <param name="compute">Receives how often each user was drawn and writes the statistics; NaN where one is not defined. Called from many threads at once.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="level">Confidence, between 0 and 1.</param>
    /// <param name="resamples">How often users are drawn again, at least 1.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    internal static IReadOnlyList<Interval> Intervals(
        int users, int statistics, Action<int[], Span<double>> compute, ulong seed, double level = 0.95, int resamples = DefaultResamples, int maxDegreeOfParallelism = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, 1);
        var values = Enumerable.Range(0, statistics).Select(_ => new double[resamples]).ToArray();
        var root = new SplittableRandom(seed).Split("bootstrap");
        ParallelBlocks.For(resamples, 16, maxDegreeOfParallelism, () => (Drawn: new int[users], Found: new double[statistics]), (start, end, _, scratch) =>
        {
            for (var resample = start; resample < end; resample++)
            {
                Draw(root.Split((ulong)resample), scratch.Drawn);
                compute(scratch.Drawn, scratch.Found);
                for (var statistic = 0; statistic < statistics; statistic++)
                {
                    values[statistic][resample] = scratch.Found[statistic];
                }
            }
        });
        return [.. values.Select(found => Middle(found, level))];
    }

    private static void Draw(SplittableRandom random, int[] drawn)
    {
        Array.Clear(drawn);
        for (var draw = 0; draw < drawn.Length; draw++)
        {
            drawn[random.Next(drawn.Length)]++;
        }
    }

    private static Interval Middle(double[] values, double level)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        return new Interval(Quantile(sorted, (1 - level) / 2), Quantile(sorted, (1 + level) / 2));
    }

    /// <summary>The quantile between the two nearest values, linearly (type 7 of Hyndman and Fan).</summary>
    private static double Quantile(double[] ascending, double share)
    {
        if (ascending.Length == 0)
        {
            return double.NaN;
        }

        var place = share * (ascending.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + ((place - below) * (ascending[above] - ascending[below]));
    }
}
