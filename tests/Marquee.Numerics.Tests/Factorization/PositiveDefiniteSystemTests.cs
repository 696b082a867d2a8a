namespace Marquee.Numerics.Tests;

public class PositiveDefiniteSystemTests
{
    public static TheoryData<string> AllWidths => Widths.All;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Solves_the_normal_equations_of_every_order(string width)
    {
        var kernels = Widths.Kernels(width);
        var random = new SplittableRandom(1);
        foreach (var order in new[] { 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, 31, 33, 50, 64, 100, 128, 130 })
        {
            var factors = Samples.Matrix(60, order, 2);
            var start = Samples.PositiveDefinite(order, 3);
            var system = new PositiveDefiniteSystem(order, kernels);
            foreach (var rows in new[] { 0, 1, 5, 128, 300 })
            {
                var indices = Enumerable.Range(0, rows).Select(_ => random.Next(60)).ToArray();
                var weights = indices.Select(_ => random.NextSingle()).ToArray();
                var right = Samples.Vector(order, 4);
                var solution = new float[order];

                system.Reset(start, 0.5f);
                system.AddOuterProducts(factors, indices, weights);
                right.CopyTo(system.RightSide);
                system.Solve(solution);

                ShouldSolve(Normal(start, 0.5, factors, indices, weights), right, solution);

                var other = Samples.Vector(order, 5);
                other.CopyTo(system.RightSide);
                system.SolveAgain(solution);
                ShouldSolve(Normal(start, 0.5, factors, indices, weights), other, solution);
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public unsafe void Takes_columns_of_a_wider_matrix_and_weighted_right_sides(string width)
    {
        const int order = 21, wide = 60, first = 13;
        var factors = Samples.Matrix(30, wide, 1);
        var narrow = new DenseMatrix(30, order);
        for (var row = 0; row < 30; row++)
        {
            factors.Row(row).Slice(first, order).CopyTo(narrow.Row(row));
        }

        int[] indices = [3, 17, 3, 29, 0];
        float[] weights = [1, -0.25f, 2, 0, 0.5f];
        var solution = new float[order];
        var system = new PositiveDefiniteSystem(order, Widths.Kernels(width));
        system.Reset(null, 10);
        fixed (float* data = factors.Span)
        {
            system.AddOuterProducts(data + first, wide, indices, weights);
            system.AddToRightSide(data + first, wide, indices, weights);
        }

        var right = new float[order];
        MatrixVector.AddRows(narrow, indices, weights, right);
        system.RightSide.ToArray().Zip(right, (actual, expected) => Math.Abs(actual - expected)).Max().ShouldBeLessThan(1e-5f);
        system.Solve(solution);
        ShouldSolve(Normal(new DenseMatrix(order, order), 10, narrow, indices, weights), right, solution);
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void A_system_can_be_used_again_after_a_failure_which_names_the_pivot(string width)
    {
        foreach (var (order, bad) in new[] { (5, 0), (20, 19), (40, 17) })
        {
            var start = new DenseMatrix(order, order);
            for (var row = 0; row < order; row++)
            {
                start[row, row] = row == bad ? -3 : 2;
            }

            var system = new PositiveDefiniteSystem(order, Widths.Kernels(width));
            var solution = new float[order];
            system.Reset(start, 1);
            var error = Should.Throw<NotPositiveDefiniteException>(() => system.Solve(solution));
            error.Row.ShouldBe(bad);
            error.Pivot.ShouldBe(-2f);
            error.Message.ShouldContain($"row {bad} is -2");

            system.Reset(start, 4);
            system.RightSide.Fill(1);
            system.Solve(solution);
            solution[bad].ShouldBe(1f, 1e-6);
        }
    }

    [Fact]
    public void Values_that_are_not_numbers_are_not_positive_definite()
    {
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, 0f })
        {
            var system = new PositiveDefiniteSystem(9);
            system.Reset(null, value);
            Should.Throw<NotPositiveDefiniteException>(() => system.Solve(new float[9])).Row.ShouldBe(0);
        }
    }

    [Fact]
    public void Shapes_and_rows_that_do_not_fit_are_refused()
    {
        var system = new PositiveDefiniteSystem(3);
        Should.Throw<ArgumentException>(() => system.Reset(new DenseMatrix(2, 2), 0));
        Should.Throw<ArgumentException>(() => system.AddOuterProducts(new DenseMatrix(2, 2), [0], [1]));
        Should.Throw<ArgumentException>(() => system.AddOuterProducts(new DenseMatrix(2, 3), [0], [1, 2]));
        Should.Throw<ArgumentOutOfRangeException>(() => system.AddOuterProducts(new DenseMatrix(2, 3), [2], [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new PositiveDefiniteSystem(0));
    }

    private static double[,] Normal(DenseMatrix start, double diagonal, DenseMatrix factors, int[] indices, float[] weights)
    {
        var order = start.Rows;
        var matrix = new double[order, order];
        for (var row = 0; row < order; row++)
        {
            for (var column = 0; column < order; column++)
            {
                matrix[row, column] = start[row, column] + (row == column ? diagonal : 0);
            }
        }

        for (var place = 0; place < indices.Length; place++)
        {
            var values = factors.Row(indices[place]);
            for (var row = 0; row < order; row++)
            {
                for (var column = 0; column < order; column++)
                {
                    matrix[row, column] += (double)weights[place] * values[row] * values[column];
                }
            }
        }

        return matrix;
    }

    private static void ShouldSolve(double[,] matrix, float[] right, float[] solution)
    {
        // Backward stability: the residual is small beside the size of the matrix and of the solution.
        var order = right.Length;
        double largest = 0, norm = 0;
        foreach (var value in matrix)
        {
            norm = Math.Max(norm, Math.Abs(value));
        }

        for (var row = 0; row < order; row++)
        {
            double residual = -right[row];
            for (var column = 0; column < order; column++)
            {
                residual += matrix[row, column] * solution[column];
            }

            largest = Math.Max(largest, Math.Abs(residual));
        }

        largest.ShouldBeLessThan(1e-6 * order * norm * (1e-3 + solution.Max(MathF.Abs)), $"order {order}");
    }
}
