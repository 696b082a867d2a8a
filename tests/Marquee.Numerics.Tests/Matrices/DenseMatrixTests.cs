namespace Marquee.Numerics.Tests;

public sealed class DenseMatrixTests
{
    [Fact]
    public void Lies_over_the_memory_it_is_given()
    {
        var memory = new float[] { 1, 2, 3, 4, 5, 6, 7 };
        var matrix = new DenseMatrix(2, 3, memory);
        matrix[1, 0].ShouldBe(4);
        matrix[1, 2] = 60;
        memory.ShouldBe([1, 2, 3, 4, 5, 60, 7]);
        matrix.Span.Length.ShouldBe(6);
    }

    [Fact]
    public void Slices_share_and_clones_do_not()
    {
        var matrix = new DenseMatrix(3, 2, new float[] { 1, 2, 3, 4, 5, 6 });
        var slice = matrix.Slice(1, 2);
        var clone = matrix.Clone();
        slice[0, 0] = 30;
        matrix[1, 0].ShouldBe(30);
        clone[1, 0].ShouldBe(3);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(33, 70)]
    [InlineData(64, 32)]
    public void Transposing_swaps_rows_and_columns(int rows, int columns)
    {
        var matrix = new DenseMatrix(rows, columns, Enumerable.Range(0, rows * columns).Select(number => (float)number).ToArray());
        var transposed = matrix.Transpose();
        (transposed.Rows, transposed.Columns).ShouldBe((columns, rows));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[column, row].ShouldBe(matrix[row, column]);
            }
        }
    }

    [Fact]
    public void Refuses_memory_that_is_too_short_and_sizes_that_cannot_be()
    {
        Should.Throw<ArgumentException>(() => new DenseMatrix(2, 3, new float[5])).Message.ShouldContain("2 x 3");
        Should.Throw<ArgumentOutOfRangeException>(() => new DenseMatrix(-1, 3));
        Should.Throw<NotSupportedException>(() => new DenseMatrix(1 << 20, 1 << 20)).Message.ShouldContain("1048576 x 1048576");
        Should.Throw<NotSupportedException>(() => new DenseMatrix(1 << 20, 1 << 20, new float[5])).Message.ShouldContain("at most 2147483591");
    }
}
