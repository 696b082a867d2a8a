using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Fairness;

public class ProfileSlopeTests
{
    [Fact]
    public void Long_profiles_stay_as_they_are_and_short_ones_are_drawn_to_the_mean()
    {
        double[] shares = [0, 1, 0, 1];
        var smoothed = ProfileSlope.Smooth(shares, shares, [1000, 1000, 10, 10]);
        smoothed[0].ShouldBe(0, 1e-3);
        smoothed[1].ShouldBe(1, 1e-3);
        smoothed[2].ShouldBeInRange(smoothed[0], 0.5);
        smoothed[2].ShouldBeGreaterThanOrEqualTo(smoothed[0]);
        smoothed.Average().ShouldBe(0.5, 1e-9);
    }

    [Fact]
    public void Profiles_that_differ_by_chance_alone_are_all_the_mean()
    {
        // A fair coin thrown once by each of four users: two heads say nothing of their tastes.
        ProfileSlope.Smooth([0, 1, 0, 1], [0, 1, 0, 1], [1, 1, 1, 1]).ShouldAllBe(share => share == 0.5);
        ProfileSlope.Smooth([0.5, 0.5], [0.5, 0.5], [4, 4]).ShouldAllBe(share => share == 0.5);
        ProfileSlope.Smooth([], [], []).ShouldBeEmpty();
    }

    [Fact]
    public void Smoothing_finds_the_slope_that_short_profiles_hide()
    {
        // Lists hold each user's true taste to the half, plus 0.2; profiles are five draws from the taste.
        const int Users = 20_000, Length = 5;
        var random = new SplittableRandom(3);
        var (shares, lists) = (new double[Users], new double[Users]);
        for (var user = 0; user < Users; user++)
        {
            var taste = random.NextDouble();
            shares[user] = Enumerable.Range(0, Length).Count(_ => random.NextDouble() < taste) / (double)Length;
            lists[user] = 0.2 + (0.5 * taste);
        }

        var once = Enumerable.Repeat(1, Users).ToArray();
        var smoothed = ProfileSlope.Smooth(shares, shares, Enumerable.Repeat(Length, Users).ToArray());
        ProfileSlope.Fit(smoothed, lists, once).Slope.ShouldBe(0.5, 0.02);
        ProfileSlope.Fit(smoothed, lists, once).Intercept.ShouldBe(0.2, 0.02);
        ProfileSlope.Fit(shares, lists, once).Slope.ShouldBeLessThan(0.4);
    }

    [Fact]
    public void The_line_is_that_of_the_textbook_and_users_count_as_often_as_they_are_drawn()
    {
        var (slope, intercept) = ProfileSlope.Fit([1, 2, 3, 9], [2, 4, 5, 99], [1, 1, 1, 0]);
        slope.ShouldBe(1.5, 1e-12);
        intercept.ShouldBe(2.0 / 3, 1e-12);
        ProfileSlope.Fit([1, 2, 3], [2, 4, 5], [1, 2, 1]).ShouldBe(ProfileSlope.Fit([1, 2, 2, 3], [2, 4, 4, 5], [1, 1, 1, 1]));
        double.IsNaN(ProfileSlope.Fit([1, 1], [0, 1], [1, 1]).Slope).ShouldBeTrue();
    }
}
