using FsCheck;
using FsCheck.Fluent;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Metrics;

/// <summary>Every metric against its definition, spelt out as slowly as can be.</summary>
public class BruteForceTests
{
    private sealed record Situation(int[] List, HashSet<int> Relevant, float[] Scores, int K)
    {
        public double Value(IUserMetric metric) =>
            metric.Compute(new RankedUser(List, [.. Relevant.Order()], Scores, Small.Empty));

        public double[] Gains => [.. List.Take(K).Select(item => Relevant.Contains(item) ? 1.0 : 0.0)];
    }

    private static readonly Gen<Situation> Situations =
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from items in Gen.Choose(2, 30)
        from relevant in Gen.Choose(1, items)
        from length in Gen.Choose(0, items)
        from levels in Gen.Choose(1, 10)
        from k in Gen.Choose(1, 15)
        select Make((ulong)seed, items, relevant, length, levels, k);

    [Fact]
    public void Precision() => Same(k => new PrecisionAt(k), one => one.Gains.Sum() / one.K);

    [Fact]
    public void Recall() => Same(k => new RecallAt(k), one => one.Gains.Sum() / one.Relevant.Count);

    [Fact]
    public void F1() => Same(k => new F1At(k), one =>
    {
        var (precision, recall) = (one.Gains.Sum() / one.K, one.Gains.Sum() / one.Relevant.Count);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    });

    [Fact]
    public void Hit_rate() => Same(k => new HitRateAt(k), one => one.Gains.Contains(1) ? 1 : 0);

    [Theory]
    [InlineData(AveragePrecisionDivisor.Relevant)]
    [InlineData(AveragePrecisionDivisor.Reachable)]
    public void Average_precision(AveragePrecisionDivisor divisor) => Same(
        k => new AveragePrecisionAt(k, divisor),
        one => one.Gains.Select((gain, place) => gain * one.Gains.Take(place + 1).Sum() / (place + 1)).Sum()
            / (divisor == AveragePrecisionDivisor.Relevant ? one.Relevant.Count : Math.Min(one.K, one.Relevant.Count)));

    [Fact]
    public void Reciprocal_rank() => Same(
        k => new ReciprocalRankAt(k), one => one.Gains.Select((gain, place) => gain / (place + 1)).DefaultIfEmpty().Max());

    [Fact]
    public void Discounted_gain() => Same(
        k => new NormalizedDiscountedGainAt(k),
        one => one.Gains.Select((gain, place) => gain / Math.Log2(place + 2)).Sum()
            / Enumerable.Range(0, Math.Min(one.K, one.Relevant.Count)).Sum(place => 1 / Math.Log2(place + 2)));

    [Fact]
    public void Area_under_curve() => Same(_ => new AreaUnderCurve(), one =>
    {
        var others = Enumerable.Range(0, one.Scores.Length).Where(item => !one.Relevant.Contains(item) && float.IsFinite(one.Scores[item])).ToArray();
        var wins = one.Relevant.Sum(relevant => others.Sum(other =>
            one.Scores[relevant] > one.Scores[other] ? 1 : one.Scores[relevant] == one.Scores[other] ? 0.5 : 0));
        return wins / ((double)others.Length * one.Relevant.Count);
    });

    [Fact]
    public void Exposure_gini_is_half_the_relative_mean_difference() =>
        Law.Holds(Gen.ArrayOf(Gen.Choose(0, 20)).Where(counts => counts.Sum() > 0), exposures =>
        {
            var differences = exposures.Average(first => exposures.Average(second => Math.Abs(first - second)));
            new ExposureGiniAt(10).Compute(exposures).ShouldBe(differences / (2 * exposures.Average()), 1e-12);
        });

    private static void Same(Func<int, IUserMetric> metric, Func<Situation, double> definition) =>
        Law.Holds(Situations, one =>
        {
            var (value, expected) = (one.Value(metric(one.K)), definition(one));
            (double.IsNaN(value) && double.IsNaN(expected) || Math.Abs(value - expected) < 1e-12).ShouldBeTrue($"{value} instead of {expected}");
        });

    private static Situation Make(ulong seed, int items, int relevant, int length, int levels, int k)
    {
        var random = new SplittableRandom(seed);
        var order = Enumerable.Range(0, items).ToArray();
        random.Shuffle(order.AsSpan());
        var held = order[..relevant].ToHashSet();
        random.Shuffle(order.AsSpan());
        // Few levels make ties; the lowest level stands for items that are no candidates.
        var scores = order.Select(_ => random.Next(levels + 1) is var level && level == 0 ? float.NegativeInfinity : level).ToArray();
        return new Situation(order[..length], held, scores, k);
    }
}
