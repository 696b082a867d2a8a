using Marquee.Numerics;

namespace Marquee.Content.Tests.Maps;

public sealed class AffinitiesTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(29.5)]
    public void Gives_each_item_as_many_neighbours_as_asked_for(double perplexity)
    {
        var table = new VantagePointTree(MapPoints.Normal(200, 6, 3, new SplittableRandom(1))).Neighbours(90, 1);
        var shares = new double[90];
        for (var item = 0; item < 200; item++)
        {
            Affinities.Shares(table.SquaredDistances(item), Math.Log(perplexity), shares);
            shares.Sum().ShouldBe(1, 1e-9);
            Math.Exp(-shares.Sum(share => share * Math.Log(share))).ShouldBe(perplexity, 1e-3);
            shares.ShouldBe(shares.OrderDescending());
        }
    }

    [Fact]
    public void Shares_evenly_among_neighbours_that_are_equally_far()
    {
        var shares = new double[4];
        Affinities.Shares([2, 2, 2, 2], Math.Log(2), shares);
        shares.ShouldBe([0.25, 0.25, 0.25, 0.25]);
    }

    [Fact]
    public void Is_symmetric_and_adds_up_to_one()
    {
        var table = new VantagePointTree(MapPoints.Normal(150, 6, 3, new SplittableRandom(2))).Neighbours(15, 1);
        var shares = Affinities.Of(table, 5, 2, CancellationToken.None);
        shares.Values.ToArray().Sum(value => (double)value).ShouldBe(1, 1e-5);
        for (var row = 0; row < 150; row++)
        {
            shares[row, row].ShouldBe(0);
            foreach (var column in shares.RowIndices(row))
            {
                shares[column, row].ShouldBe(shares[row, column]);
            }
        }
    }
}
