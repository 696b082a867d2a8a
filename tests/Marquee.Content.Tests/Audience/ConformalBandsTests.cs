using Marquee.Numerics;

namespace Marquee.Content.Tests.Audience;

public class ConformalBandsTests
{
    [Fact]
    public void Few_launches_share_the_same_ends()
    {
        var (truth, estimates) = Draw(199, 1);
        var bands = ConformalBands.Of(truth, estimates, 0.8);
        bands.At(-3).ShouldBe(bands.At(200));
        bands.At(5).ShouldBe(bands.At(200));
    }

    [Fact]
    public void Where_most_launches_have_no_audience_the_interval_begins_there_and_ends_where_the_level_is_reached()
    {
        var bands = ConformalBands.Of([.. Enumerable.Repeat(0.0, 70), .. Enumerable.Range(1, 30).Select(audience => (double)audience)], new double[100], 0.8);
        bands.At(0).ShouldBe(new ConformalErrors(0, 11));
    }

    [Fact]
    public void Large_estimates_have_ends_of_their_own_and_those_between_lie_between()
    {
        var (truth, estimates) = Draw(4000, 1);
        var bands = ConformalBands.Of(truth, estimates, 0.8);
        bands.At(9.5).High.ShouldBeGreaterThan(5 * bands.At(0.5).High);
        bands.At(9.5).Low.ShouldBeLessThan(5 * bands.At(0.5).Low);
        for (var estimate = 1.0; estimate < 9; estimate += 0.1)
        {
            bands.At(estimate).High.ShouldBeInRange(bands.At(0).High, bands.At(10).High * 1.2);
        }
    }

    [Fact]
    public void Each_size_is_covered_as_often_as_asked_also_where_there_are_more_of_the_large()
    {
        var (truth, estimates) = Draw(4000, 1);
        var (later, asked) = Draw(20_000, 2);
        var bands = ConformalBands.Of(truth, estimates, 0.8);
        foreach (var (from, to) in ((double, double)[])[(0, 2), (4, 6), (8, 10)])
        {
            var rows = Enumerable.Range(0, asked.Length).Where(row => asked[row] >= from && asked[row] < to).ToArray();
            rows.Average(row => later[row] - asked[row] is var error && error >= bands.At(asked[row]).Low && error <= bands.At(asked[row]).High ? 1.0 : 0).ShouldBeInRange(0.73, 0.87);
        }
    }

    [Fact]
    public void The_estimate_lies_within_its_interval_even_where_all_came_out_lower()
    {
        var bands = ConformalBands.Of([0, 0, 0, 0], [1, 2, 3, 4], 0.8);
        bands.At(2).High.ShouldBe(0);
        bands.At(2).Low.ShouldBeLessThan(0);
    }

    /// <summary>Errors that grow with the estimate.</summary>
    private static (double[] Truth, double[] Estimates) Draw(int count, ulong seed)
    {
        var random = new SplittableRandom(seed);
        double[] estimates = [.. Enumerable.Range(0, count).Select(_ => 10 * random.NextDouble())];
        return ([.. estimates.Select(estimate => estimate + (estimate * ((2 * random.NextDouble()) - 1)))], estimates);
    }
}
