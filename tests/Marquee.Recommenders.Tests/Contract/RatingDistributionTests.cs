namespace Marquee.Recommenders.Tests;

public class RatingDistributionTests
{
    private static readonly RatingScale Stars = new(1, 5);

    [Fact]
    public void A_normal_distribution_is_cut_at_the_ends_of_the_scale()
    {
        var distribution = RatingDistribution.Normal(new RatingPrediction(3.5f, 1), Stars);
        distribution.Prediction.ShouldBe(new RatingPrediction(3.5f, 1));
        distribution.Values.IsEmpty.ShouldBeTrue();
        distribution.Quantile(0.5).ShouldBe(3.5f);
        // The 5% quantile of the standard normal distribution is -1.6449.
        var (low, high) = distribution.Interval(0.9);
        low.ShouldBe(1.8551f, 1e-4f);
        high.ShouldBe(5);
        distribution.Covers(1.9f, 0.9).ShouldBe(1);
        distribution.Covers(1.8f, 0.9).ShouldBe(0);
        distribution.Covers(5, 0.9).ShouldBe(1);
    }

    [Fact]
    public void Quantiles_of_stars_are_interpolated_between_the_middles_of_neighbours()
    {
        // 1 to 5 with .1 .1 .2 .4 .2: below 1.5 lies .1, below 2.5 .2, below 3.5 .4, below 4.5 .8.
        var distribution = RatingDistribution.Discrete([1, 2, 3, 4, 5], [0.1, 0.1, 0.2, 0.4, 0.2]);
        distribution.Mean.ShouldBe(3.5f, 1e-6f);
        distribution.StandardDeviation.ShouldBe(MathF.Sqrt(0.1f * 6.25f + 0.1f * 2.25f + 0.2f * 0.25f + 0.4f * 0.25f + 0.2f * 2.25f), 1e-6f);
        distribution.Quantile(0.05).ShouldBe(1, 1e-6f);
        distribution.Quantile(0.1).ShouldBe(1.5f, 1e-6f);
        distribution.Quantile(0.5).ShouldBe(3.75f, 1e-6f);
        distribution.Quantile(0.95).ShouldBe(5.25f, 1e-6f);
        distribution.Quantile(0).ShouldBe(0.5f);
        distribution.Quantile(1).ShouldBe(5.5f, 1e-6f);
    }

    [Fact]
    public void A_value_is_covered_as_far_as_the_numbers_that_it_stands_for()
    {
        // From 1 to 5.25: of 1 the upper half, of 5 three quarters.
        var distribution = RatingDistribution.Discrete([1, 2, 3, 4, 5], [0.1, 0.1, 0.2, 0.4, 0.2]);
        distribution.Covers(1, 0.9).ShouldBe(0.5, 1e-6);
        distribution.Covers(3, 0.9).ShouldBe(1, 1e-6);
        distribution.Covers(5, 0.9).ShouldBe(0.75, 1e-6);
        distribution.Covers(5.4f, 0.9).ShouldBe(0.75, 1e-6, "the nearest value is 5");
        // Whatever the probabilities, they say that 90% are covered.
        (0.1 * 0.5 + 0.1 + 0.2 + 0.4 + 0.2 * 0.75).ShouldBe(0.9, 1e-6);
    }

    [Fact]
    public void Values_may_lie_at_any_distance_and_have_no_probability()
    {
        var distribution = RatingDistribution.Discrete([0, 1, 4], [0, 0.5, 0.5]);
        distribution.Quantile(0.25).ShouldBe(1.5f);
        distribution.Quantile(0.75).ShouldBe(4);
        distribution.Quantile(0).ShouldBe(0.5f);
        RatingDistribution.Discrete([3], [1]).Interval(0.9).ShouldBe((3f, 3f));
        RatingDistribution.Discrete([3], [1]).Covers(3, 0.9).ShouldBe(1);
    }

    [Fact]
    public void Refuses_what_is_no_distribution()
    {
        Should.Throw<ArgumentException>(() => RatingDistribution.Discrete([], []));
        Should.Throw<ArgumentException>(() => RatingDistribution.Discrete([1, 2], [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => RatingDistribution.Normal(default, Stars).Quantile(1.1)).Message.ShouldContain("between 0 and 1");
    }
}
