using System.Buffers;

namespace Marquee.Numerics;

/// <summary>Solves <c>A x = b</c> for a symmetric positive definite A by conjugate gradients, starting from a guess.</summary>
/// <remarks>
/// Source: Hestenes and Stiefel, Methods of Conjugate Gradients for Solving Linear Systems, 1952. Each iteration multiplies A with one vector. In exact
/// arithmetic the solution is found after as many iterations as A has different eigenvalues; a few are enough from a good guess. Inner products are summed in double precision.
/// Runs on the calling thread and allocates nothing but three pooled vectors.
/// </remarks>
public static class ConjugateGradient
{
    /// <summary>Solves with a matrix.</summary>
    /// <param name="matrix">A: symmetric, positive definite.</param>
    /// <param name="right">b.</param>
    /// <param name="solution">The guess on entry, the solution on return.</param>
    /// <param name="maxIterations">Most iterations; 0 leaves the guess as it is.</param>
    /// <param name="tolerance">Stops when the length of the residual <c>b - A x</c> is at most this times the length of b.</param>
    /// <returns>Number of iterations made.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static int Solve(DenseMatrix matrix, ReadOnlySpan<float> right, Span<float> solution, int maxIterations, float tolerance = 1e-6f)
    {
        if (matrix.Rows != matrix.Columns || matrix.Rows != right.Length)
        {
            throw new ArgumentException($"A {matrix.Rows} x {matrix.Columns} system does not fit a right side of {right.Length}.", nameof(matrix));
        }

        return Solve(Multiply, right, solution, maxIterations, tolerance);

        void Multiply(ReadOnlySpan<float> vector, Span<float> result)
        {
            for (var row = 0; row < matrix.Rows; row++)
            {
                result[row] = (float)Dot(matrix.Row(row), vector);
            }
        }
    }

    /// <summary>Solves with an operator.</summary>
    /// <param name="multiply">A: symmetric, positive definite.</param>
    /// <param name="right">b.</param>
    /// <param name="solution">The guess on entry, the solution on return.</param>
    /// <param name="maxIterations">Most iterations; 0 leaves the guess as it is.</param>
    /// <param name="tolerance">Stops when the length of the residual <c>b - A x</c> is at most this times the length of b.</param>
    /// <returns>Number of iterations made.</returns>
    /// <exception cref="ArgumentException">Guess and right side differ in length.</exception>
    public static int Solve(LinearOperator multiply, ReadOnlySpan<float> right, Span<float> solution, int maxIterations, float tolerance = 1e-6f)
    {
        var size = right.Length;
        if (solution.Length != size)
        {
            throw new ArgumentException($"A right side of {size} has a solution of {size}; there is room for {solution.Length}.", nameof(solution));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(maxIterations);
        var rented = ArrayPool<float>.Shared.Rent(3 * size);
        var residual = rented.AsSpan(0, size);
        var direction = rented.AsSpan(size, size);
        var product = rented.AsSpan(2 * size, size);
        multiply(solution, product);
        for (var at = 0; at < size; at++)
        {
            residual[at] = right[at] - product[at];
        }

        residual.CopyTo(direction);
        var square = Dot(residual, residual);
        var small = (double)tolerance * tolerance * Dot(right, right);
        var iteration = 0;
        while (iteration < maxIterations && square > small)
        {
            multiply(direction, product);
            var curvature = Dot(direction, product);
            // Not positive: A is not positive definite, or what is left of the residual is rounding.
            if (!(curvature > 0))
            {
                break;
            }

            var step = (float)(square / curvature);
            for (var at = 0; at < size; at++)
            {
                solution[at] += step * direction[at];
                residual[at] -= step * product[at];
            }

            var next = Dot(residual, residual);
            var mix = (float)(next / square);
            for (var at = 0; at < size; at++)
            {
                direction[at] = residual[at] + mix * direction[at];
            }

            square = next;
            iteration++;
        }

        ArrayPool<float>.Shared.Return(rented);
        return iteration;
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += (double)left[at] * right[at];
        }

        return sum;
    }
}
