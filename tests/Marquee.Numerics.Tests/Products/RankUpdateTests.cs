using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Numerics.Tests;

public class RankUpdateTests
{
    public static TheoryData<string> AllWidths => Widths.All;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Every_kernel_gives_the_symmetric_product_for_random_shapes(string width)
    {
        var kernel = Widths.Kernels(width).Tile;
        var cases =
            from rows in Gen.Choose(0, 90)
            from columns in Gen.Choose(0, 90)
            from byColumns in Gen.Elements(true, false)
            from beta in Gen.Elements(0f, 1f, -2f)
            select (rows, columns, byColumns, beta);
        Prop.ForAll(cases.ToArbitrary(), shape =>
        {
            var (rows, columns, byColumns, beta) = shape;
            var a = Samples.Matrix(rows, columns, 1);
            var order = byColumns ? columns : rows;
            var start = Samples.PositiveDefinite(order, 2);
            var c = beta == 0 ? Samples.Filled(order, order, float.NaN) : start.Clone();
            RankUpdate.Update(kernel, a, byColumns, c, 0.5f, beta, 1);
            Samples.ShouldBeProduct(c, a, byColumns, a, !byColumns, 0.5, beta, start);
            ShouldBeSymmetric(c);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void The_number_of_threads_does_not_change_a_bit(string width)
    {
        var kernel = Widths.Kernels(width).Tile;
        foreach (var byColumns in new[] { true, false })
        {
            var a = byColumns ? Samples.Matrix(300, 1100, 1) : Samples.Matrix(1100, 300, 1);
            var one = new DenseMatrix(1100, 1100);
            var many = new DenseMatrix(1100, 1100);
            RankUpdate.Update(kernel, a, byColumns, one, 1, 0, 1);
            RankUpdate.Update(kernel, a, byColumns, many, 1, 0, 5);
            many.Span.SequenceEqual(one.Span).ShouldBeTrue();
            ShouldBeSymmetric(many);
        }
    }

    [Fact]
    public void Inner_products_of_columns_and_of_rows_are_told_apart()
    {
        var a = new DenseMatrix(2, 1, new float[] { 3, 4 });
        var columns = new DenseMatrix(1, 1);
        var rows = new DenseMatrix(2, 2);
        RankUpdate.OfColumns(a, columns);
        RankUpdate.OfRows(a, rows);
        columns.Span.ToArray().ShouldBe([25f]);
        rows.Span.ToArray().ShouldBe([9f, 12f, 12f, 16f]);
    }

    [Fact]
    public void A_result_of_the_wrong_shape_or_in_the_same_memory_is_refused()
    {
        var error = Should.Throw<ArgumentException>(() => RankUpdate.OfColumns(new DenseMatrix(2, 3), new DenseMatrix(2, 2)));
        error.Message.ShouldContain("columns of a 2 x 3 matrix form a 3 x 3 matrix; the result is 2 x 2");
        var square = new DenseMatrix(3, 3);
        Should.Throw<ArgumentException>(() => RankUpdate.OfRows(square, square));
    }

    private static void ShouldBeSymmetric(DenseMatrix matrix) =>
        matrix.Transpose().Span.SequenceEqual(matrix.Span).ShouldBeTrue();
}
