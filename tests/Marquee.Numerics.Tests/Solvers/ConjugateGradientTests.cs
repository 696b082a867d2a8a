namespace Marquee.Numerics.Tests;

public class ConjugateGradientTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void Finds_the_solution_of_a_positive_definite_system(int size)
    {
        var matrix = PositiveDefinite(size);
        var truth = RandomMatrices.Dense(1, size, 9).Span.ToArray();
        var right = new float[size];
        for (var row = 0; row < size; row++)
        {
            right[row] = Dot(matrix.Row(row), truth);
        }

        var solution = new float[size];
        ConjugateGradient.Solve(matrix, right, solution, 3 * size).ShouldBeLessThanOrEqualTo(3 * size);
        for (var at = 0; at < size; at++)
        {
            solution[at].ShouldBe(truth[at], 1e-3f);
        }
    }

    [Fact]
    public void Needs_as_many_iterations_as_there_are_different_eigenvalues()
    {
        var matrix = new DenseMatrix(4, 4);
        (matrix[0, 0], matrix[1, 1], matrix[2, 2], matrix[3, 3]) = (2, 2, 5, 5);
        var solution = new float[4];
        ConjugateGradient.Solve(matrix, [2, 4, 5, 10], solution, 10).ShouldBe(2);
        solution[3].ShouldBe(2, 1e-5f);
    }

    [Fact]
    public void Leaves_a_guess_alone_that_is_the_solution()
    {
        float[] solution = [1, 2];
        ConjugateGradient.Solve((vector, result) => vector.CopyTo(result), [1, 2], solution, 5).ShouldBe(0);
        solution.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_right_side_of_zero_gives_zero()
    {
        float[] solution = [3, 4];
        ConjugateGradient.Solve(PositiveDefinite(2), [0, 0], solution, 10);
        solution.ShouldAllBe(value => Math.Abs(value) < 1e-5f);
    }

    [Fact]
    public void An_empty_system_has_an_empty_solution() => ConjugateGradient.Solve(new DenseMatrix(0, 0), [], [], 5).ShouldBe(0);

    [Fact]
    public void Refuses_shapes_that_do_not_fit()
    {
        Should.Throw<ArgumentException>(() => ConjugateGradient.Solve(new DenseMatrix(2, 3), [1, 2], new float[2], 1));
        Should.Throw<ArgumentException>(() => ConjugateGradient.Solve(new DenseMatrix(2, 2), [1, 2], new float[3], 1));
    }

    private static DenseMatrix PositiveDefinite(int size)
    {
        var root = RandomMatrices.Dense(size, size, 7);
        var matrix = new DenseMatrix(size, size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                matrix[row, column] = Dot(root.Row(row), root.Row(column)) + (row == column ? size : 0);
            }
        }

        return matrix;
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += (double)left[at] * right[at];
        }

        return (float)sum;
    }
}
