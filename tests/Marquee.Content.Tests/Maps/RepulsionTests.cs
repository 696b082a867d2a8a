using Marquee.Numerics;

namespace Marquee.Content.Tests.Maps;

public sealed class RepulsionTests
{
    // Extents from the start of a map to one much wider than one of so many items becomes.
    [Theory]
    [InlineData(1e-4)]
    [InlineData(0.3)]
    [InlineData(10)]
    [InlineData(30)]
    public void Three_forms_give_the_forces_of_the_sum_over_all_pairs(double deviation)
    {
        var (x, y) = Draw(700, deviation);
        var (expectedX, expectedY, divisor) = EveryPair(x, y);
        var options = new NeighbourMapOptions();
        foreach (var (form, tolerance) in new[] { (MapForm.Exact, 1e-4), (MapForm.BarnesHut, 0.03), (MapForm.Grid, 0.03) })
        {
            var (forceX, forceY) = (new float[x.Length], new float[y.Length]);
            using var team = new WorkerTeam(2);
            var found = Repulsion.Of(form, x.Length, options, 2).Compute(x, y, forceX, forceY, team);
            (found / divisor).ShouldBe(1, tolerance, $"{form}");
            Apart(forceX, forceY, expectedX, expectedY).ShouldBeLessThan(tolerance, $"{form}");
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void A_grid_of_half_the_spacing_errs_an_eighth_at_most(double spacing)
    {
        var (x, y) = Draw(500, 5);
        Error(spacing).ShouldBeLessThan(Math.Max(Error(2 * spacing) / 8, 2e-5));

        double Error(double of)
        {
            var (expectedX, expectedY, _) = EveryPair(x, y);
            var (forceX, forceY) = (new float[x.Length], new float[y.Length]);
            using var team = new WorkerTeam(1);
            new GridRepulsion(x.Length, of, 1).Compute(x, y, forceX, forceY, team);
            return Apart(forceX, forceY, expectedX, expectedY);
        }
    }

    [Fact]
    public void A_tree_walked_to_its_end_is_exact()
    {
        var (x, y) = Draw(400, 20);

        // Equal items share the deepest cell.
        x.AsSpan(100, 20).Fill(x[0]);
        y.AsSpan(100, 20).Fill(y[0]);
        var (expectedX, expectedY, divisor) = EveryPair(x, y);
        var (forceX, forceY) = (new float[x.Length], new float[y.Length]);
        using var team = new WorkerTeam(2);
        var found = new BarnesHutRepulsion(x.Length, 0).Compute(x, y, forceX, forceY, team);
        (found / divisor).ShouldBe(1, 1e-5);
        Apart(forceX, forceY, expectedX, expectedY).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Attraction_is_the_sum_over_neighbours()
    {
        var (x, y) = Draw(300, 2);
        var table = new VantagePointTree(MapPoints.Normal(300, 8, 1, new SplittableRandom(4))).Neighbours(75, 1);
        var shares = Affinities.Of(table, 25, 1, CancellationToken.None);
        var (forceX, forceY) = (new float[300], new float[300]);
        using var team = new WorkerTeam(2);
        new Attraction(shares).Compute(x, y, forceX, forceY, team);
        for (var item = 0; item < 300; item++)
        {
            double sumX = 0, sumY = 0;
            foreach (var other in shares.RowIndices(item))
            {
                double gapX = x[other] - x[item], gapY = y[other] - y[item];
                sumX += shares[item, other] * gapX / (1 + (gapX * gapX) + (gapY * gapY));
                sumY += shares[item, other] * gapY / (1 + (gapX * gapX) + (gapY * gapY));
            }

            forceX[item].ShouldBe((float)sumX, 1e-7);
            forceY[item].ShouldBe((float)sumY, 1e-7);
        }
    }

    private static (float[] X, float[] Y) Draw(int items, double deviation)
    {
        var random = new SplittableRandom(11);
        var (x, y) = (new float[items], new float[items]);
        for (var item = 0; item < items; item++)
        {
            (x[item], y[item]) = ((float)(deviation * random.NextGaussian()), (float)(deviation * 0.6 * random.NextGaussian()));
        }

        return (x, y);
    }

    private static (double[] X, double[] Y, double Divisor) EveryPair(float[] x, float[] y)
    {
        var (forceX, forceY, divisor) = (new double[x.Length], new double[y.Length], 0.0);
        for (var item = 0; item < x.Length; item++)
        {
            for (var other = 0; other < x.Length; other++)
            {
                double gapX = x[item] - x[other], gapY = y[item] - y[other];
                var near = 1 / (1 + (gapX * gapX) + (gapY * gapY));
                divisor += item == other ? 0 : near;
                forceX[item] += near * near * gapX;
                forceY[item] += near * near * gapY;
            }
        }

        return (forceX, forceY, divisor);
    }

    // Length of the error, as a share of the length of all forces.
    private static double Apart(float[] x, float[] y, double[] expectedX, double[] expectedY)
    {
        double error = 0, all = 0;
        for (var item = 0; item < x.Length; item++)
        {
            var (gapX, gapY) = (x[item] - expectedX[item], y[item] - expectedY[item]);
            error += (gapX * gapX) + (gapY * gapY);
            all += (expectedX[item] * expectedX[item]) + (expectedY[item] * expectedY[item]);
        }

        return Math.Sqrt(error / all);
    }
}
