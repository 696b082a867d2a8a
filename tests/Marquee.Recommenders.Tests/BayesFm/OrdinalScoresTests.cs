using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public sealed class OrdinalScoresTests
{
    private static readonly float[] Points = [-1.5f, -0.25f, 0.5f, 2];
    private static readonly float[] Levels = [1, 2, 3, 4, 5];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(32)]
    public void Every_width_gives_the_expected_ratings_of_one_item_after_another(int order)
    {
        const int count = 2 * OrdinalScores.ItemUnit;
        var random = new SplittableRandom(3);
        var (items, date, user) = (Numbers(order * count), Numbers(order), Numbers(order));
        var root = Numbers(order * order);
        var covariance = new DenseMatrix(order, order);
        for (var row = 0; row < order; row++)
        {
            for (var column = 0; column < order; column++)
            {
                for (var at = 0; at < order; at++)
                {
                    covariance[row, column] += 0.1f * root[(row * order) + at] * root[(column * order) + at];
                }
            }
        }

        var expected = new double[count];
        for (var item = 0; item < count; item++)
        {
            var (own, joined) = (Enumerable.Range(0, order).Select(at => items[(at * count) + item]).ToArray(), new float[order]);
            var mean = 0.25 + BayesFmFoldIn.Join(own, date, joined) + BayesFmFoldIn.Dot(joined, user);
            var variance = 1.0;
            for (var row = 0; row < order; row++)
            {
                variance += joined[row] * BayesFmFoldIn.Dot(covariance.Row(row), joined);
            }

            expected[item] = 100 + OrdinalLink.ExpectedRating(mean, Math.Sqrt(variance), Points, Levels);
        }

        var forms = OrdinalScores.All(order, Points.Length);
        var scalar = Scores(forms[0]);
        scalar.Min().ShouldBeLessThan(102);
        scalar.Max().ShouldBeGreaterThan(104);
        for (var item = 0; item < count; item++)
        {
            scalar[item].ShouldBe((float)expected[item], 5e-5f);
        }

        foreach (var form in forms)
        {
            Scores(form).ShouldBe(scalar, $"{form.GetType()}");
        }

        float[] Scores(OrdinalScores form)
        {
            var sums = new float[count];
            Array.Fill(sums, 100);
            form.AddTo(items, date, user, covariance, 0.25f, Points, Levels, sums);
            return sums;
        }

        float[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }

    [Fact]
    public void What_lies_beyond_all_cutpoints_has_the_last_value()
    {
        var items = new float[OrdinalScores.ItemUnit];
        (items[0], items[1]) = (1e4f, -1e4f);
        foreach (var form in OrdinalScores.All(1, Points.Length))
        {
            var sums = new float[items.Length];
            form.AddTo(items, [0f], [0f], new DenseMatrix(1, 1), 0, Points, Levels, sums);
            (sums[0], sums[1]).ShouldBe((5, 1));
        }
    }

    [Fact]
    public void Lengths_that_do_not_belong_together_are_refused() =>
        Should.Throw<ArgumentException>(() => OrdinalScores.Of(2, Points.Length).AddTo(new float[100], [0f, 0f], [0f, 0f], new DenseMatrix(2, 2), 0, Points, Levels, new float[50])).Message.ShouldContain("a multiple of 64");
}
