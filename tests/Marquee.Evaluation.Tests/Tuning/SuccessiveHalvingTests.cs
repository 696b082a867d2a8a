namespace Marquee.Evaluation.Tests.Tuning;

public class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(6040, 3, 1 / 9.0, 1 / 3.0, 1.0)]
    [InlineData(943, 3, 1 / 3.0, 1.0)]
    [InlineData(449, 3, 1.0)]
    [InlineData(450, 3, 1 / 3.0, 1.0)]
    [InlineData(1_000_000, 2, 1 / 3.0, 1.0)]
    [InlineData(1_000_000, 1, 1.0)]
    public void Samples_grow_by_three_and_none_is_too_small(int users, int rungs, params double[] shares)
    {
        var found = SuccessiveHalving.Shares(users, rungs);
        found.Count.ShouldBe(shares.Length);
        found.Zip(shares).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
        found[^1].ShouldBe(1);
    }

    [Fact]
    public void The_best_third_goes_on()
    {
        double[] others = [0.1, 0.2, 0.3, 0.4, 0.5];
        SuccessiveHalving.GoesOn(0.6, others).ShouldBeTrue();
        SuccessiveHalving.GoesOn(0.45, others).ShouldBeTrue("second of six");
        SuccessiveHalving.GoesOn(0.35, others).ShouldBeFalse("third of six");
        SuccessiveHalving.GoesOn(0.5, others).ShouldBeTrue("as good as the best");
    }

    [Fact]
    public void While_there_are_few_only_the_best_goes_on()
    {
        SuccessiveHalving.GoesOn(0.1, []).ShouldBeTrue();
        SuccessiveHalving.GoesOn(0.1, [0.2]).ShouldBeFalse();
        SuccessiveHalving.GoesOn(0.3, [0.2, 0.1]).ShouldBeTrue();
    }
}
