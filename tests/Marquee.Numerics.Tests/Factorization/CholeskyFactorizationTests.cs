using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Numerics.Tests;

public class CholeskyFactorizationTests
{
    public static TheoryData<string> AllWidths => Widths.All;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void The_factor_gives_the_matrix_back_and_solves_for_random_orders(string width)
    {
        var kernels = Widths.Kernels(width);
        var cases =
            from order in Gen.Choose(1, 300)
            from rightSides in Gen.Choose(0, 40)
            select (order, rightSides);
        Prop.ForAll(cases.ToArbitrary(), shape =>
        {
            var (order, columns) = shape;
            var matrix = Samples.PositiveDefinite(order, 1);
            var factorization = CholeskyFactorization.InPlace(kernels, matrix.Clone(), 1);
            var factor = factorization.ToUpperFactor();
            var product = new DenseMatrix(order, order);
            RankUpdate.OfColumns(factor, product);
            Difference(product, matrix).ShouldBeLessThan(1e-6 * order * Largest(matrix), $"order {order}");

            var rightSides = Samples.Matrix(order, columns, 2);
            var solutions = rightSides.Clone();
            factorization.Solve(solutions, 1);
            ShouldSolve(matrix, solutions, rightSides);
            var rightSide = Samples.Matrix(order, 1, 3);
            var solution = new DenseMatrix(order, 1);
            factorization.Solve(rightSide.Span, solution.Span);
            ShouldSolve(matrix, solution, rightSide);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));
    }

    [Fact]
    public void Only_the_upper_triangle_is_read_and_the_original_is_left_alone()
    {
        var matrix = Samples.PositiveDefinite(150, 1);
        var expected = CholeskyFactorization.Of(matrix).ToUpperFactor();
        for (var row = 0; row < 150; row++)
        {
            matrix.Row(row)[..row].Fill(float.NaN);
        }

        var before = matrix.Clone();
        CholeskyFactorization.Of(matrix).ToUpperFactor().Span.SequenceEqual(expected.Span).ShouldBeTrue();
        matrix.Span.SequenceEqual(before.Span).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void The_number_of_threads_does_not_change_a_bit(string width)
    {
        var kernels = Widths.Kernels(width);
        var matrix = Samples.PositiveDefinite(420, 1);
        var one = CholeskyFactorization.InPlace(kernels, matrix.Clone(), 1);
        var many = CholeskyFactorization.InPlace(kernels, matrix.Clone(), 4);
        many.ToUpperFactor().Span.SequenceEqual(one.ToUpperFactor().Span).ShouldBeTrue();
        var alone = Samples.Matrix(420, 300, 2);
        var shared = alone.Clone();
        one.Solve(alone, 1);
        many.Solve(shared, 4);
        shared.Span.SequenceEqual(alone.Span).ShouldBeTrue();
    }

    [Fact]
    public void A_solution_may_take_the_place_of_its_right_side()
    {
        var factorization = CholeskyFactorization.Of(new DenseMatrix(2, 2, new float[] { 4, 2, 2, 5 }));
        float[] x = [10, 17];
        factorization.Solve(x, x);
        x[0].ShouldBe(1f, 1e-6);
        x[1].ShouldBe(3f, 1e-6);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(40, 17)]
    [InlineData(200, 199)]
    [InlineData(300, 140)]
    public void An_indefinite_matrix_is_refused_with_its_pivot(int order, int bad)
    {
        var matrix = new DenseMatrix(order, order);
        for (var row = 0; row < order; row++)
        {
            matrix[row, row] = row == bad ? -2.5f : 1;
        }

        var error = Should.Throw<NotPositiveDefiniteException>(() => CholeskyFactorization.Of(matrix));
        error.Row.ShouldBe(bad);
        error.Pivot.ShouldBe(-2.5f);
        error.Message.ShouldContain($"the pivot of row {bad} is -2.5");
        Should.Throw<NotPositiveDefiniteException>(() => PositiveDefiniteInverse.Invert(matrix)).Row.ShouldBe(bad);
    }

    [Fact]
    public void A_matrix_of_order_zero_has_nothing_to_solve()
    {
        var factorization = CholeskyFactorization.Of(new DenseMatrix(0, 0));
        factorization.Solve([], []);
        factorization.Solve(new DenseMatrix(0, 3));
        factorization.Order.ShouldBe(0);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => CholeskyFactorization.Of(new DenseMatrix(2, 3))).Message.ShouldContain("2 x 3");
        var factorization = CholeskyFactorization.Of(new DenseMatrix(1, 1, new float[] { 4 }));
        Should.Throw<ArgumentException>(() => factorization.Solve(new float[2], new float[1]));
        Should.Throw<ArgumentException>(() => factorization.Solve(new DenseMatrix(2, 2)));
    }

    private static void ShouldSolve(DenseMatrix matrix, DenseMatrix solutions, DenseMatrix rightSides)
    {
        var columns = solutions.Transpose();
        for (var column = 0; column < columns.Rows; column++)
        {
            var solution = columns.Row(column);
            for (var row = 0; row < matrix.Rows; row++)
            {
                var values = matrix.Row(row);
                double residual = -rightSides[row, column], magnitude = Math.Abs(residual);
                for (var k = 0; k < values.Length; k++)
                {
                    residual += (double)values[k] * solution[k];
                    magnitude += Math.Abs((double)values[k] * solution[k]);
                }

                if (!(Math.Abs(residual) <= 2e-6 * Math.Sqrt(matrix.Rows) * (magnitude + 1)))
                {
                    Math.Abs(residual).ShouldBe(0, $"order {matrix.Rows}, row {row}, right side {column}");
                }
            }
        }
    }

    private static double Difference(DenseMatrix a, DenseMatrix b)
    {
        double largest = 0;
        var left = a.Span;
        var right = b.Span;
        for (var place = 0; place < left.Length; place++)
        {
            largest = Math.Max(largest, Math.Abs((double)left[place] - right[place]));
        }

        return largest;
    }

    private static double Largest(DenseMatrix matrix) => Difference(matrix, new DenseMatrix(matrix.Rows, matrix.Columns));
}
