using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Statistics;

public class BootstrapTests
{
    [Fact]
    public void Values_without_spread_have_an_interval_without_width() =>
        Interval(new MetricValues("x", [2, 2, 2, 2])).ShouldBe(new Interval(2, 2));

    [Fact]
    public void The_interval_is_that_of_the_normal_theory_where_there_are_many_users()
    {
        var random = new SplittableRandom(1);
        var values = new MetricValues("x", [.. Enumerable.Range(0, 2000).Select(_ => random.NextGaussian())]);
        var expected = 1.96 / Math.Sqrt(2000);
        var interval = Interval(values);
        (interval.High - interval.Low).ShouldBe(2 * expected, 0.1 * expected);
        ((interval.High + interval.Low) / 2).ShouldBe(values.Mean, 0.1 * expected);
    }

    [Fact]
    public void Users_without_a_value_do_not_count()
    {
        var values = new MetricValues("x", [1, double.NaN, 1, double.NaN]);
        values.Mean.ShouldBe(1);
        Interval(values).ShouldBe(new Interval(1, 1));
    }

    [Fact]
    public void Weights_and_roots_count()
    {
        var values = new MetricValues("rmse", [4, 1], [1, 3], rootOfMean: true);
        values.Mean.ShouldBe(Math.Sqrt((4 + 3) / 4.0));
        Interval(values).ShouldBe(new Interval(1, 2));
    }

    [Fact]
    public void The_number_of_threads_does_not_matter()
    {
        var values = new MetricValues("x", [.. Enumerable.Range(0, 50).Select(user => user % 7.0)]);
        Bootstrap.Intervals([values], 5, maxDegreeOfParallelism: 1).ShouldBe(Bootstrap.Intervals([values], 5, maxDegreeOfParallelism: 4));
    }

    [Fact]
    public void Other_seeds_draw_other_users()
    {
        var values = new MetricValues("x", [.. Enumerable.Range(0, 50).Select(user => Math.Sqrt(user))]);
        Bootstrap.Intervals([values], 5).ShouldNotBe(Bootstrap.Intervals([values], 6));
    }

    [Fact]
    public void Metrics_of_different_users_are_refused() =>
        Should.Throw<ArgumentException>(() => Bootstrap.Intervals([new MetricValues("x", [1]), new MetricValues("y", [1, 2])], 1)).Message.ShouldContain("1, 2");

    private static Interval Interval(MetricValues values) => Bootstrap.Intervals([values], 7)[0];
}
