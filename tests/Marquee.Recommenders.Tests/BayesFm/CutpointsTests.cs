using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public class CutpointsTests
{
    private static readonly TrainingContext Alone = new() { MaxDegreeOfParallelism = 1 };

    [Fact]
    public void Derivatives_are_those_of_central_differences()
    {
        var random = new SplittableRandom(4);
        int[] classes = [0, 1, 2, 3, 1, 2, 2, 0, 3, 3];
        var expected = classes.Select(own => (float)(0.5 * (own - 1) + random.NextGaussian())).ToArray();
        var cutpoints = new Cutpoints(classes, 4, random);
        double[] points = [-0.8, 0.2, 1.1];
        var (gradient, curvature) = cutpoints.Derivatives(points, expected, Alone);
        // The normal probability is exact to seven digits only, so that differences must not be small.
        const double step = 1e-2;
        for (var point = 0; point < 3; point++)
        {
            var (up, down) = (Moved(point, step), Moved(point, -step));
            gradient[point].ShouldBe((cutpoints.LogLikelihood(up, expected, Alone) - cutpoints.LogLikelihood(down, expected, Alone)) / (2 * step), 2e-3);
            var (above, below) = (cutpoints.Derivatives(up, expected, Alone).Gradient, cutpoints.Derivatives(down, expected, Alone).Gradient);
            curvature.Diagonal[point].ShouldBe(-(above[point] - below[point]) / (2 * step), 1e-2);
            if (point > 0)
            {
                curvature.Beside[point - 1].ShouldBe(-(above[point - 1] - below[point - 1]) / (2 * step), 1e-2);
            }
        }

        double[] Moved(int point, double by) => [.. points.Select((value, at) => at == point ? value + by : value)];
    }

    [Fact]
    public void One_point_is_drawn_from_the_distribution_that_a_fine_grid_finds()
    {
        int[] classes = [0, 1, 1, 0, 1, 1];
        float[] expected = [0.2f, -0.4f, 0.8f, -0.1f, 0.5f, 1.2f];
        var cutpoints = new Cutpoints(classes, 2, new SplittableRandom(8));
        var (sum, squares) = (0.0, 0.0);
        const int draws = 20_000;
        for (var draw = 0; draw < draws; draw++)
        {
            cutpoints.Draw(expected, Alone);
            sum += cutpoints.Points[0] / draws;
            squares += cutpoints.Points[0] * cutpoints.Points[0] / draws;
        }

        var (weight, mean, square) = (0.0, 0.0, 0.0);
        for (var point = -8.0; point < 8; point += 0.01)
        {
            var likelihood = Math.Exp(cutpoints.LogLikelihood([point], expected, Alone));
            weight += likelihood;
            mean += likelihood * point;
            square += likelihood * point * point;
        }

        sum.ShouldBe(mean / weight, 0.03);
        Math.Sqrt(squares - (sum * sum)).ShouldBe(Math.Sqrt((square / weight) - (mean / weight * (mean / weight))), 0.03);
    }

    [Fact]
    public void Finds_the_points_that_numbers_were_cut_at()
    {
        var random = new SplittableRandom(6);
        double[] points = [-1.2, -0.3, 0.4, 1.5];
        var expected = Enumerable.Range(0, 20_000).Select(_ => (float)random.NextGaussian()).ToArray();
        var classes = expected.Select(number => number + random.NextGaussian() is var noisy ? points.Count(point => noisy > point) : 0).ToArray();
        var cutpoints = new Cutpoints(classes, 5, random);
        for (var draw = 0; draw < 5; draw++)
        {
            cutpoints.Draw(expected, Alone);
        }

        for (var point = 0; point < 4; point++)
        {
            cutpoints.Points[point].ShouldBe(points[point], 0.06);
        }
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0, -0.797884560802865, 0.36338)]
    [InlineData(-1, 2, 0.2296372, 0.5197625)]
    [InlineData(3, 4, 3.2604543, 0.0492778)]
    [InlineData(6, double.PositiveInfinity, 6.1584826, 0.0239876)]
    [InlineData(40, double.PositiveInfinity, 40.0249688, 0.00062267)]
    [InlineData(-50, -49.9, -49.9193439, 0.0003322)]
    public void Numbers_between_bounds_have_the_mean_and_variance_of_the_truncated_normal_distribution(double low, double high, double mean, double variance)
    {
        var random = new SplittableRandom(9);
        var draws = Enumerable.Range(0, 20_000).Select(_ => TruncatedNormal.Draw(low, high, random)).ToArray();
        draws.ShouldAllBe(draw => draw >= low && draw <= high);
        draws.Average().ShouldBe(mean, 5 * Math.Sqrt(variance / draws.Length));
        draws.Average(draw => Math.Pow(draw - mean, 2)).ShouldBe(variance, 0.06 * variance);
    }
}
