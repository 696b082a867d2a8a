namespace Marquee.Numerics.Tests;

public class SparseProductTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 0, 5)]
    [InlineData(0, 4, 5)]
    [InlineData(4, 3, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(20, 7, 63)]
    [InlineData(31, 50, 64)]
    [InlineData(50, 30, 201)]
    public void Agrees_with_the_sum_over_entries(int rows, int depth, int columns)
    {
        var a = RandomMatrices.Sparse(rows, depth, 0.4, 1);
        var b = RandomMatrices.Dense(depth, columns, 2);
        var c = RandomMatrices.Dense(rows, columns, 3);
        SparseProduct.Multiply(a, b, c);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var expected = 0.0;
                for (var at = 0; at < depth; at++)
                {
                    expected += (double)a[row, at] * b[at, column];
                }

                c[row, column].ShouldBe((float)expected, 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.9)]
    public void Threads_gathered_rows_and_single_rows_give_the_same_bits(double density)
    {
        var a = RandomMatrices.Sparse(40, 30, density, 4);
        var b = RandomMatrices.Dense(30, 333, 5);
        var one = new DenseMatrix(40, 333);
        SparseProduct.Multiply(a, b, one, 1);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            var many = new DenseMatrix(40, 333);
            SparseProduct.Multiply(a, b, many, threads);
            many.Span.ToArray().ShouldBe(one.Span.ToArray());
        }

        var gathered = new DenseMatrix(40, 333);
        SparseProduct.MultiplyRows(a.RowOffsets, a.ColumnIndices, a.Values, b, gathered);
        gathered.Span.ToArray().ShouldBe(one.Span.ToArray());
        var single = new float[333];
        for (var row = 0; row < 40; row++)
        {
            SparseProduct.MultiplyRow(a.RowIndices(row), a.RowValues(row), b, single);
            single.ShouldBe(one.Row(row).ToArray());
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(70)]
    public void A_tall_matrix_times_a_narrow_one_gives_the_same_bits_however_its_rows_are_shared_out(int columns)
    {
        var a = RandomMatrices.Sparse(1000, 30, 0.3, 6);
        var b = RandomMatrices.Dense(30, columns, 7);
        var single = new float[columns];
        foreach (var threads in new[] { 1, 2, 5 })
        {
            var c = RandomMatrices.Dense(1000, columns, 8);
            SparseProduct.Multiply(a, b, c, threads);
            for (var row = 0; row < a.Rows; row++)
            {
                SparseProduct.MultiplyRow(a.RowIndices(row), a.RowValues(row), b, single);
                c.Row(row).ToArray().ShouldBe(single, $"row {row}, {threads} threads");
            }
        }
    }

    [Fact]
    public void Takes_gathered_entries_in_any_order()
    {
        var b = new DenseMatrix(3, 1, new float[] { 1, 10, 100 });
        var c = new DenseMatrix(2, 1);
        SparseProduct.MultiplyRows([0, 2, 3], [2, 0, 1], [1, 2, 3], b, c);
        c.Span.ToArray().ShouldBe([102, 30]);
    }

    [Fact]
    public void Refuses_shapes_that_do_not_fit()
    {
        var b = new DenseMatrix(3, 2);
        Should.Throw<ArgumentException>(() => SparseProduct.Multiply(RandomMatrices.Sparse(2, 4, 1, 1), b, new DenseMatrix(2, 2)))
            .Message.ShouldContain("2 x 4");
        Should.Throw<ArgumentException>(() => SparseProduct.MultiplyRow([0], [1], b, new float[3]));
        Should.Throw<ArgumentException>(() => SparseProduct.MultiplyRow([0, 1], [1], b, new float[2]));
        Should.Throw<ArgumentException>(() => SparseProduct.MultiplyRows([0, 2, 1, 2], [0, 1], [1, 1], b, new DenseMatrix(3, 2)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Refuses_an_index_outside_of_the_right_operand(int index) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SparseProduct.MultiplyRow([index], [1], new DenseMatrix(3, 2), new float[2]));

    [Fact]
    public void Stops_when_asked_to()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(
            () => SparseProduct.Multiply(RandomMatrices.Sparse(2, 3, 1, 1), new DenseMatrix(3, 2), new DenseMatrix(2, 2), 1, source.Token));
    }
}
