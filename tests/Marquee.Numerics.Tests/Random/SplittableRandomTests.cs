namespace Marquee.Numerics.Tests;

public sealed class SplittableRandomTests
{
    [Fact]
    public void Gives_the_numbers_of_xoshiro256_seeded_by_splitmix()
    {
        // Computed apart from this code, from the published recurrences, for seed 0.
        var random = new SplittableRandom(0);
        new[] { random.NextUInt64(), random.NextUInt64(), random.NextUInt64() }
            .ShouldBe([11091344671253066420UL, 13793997310169335082UL, 1900383378846508768UL]);
    }

    [Fact]
    public void A_split_does_not_depend_on_what_was_drawn()
    {
        var fresh = new SplittableRandom(7).Split("users").Split(17).NextUInt64();
        var used = new SplittableRandom(7);
        _ = used.NextUInt64();
        var users = used.Split("users");
        _ = users.NextGaussian();
        users.Split(17).NextUInt64().ShouldBe(fresh);
    }

    [Fact]
    public void A_generator_that_begins_as_a_split_is_that_split()
    {
        var parent = new SplittableRandom(7);
        var random = new SplittableRandom(1);
        _ = random.NextGaussian();
        random.BeginSplit(parent, 17);
        var split = parent.Split(17);
        random.NextGaussian().ShouldBe(split.NextGaussian());
        random.Split("a").NextUInt64().ShouldBe(split.Split("a").NextUInt64());
        // Of itself: the split of the split.
        random.BeginSplit(random, 3);
        random.NextUInt64().ShouldBe(split.Split(3).NextUInt64());
    }

    [Fact]
    public void Splits_differ_by_key_name_and_seed()
    {
        var parent = new SplittableRandom(7);
        var first = new[] { parent.Split(0), parent.Split(1), parent.Split("a"), parent.Split("b"), new SplittableRandom(8).Split(0), new SplittableRandom(7) };
        first.Select(random => random.NextUInt64()).ShouldBeUnique();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1_000_003)]
    public void Whole_numbers_stay_below_the_bound_and_are_even(int bound)
    {
        var random = new SplittableRandom(3);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => random.Next(bound)).ToArray();
        numbers.ShouldAllBe(number => number >= 0 && number < bound);
        // Four standard deviations of the mean of evenly spread numbers.
        numbers.Average().ShouldBe((bound - 1) / 2.0, 4 * bound / Math.Sqrt(12.0 * numbers.Length));
    }

    [Fact]
    public void Fractions_are_evenly_spread_over_zero_to_one()
    {
        var random = new SplittableRandom(5);
        var numbers = Enumerable.Range(0, 20_000).SelectMany(_ => new[] { random.NextDouble(), random.NextSingle() }).ToArray();
        numbers.ShouldAllBe(number => number >= 0 && number < 1);
        numbers.GroupBy(number => (int)(number * 10)).Select(bin => bin.Count()).ShouldAllBe(count => Math.Abs(count - 4000) < 240);
    }

    [Fact]
    public void Gaussians_have_mean_zero_and_deviation_one()
    {
        var random = new SplittableRandom(11);
        var numbers = Enumerable.Range(0, 40_000).Select(_ => random.NextGaussian()).ToArray();
        numbers.Average().ShouldBe(0, 0.02);
        numbers.Average(number => number * number).ShouldBe(1, 0.03);
        numbers.Count(number => Math.Abs(number) < 1.96).ShouldBeInRange(37_700, 38_300);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    [InlineData(400.0)]
    public void Gammas_have_the_mean_and_the_variance_of_their_shape(double shape)
    {
        var random = new SplittableRandom(17);
        var numbers = Enumerable.Range(0, 40_000).Select(_ => random.NextGamma(shape)).ToArray();
        numbers.ShouldAllBe(number => number > 0);
        // Mean and variance are the shape; the fourth central moment is 3 shape^2 + 6 shape. Four standard errors.
        numbers.Average().ShouldBe(shape, 4 * Math.Sqrt(shape / numbers.Length));
        numbers.Average(number => (number - shape) * (number - shape)).ShouldBe(shape, 4 * Math.Sqrt(((2 * shape * shape) + (6 * shape)) / numbers.Length));
    }

    [Fact]
    public void Exponential_numbers_are_gammas_of_shape_one()
    {
        var random = new SplittableRandom(19);
        Enumerable.Range(0, 40_000).Count(_ => random.NextGamma(1) < Math.Log(2)).ShouldBeInRange(19_600, 20_400);
    }

    [Fact]
    public void Refuses_a_shape_that_is_not_positive() => Should.Throw<ArgumentOutOfRangeException>(() => new SplittableRandom(1).NextGamma(0));

    [Fact]
    public void Shuffles_into_every_order_about_equally_often()
    {
        var random = new SplittableRandom(13);
        var orders = Enumerable.Range(0, 6_000).Select(_ =>
        {
            var letters = "abc".ToCharArray();
            random.Shuffle<char>(letters);
            return new string(letters);
        }).CountBy(order => order).ToDictionary();
        orders.Count.ShouldBe(6);
        orders.Values.ShouldAllBe(count => Math.Abs(count - 1000) < 130);
    }

    [Fact]
    public void Refuses_a_bound_that_leaves_no_number() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SplittableRandom(1).Next(0));
}
