namespace Marquee.Evaluation.Tests.Metrics;

public class AccuracyMetricTests
{
    // Relevant 3, 7, 9; hits at places 1 and 4 of five.
    private static readonly int[] List = [7, 0, 1, 3, 2];
    private static readonly int[] Relevant = [3, 7, 9];

    [Fact]
    public void Precision_is_hits_by_places() => Small.Value(new PrecisionAt(5), List, Relevant).ShouldBe(2 / 5.0);

    [Fact]
    public void Precision_divides_by_k_also_when_the_list_is_shorter() => Small.Value(new PrecisionAt(10), List, Relevant).ShouldBe(2 / 10.0);

    [Fact]
    public void Recall_is_hits_by_relevant_items() => Small.Value(new RecallAt(5), List, Relevant).ShouldBe(2 / 3.0);

    [Fact]
    public void Recall_divides_by_all_relevant_items_also_when_they_are_more_than_k() =>
        Small.Value(new RecallAt(2), [1, 2], [1, 2, 3, 4]).ShouldBe(0.5);

    [Fact]
    public void F1_is_the_harmonic_mean_of_precision_and_recall()
    {
        var (precision, recall) = (2 / 5.0, 2 / 3.0);
        Small.Value(new F1At(5), List, Relevant).ShouldBe(2 * precision * recall / (precision + recall), 1e-15);
    }

    [Fact]
    public void F1_without_a_hit_is_nothing() => Small.Value(new F1At(5), List, 8).ShouldBe(0);

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(5, 1.0)]
    public void Hit_rate_is_one_with_any_hit(int k, double expected) => Small.Value(new HitRateAt(k), List, Relevant).ShouldBe(expected);

    [Fact]
    public void Hit_rate_ignores_what_stands_behind_k() => Small.Value(new HitRateAt(3), List, 3).ShouldBe(0);

    [Fact]
    public void Average_precision_divides_by_the_relevant_items() =>
        Small.Value(new AveragePrecisionAt(5), List, Relevant).ShouldBe(((1 / 1.0) + (2 / 4.0)) / 3, 1e-15);

    [Fact]
    public void Average_precision_by_what_is_reachable_gives_a_perfect_list_one()
    {
        Small.Value(new AveragePrecisionAt(2, AveragePrecisionDivisor.Reachable), [1, 2], [1, 2, 3]).ShouldBe(1);
        Small.Value(new AveragePrecisionAt(2), [1, 2], [1, 2, 3]).ShouldBe(2 / 3.0, 1e-15);
    }

    [Theory]
    [InlineData(7, 1.0)]
    [InlineData(3, 0.25)]
    [InlineData(9, 0.0)]
    public void Reciprocal_rank_is_one_by_the_first_hit(int relevant, double expected) =>
        Small.Value(new ReciprocalRankAt(5), List, relevant).ShouldBe(expected);

    [Fact]
    public void Reciprocal_rank_ignores_what_stands_behind_k() => Small.Value(new ReciprocalRankAt(3), List, 3).ShouldBe(0);

    [Fact]
    public void Discounted_gain_is_divided_by_the_best_possible()
    {
        var gain = 1 + (1 / Math.Log2(5));
        var ideal = 1 + (1 / Math.Log2(3)) + (1 / Math.Log2(4));
        Small.Value(new NormalizedDiscountedGainAt(5), List, Relevant).ShouldBe(gain / ideal, 1e-15);
    }

    [Fact]
    public void The_best_possible_gain_is_limited_by_k() => Small.Value(new NormalizedDiscountedGainAt(2), [1, 2], [1, 2, 3, 4]).ShouldBe(1, 1e-15);

    [Fact]
    public void The_best_possible_gain_is_limited_by_the_relevant_items() => Small.Value(new NormalizedDiscountedGainAt(10), [1, 0], 1).ShouldBe(1, 1e-15);

    [Fact]
    public void Area_under_curve_counts_pairs_in_the_right_order()
    {
        // Relevant 0 and 2. Against 1: .9 wins, .3 loses; against 3: .9 wins, .3 ties; item 4 is no candidate.
        float[] scores = [0.9f, 0.5f, 0.3f, 0.3f, float.NegativeInfinity];
        Auc(scores, 0, 2).ShouldBe(2.5 / 4);
    }

    [Fact]
    public void Area_under_curve_of_constant_scores_is_a_half() => Auc([1, 1, 1, 1, 1], 0, 2).ShouldBe(0.5);

    [Fact]
    public void Area_under_curve_loses_the_pairs_of_a_relevant_item_that_was_no_candidate() =>
        Auc([0.9f, 0.5f, float.NegativeInfinity, 0.3f], 0, 2).ShouldBe(0.5);

    [Fact]
    public void Area_under_curve_is_not_defined_where_everything_is_relevant() => Auc([0.9f, 0.5f], 0, 1).ShouldBe(double.NaN);

    [Fact]
    public void An_empty_list_has_no_accuracy()
    {
        foreach (var metric in MetricCatalogue.AllAt(5).OfType<IUserMetric>().Take(7))
        {
            Small.Value(metric, [], 1).ShouldBe(0, metric.Key);
        }
    }

    private static double Auc(float[] scores, params int[] relevant) =>
        new AreaUnderCurve().Compute(new RankedUser([], relevant, scores, Small.Empty));
}
