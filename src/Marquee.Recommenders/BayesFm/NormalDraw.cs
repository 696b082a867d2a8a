using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Draws from a normal distribution that is given by its precision.</summary>
internal static unsafe class NormalDraw
{
    /// <summary>Solves a system <c>A x = b</c> and draws from <c>Normal(A^-1 b, A^-1)</c>.</summary>
    /// <param name="system">The system; afterwards it is factored.</param>
    /// <param name="random">Chance.</param>
    /// <param name="drawn">Receives the draw.</param>
    /// <param name="noise">Receives how far the draw lies from the mean.</param>
    /// <exception cref="NotPositiveDefiniteException">The matrix is not positive definite.</exception>
    public static void Solve(PositiveDefiniteSystem system, SplittableRandom random, Span<float> drawn, Span<float> noise)
    {
        system.Solve(drawn);
        // With A = U^T U, A^-1 U^T e = U^-1 e has covariance A^-1.
        var right = system.RightSide;
        right.Clear();
        for (var row = 0; row < right.Length; row++)
        {
            var number = (float)random.NextGaussian();
            var factor = system.Matrix + (row * system.Stride);
            for (var column = row; column < right.Length; column++)
            {
                right[column] += number * factor[column];
            }
        }

        system.SolveAgain(noise);
        for (var at = 0; at < drawn.Length; at++)
        {
            drawn[at] += noise[at];
        }
    }
}
