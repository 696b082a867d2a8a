using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Two models on the same users: how much better the first is, and whether chance alone would show as much.</summary>
/// <remarks>
/// The test to report is the sign-flip permutation test (Fisher's randomization test; Smucker et al., A comparison of statistical significance tests for information retrieval evaluation, 2007):
/// it asks how often randomly exchanging the two models' values user by user gives a mean difference at least as large, and assumes no distribution. Wilcoxon's signed-rank test
/// stands beside it for those who expect it. With many comparisons correct the p-values; with many users look at the effect first.
/// </remarks>
public sealed record PairedComparison
{
    /// <summary>Sign flips that are drawn.</summary>
    public const int Permutations = 10_000;

    private PairedComparison()
    {
    }

    /// <summary>The metric's key.</summary>
    public required string Key { get; init; }

    /// <summary>Number of users for whom both models have a value.</summary>
    public required int Users { get; init; }

    /// <summary>Mean over users of the first model's value less the second's.</summary>
    public required double Difference { get; init; }

    /// <summary>Bootstrap interval of <see cref="Difference"/>, 95%.</summary>
    public required Interval DifferenceInterval { get; init; }

    /// <summary>Effect size: the mean difference divided by the standard deviation of the differences (Cohen's d for pairs); 0 where all differences are 0.</summary>
    public required double EffectSize { get; init; }

    /// <summary>Share of users for whom the first model has the larger value, plus half the share of those with equal values.</summary>
    public required double Superiority { get; init; }

    /// <summary>Two-sided p-value of the sign-flip permutation test, <c>(1 + as large) / (1 + permutations)</c>.</summary>
    public required double PermutationP { get; init; }

    /// <summary>Two-sided p-value of Wilcoxon's signed-rank test: normal approximation with corrections for ties and continuity, zeros dropped. Poor below some 10 users.</summary>
    public required double WilcoxonP { get; init; }

    /// <summary>Compares two models on one metric.</summary>
    /// <param name="first">Values of the first model.</param>
    /// <param name="second">Values of the second model, for the same users in the same order.</param>
    /// <param name="seed">Seed of bootstrap and sign flips.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The metrics or the numbers of users differ, or no user has both values.</exception>
    public static PairedComparison Compare(MetricValues first, MetricValues second, ulong seed, int maxDegreeOfParallelism = 0)
    {
        if (first.Key != second.Key || first.Count != second.Count)
        {
            throw new ArgumentException(
                $"Only the same metric on the same users can be compared; given: {first.Key} of {first.Count} users and {second.Key} of {second.Count}.", nameof(second));
        }

        var differences = Enumerable.Range(0, first.Count)
            .Select(user => first.Values[user] - second.Values[user]).Where(difference => !double.IsNaN(difference)).ToArray();
        if (differences.Length == 0)
        {
            throw new ArgumentException($"No user has a value of {first.Key} from both models.", nameof(second));
        }

        var mean = differences.Average();
        var deviation = Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / Math.Max(1, differences.Length - 1));
        return new PairedComparison
        {
            Key = first.Key,
            Users = differences.Length,
            Difference = mean,
            DifferenceInterval = Bootstrap.Intervals([new MetricValues(first.Key, differences)], seed, maxDegreeOfParallelism: maxDegreeOfParallelism)[0],
            EffectSize = mean == 0 ? 0 : mean / deviation,
            Superiority = differences.Average(difference => difference > 0 ? 1 : difference < 0 ? 0 : 0.5),
            PermutationP = SignFlip(differences, new SplittableRandom(seed).Split("sign-flip")),
            WilcoxonP = Wilcoxon(differences),
        };
    }

    private static double SignFlip(double[] differences, SplittableRandom random)
    {
        // Sums that differ by rounding only are as large as the observed one.
        var observed = Math.Abs(differences.Sum());
        var slack = 1e-12 * differences.Sum(Math.Abs);
        var asLarge = 0;
        for (var permutation = 0; permutation < Permutations; permutation++)
        {
            var (sum, bits) = (0.0, 0UL);
            for (var user = 0; user < differences.Length; user++)
            {
                bits = user % 64 == 0 ? random.NextUInt64() : bits >> 1;
                sum += (bits & 1) == 0 ? differences[user] : -differences[user];
            }

            asLarge += Math.Abs(sum) >= observed - slack ? 1 : 0;
        }

        return PermutationTest.Share(asLarge, Permutations);
    }

    private static double Wilcoxon(double[] differences)
    {
        var ordered = differences.Where(difference => difference != 0).OrderBy(Math.Abs).ToArray();
        var n = (double)ordered.Length;
        var (positive, ties) = (0.0, 0.0);
        for (var start = 0; start < ordered.Length;)
        {
            var end = start + 1;
            while (end < ordered.Length && Math.Abs(ordered[end]) == Math.Abs(ordered[start]))
            {
                end++;
            }

            var (rank, tied) = ((start + 1 + end) / 2.0, (double)(end - start));
            ties += (tied * tied * tied) - tied;
            positive += rank * ordered[start..end].Count(difference => difference > 0);
            start = end;
        }

        var variance = (n * (n + 1) * ((2 * n) + 1) / 24) - (ties / 48);
        var distance = Math.Max(0, Math.Abs(positive - (n * (n + 1) / 4)) - 0.5);
        return variance <= 0 ? 1 : NormalDistribution.ComplementaryError(distance / Math.Sqrt(2 * variance));
    }
}
