namespace Marquee.Numerics;

/// <summary>
/// A matrix that had to be positive definite is not, or not far enough from the edge for single precision: the Cholesky
/// factorization met a pivot that is not a positive number.
/// </summary>
public sealed class NotPositiveDefiniteException : ArithmeticException
{
    /// <summary>Names the pivot.</summary>
    /// <param name="row">Row of the matrix, from 0.</param>
    /// <param name="pivot">What was left of the diagonal element after elimination: zero, negative, infinite or not a number.</param>
    public NotPositiveDefiniteException(int row, float pivot)
        : base($"The matrix is not positive definite: the pivot of row {row} is {pivot}, and must be a positive number. "
            + "Add to its diagonal (regularization), or look for values that are not numbers.")
    {
        Row = row;
        Pivot = pivot;
    }

    /// <summary>Row of the matrix, from 0.</summary>
    public int Row { get; }

    /// <summary>What was left of the diagonal element after elimination.</summary>
    public float Pivot { get; }
}
