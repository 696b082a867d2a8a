using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Tuning;

public class ParzenMixtureTests
{
    private static readonly SearchDimension[] Number = [.. SearchSpace.Of(Landscape.Family, only: ["rate"]).Dimensions];
    private static readonly SearchDimension[] NumberAndWord = [.. SearchSpace.Of(Landscape.Family, only: ["rate", "colour"]).Dimensions];

    [Theory]
    [InlineData]
    [InlineData(0.0)]
    [InlineData(0.3, 0.31, 0.9, 1.0)]
    public void Is_a_density_over_numbers_and_words(params double[] centres)
    {
        const int Steps = 2000;
        var mixture = new ParzenMixture(NumberAndWord, [.. centres.Select(centre => new[] { centre, Math.Floor(3 * centre) % 3 })]);
        var sum = 0.0;
        for (var word = 0; word < 3; word++)
        {
            for (var step = 0; step < Steps; step++)
            {
                sum += Math.Exp(mixture.LogDensity([(step + 0.5) / Steps, word])) / Steps;
            }
        }

        sum.ShouldBe(1, 1e-4);
    }

    [Fact]
    public void Draws_as_often_as_the_density_says()
    {
        const int Draws = 100_000;
        var mixture = new ParzenMixture(Number, [[0.0], [0.2], [0.8]]);
        var random = new SplittableRandom(3);
        var drawn = new int[10];
        for (var draw = 0; draw < Draws; draw++)
        {
            var place = mixture.Draw(random)[0];
            place.ShouldBeInRange(0, 1);
            drawn[Math.Min(9, (int)(10 * place))]++;
        }

        for (var part = 0; part < 10; part++)
        {
            var expected = Enumerable.Range(0, 100).Average(step => Math.Exp(mixture.LogDensity([(part + ((step + 0.5) / 100)) / 10]))) / 10;
            ((double)drawn[part] / Draws).ShouldBe(expected, 0.006, $"between {part / 10.0} and {(part + 1) / 10.0}");
        }
    }

    [Fact]
    public void Is_highest_where_the_points_are_and_nowhere_nothing()
    {
        var mixture = new ParzenMixture(NumberAndWord, [[0.2, 1], [0.22, 1], [0.21, 1], [0.2, 1]]);
        mixture.LogDensity([0.2, 1]).ShouldBeGreaterThan(mixture.LogDensity([0.5, 1]));
        mixture.LogDensity([0.2, 1]).ShouldBeGreaterThan(mixture.LogDensity([0.2, 0]));
        double.IsFinite(mixture.LogDensity([1, 2])).ShouldBeTrue();
    }
}
