using Marquee.Numerics;

namespace Marquee.Content.Tests.Maps;

public sealed class VantagePointTreeTests
{
    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(2, 3, 5)]
    [InlineData(64, 2, 7)]
    [InlineData(300, 1, 10)]
    [InlineData(700, 5, 20)]
    [InlineData(500, 33, 15)]
    public void Finds_what_looking_at_every_point_finds(int rows, int columns, int count)
    {
        var points = MapPoints.Normal(rows, columns, 1, new SplittableRandom(3));
        var table = new VantagePointTree(points).Neighbours(count, 1);
        table.Count.ShouldBe(Math.Min(count, rows - 1));
        for (var item = 0; item < rows; item++)
        {
            var expected = Enumerable.Range(0, rows).Where(other => other != item).OrderBy(other => Square(points, item, other)).Take(count).ToArray();
            table.Of(item).ToArray().ShouldBe(expected, ignoreOrder: true, $"item {item}");
            for (var at = 0; at < table.Count; at++)
            {
                // Two that are all but equally far may stand in either order.
                table.SquaredDistances(item)[at].ShouldBe((float)Square(points, item, expected[at]), 1e-4);
            }
        }
    }

    [Fact]
    public void Puts_the_lower_index_first_where_points_are_the_same()
    {
        // Whole numbers: distances are exact, and many are equal.
        var random = new SplittableRandom(5);
        var points = new DenseMatrix(400, 2);
        foreach (ref var value in points.Span)
        {
            value = random.Next(6);
        }

        var table = new VantagePointTree(points).Neighbours(30, 1);
        for (var item = 0; item < points.Rows; item++)
        {
            table.Of(item).ToArray().ShouldBe(Enumerable.Range(0, 400).Where(other => other != item).OrderBy(other => Square(points, item, other)).ThenBy(other => other).Take(30));
        }
    }

    [Fact]
    public void Finds_the_points_nearest_to_a_place_where_there_is_none()
    {
        var points = MapPoints.Normal(300, 4, 1, new SplittableRandom(7));
        var (indices, squares) = (new int[5], new float[5]);
        new VantagePointTree(points).Nearest([0, 0, 0, 0], indices, squares).ShouldBe(5);
        indices.ShouldBe(Enumerable.Range(0, 300).OrderBy(row => points.Row(row).ToArray().Sum(value => (double)value * value)).Take(5));
    }

    [Fact]
    public void Names_the_point_that_is_not_finite()
    {
        var points = new DenseMatrix(3, 2);
        points[2, 1] = float.NaN;
        Should.Throw<ArgumentException>(() => new VantagePointTree(points)).Message.ShouldContain("Point 2");
    }

    private static double Square(DenseMatrix points, int left, int right)
    {
        var sum = 0.0;
        for (var column = 0; column < points.Columns; column++)
        {
            var gap = (double)points[left, column] - points[right, column];
            sum += gap * gap;
        }

        return sum;
    }
}
