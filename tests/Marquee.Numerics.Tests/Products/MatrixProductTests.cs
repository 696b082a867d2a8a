using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Numerics.Tests;

public class MatrixProductTests
{
    public static TheoryData<string> AllWidths => Widths.All;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Every_kernel_gives_the_product_for_random_shapes_transposes_and_factors(string width)
    {
        var kernel = Widths.Kernels(width).Tile;
        var cases =
            from rows in Gen.Choose(0, 60)
            from columns in Gen.Choose(0, 80)
            from depth in Gen.Choose(0, 70)
            from transposes in Gen.Choose(0, 3)
            from alpha in Gen.Elements(1f, -0.5f, 0f, 3f)
            from beta in Gen.Elements(0f, 1f, -2f)
            select (rows, columns, depth, transposes, alpha, beta);
        Prop.ForAll(cases.ToArbitrary(), shape =>
        {
            var (rows, columns, depth, transposes, alpha, beta) = shape;
            var transposeA = (transposes & 1) != 0;
            var transposeB = (transposes & 2) != 0;
            var a = transposeA ? Samples.Matrix(depth, rows, 1) : Samples.Matrix(rows, depth, 1);
            var b = transposeB ? Samples.Matrix(columns, depth, 2) : Samples.Matrix(depth, columns, 2);
            var c = beta == 0 ? Samples.Filled(rows, columns, float.NaN) : Samples.Matrix(rows, columns, 3);
            var start = c.Clone();
            MatrixProduct.Multiply(kernel, a, transposeA, b, transposeB, c, alpha, beta, 1);
            Samples.ShouldBeProduct(c, a, transposeA, b, transposeB, alpha, beta, start);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Depths_and_widths_beyond_one_block_are_added_up(string width)
    {
        var kernel = Widths.Kernels(width).Tile;
        foreach (var (rows, columns, depth) in new[]
                 {
                     (3, 5, PackedProduct.DepthBlock), (3, 5, PackedProduct.DepthBlock + 1), (50, 40, 2 * PackedProduct.DepthBlock + 7),
                     (13, 33, 17 * PackedProduct.DepthBlock), (26, 2048, 2100), (2, 2111, 3), (30, 2111, 3), (450, 3, 5), (1, 1, 1),
                 })
        {
            var a = Samples.Matrix(rows, depth, 1);
            var b = Samples.Matrix(depth, columns, 2);
            var c = Samples.Matrix(rows, columns, 3);
            var start = c.Clone();
            MatrixProduct.Multiply(kernel, a, false, b, false, c, 2, 0.5f, 1);
            Samples.ShouldBeProduct(c, a, false, b, false, 2, 0.5, start);
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void The_number_of_threads_does_not_change_a_bit(string width)
    {
        var kernel = Widths.Kernels(width).Tile;
        foreach (var (rows, columns, depth) in new[] { (130, 150, 300), (7, 2500, 90), (2500, 7, 90), (70, 70, 4500) })
        {
            foreach (var transposes in new[] { 0, 1, 2, 3 })
            {
                var transposeA = (transposes & 1) != 0;
                var transposeB = (transposes & 2) != 0;
                var a = transposeA ? Samples.Matrix(depth, rows, 1) : Samples.Matrix(rows, depth, 1);
                var b = transposeB ? Samples.Matrix(columns, depth, 2) : Samples.Matrix(depth, columns, 2);
                var one = Samples.Matrix(rows, columns, 3);
                var many = one.Clone();
                MatrixProduct.Multiply(kernel, a, transposeA, b, transposeB, one, 1, 1, 1);
                MatrixProduct.Multiply(kernel, a, transposeA, b, transposeB, many, 1, 1, 5);
                many.Span.SequenceEqual(one.Span).ShouldBeTrue();
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public unsafe void Parts_of_wider_matrices_are_multiplied_where_they_lie_and_nothing_else_is_written(string width)
    {
        const int rows = 29, columns = 47, depth = 31, wide = 101;
        foreach (var transposes in new[] { 0, 1, 2, 3 })
        {
            var transposeA = (transposes & 1) != 0;
            var transposeB = (transposes & 2) != 0;
            var (rowsA, columnsA) = transposeA ? (depth, rows) : (rows, depth);
            var (rowsB, columnsB) = transposeB ? (columns, depth) : (depth, columns);
            var a = Samples.Matrix(60, wide, 1);
            var b = Samples.Matrix(60, wide, 2);
            var c = Samples.Matrix(60, wide, 3);
            var start = c.Clone();
            fixed (float* dataA = a.Span, dataB = b.Span, dataC = c.Span)
            {
                new PackedProduct
                {
                    Kernel = Widths.Kernels(width).Tile,
                    A = new MatrixOperand(dataA + 2 * wide + 5, wide, transposeA),
                    B = new MatrixOperand(dataB + 3 * wide + 7, wide, transposeB),
                    C = dataC + 4 * wide + 9,
                    CStride = wide,
                    Rows = rows,
                    Columns = columns,
                    Depth = depth,
                    Beta = 1,
                }.Run(1);
            }

            Samples.ShouldBeProduct(
                Part(c, 4, 9, rows, columns), Part(a, 2, 5, rowsA, columnsA), transposeA, Part(b, 3, 7, rowsB, columnsB), transposeB,
                1, 1, Part(start, 4, 9, rows, columns));
            for (var row = 0; row < c.Rows; row++)
            {
                for (var column = 0; column < wide; column++)
                {
                    if (row is < 4 or >= 4 + rows || column is < 9 or >= 9 + columns)
                    {
                        c[row, column].ShouldBe(start[row, column]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Agrees_with_an_independent_library()
    {
        var a = Samples.Matrix(97, 61, 1);
        var b = Samples.Matrix(61, 83, 2);
        var c = new DenseMatrix(97, 83);
        MatrixProduct.Multiply(a, false, b, false, c);
        var expected = MathNet.Numerics.LinearAlgebra.Single.DenseMatrix.Create(97, 61, (row, column) => a[row, column])
            * MathNet.Numerics.LinearAlgebra.Single.DenseMatrix.Create(61, 83, (row, column) => b[row, column]);
        for (var row = 0; row < c.Rows; row++)
        {
            for (var column = 0; column < c.Columns; column++)
            {
                c[row, column].ShouldBe(expected[row, column], 1e-4f);
            }
        }
    }

    [Fact]
    public void A_product_of_shapes_that_do_not_fit_is_refused_with_the_shapes()
    {
        var error = Should.Throw<ArgumentException>(
            () => MatrixProduct.Multiply(new DenseMatrix(2, 3), false, new DenseMatrix(4, 5), false, new DenseMatrix(2, 5)));
        error.Message.ShouldContain("2 x 3 and 4 x 5 into 2 x 5");
        Should.Throw<ArgumentException>(
            () => MatrixProduct.Multiply(new DenseMatrix(2, 3), false, new DenseMatrix(3, 5), false, new DenseMatrix(5, 2)));
        Should.Throw<ArgumentOutOfRangeException>(
            () => MatrixProduct.Multiply(new DenseMatrix(2, 3), false, new DenseMatrix(3, 5), false, new DenseMatrix(2, 5), maxDegreeOfParallelism: -1));
    }

    [Fact]
    public void A_result_that_shares_memory_with_an_operand_is_refused()
    {
        var a = new DenseMatrix(4, 4);
        var b = new DenseMatrix(4, 4);
        Should.Throw<ArgumentException>(() => MatrixProduct.Multiply(a, false, b, false, a));
        Should.Throw<ArgumentException>(() => MatrixProduct.Multiply(b, false, a, false, a));
    }

    private static DenseMatrix Part(DenseMatrix matrix, int row, int column, int rows, int columns)
    {
        var part = new DenseMatrix(rows, columns);
        for (var i = 0; i < rows; i++)
        {
            matrix.Row(row + i).Slice(column, columns).CopyTo(part.Row(i));
        }

        return part;
    }
}
