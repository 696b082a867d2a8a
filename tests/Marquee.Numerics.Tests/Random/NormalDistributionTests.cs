namespace Marquee.Numerics.Tests;

public class NormalDistributionTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(-8, 6.220960574271785e-16)]
    public void Knows_tabulated_probabilities(double z, double probability)
    {
        NormalDistribution.Cumulative(z).ShouldBe(probability, 2e-7 * probability);
        NormalDistribution.Quantile(probability).ShouldBe(z, 1e-9);
    }

    [Fact]
    public void A_quantile_has_its_probability_below_it()
    {
        for (var power = -300; power < 0; power++)
        {
            var probability = Math.Pow(10, power);
            NormalDistribution.Cumulative(NormalDistribution.Quantile(probability)).ShouldBe(probability, 1e-6 * probability);
            NormalDistribution.Quantile(1 - Math.Max(probability, 1e-12)).ShouldBe(-NormalDistribution.Quantile(Math.Max(probability, 1e-12)), 1e-4);
        }
    }

    [Fact]
    public void The_ends_are_infinite_and_nothing_lies_beyond_them()
    {
        NormalDistribution.Quantile(0).ShouldBe(double.NegativeInfinity);
        NormalDistribution.Quantile(1).ShouldBe(double.PositiveInfinity);
        NormalDistribution.Cumulative(double.NegativeInfinity).ShouldBe(0);
        NormalDistribution.Cumulative(double.PositiveInfinity).ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(-0.1));
        Should.Throw<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(double.NaN));
    }

    [Fact]
    public void The_density_is_the_slope_of_the_probability()
    {
        foreach (var z in new[] { -2.5, -0.3, 0, 1.7 })
        {
            NormalDistribution.Density(z).ShouldBe((NormalDistribution.Cumulative(z + 1e-2) - NormalDistribution.Cumulative(z - 1e-2)) / 2e-2, 1e-4);
        }
    }
}
