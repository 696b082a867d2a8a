namespace Marquee.Numerics;

/// <summary>All singular values and vectors of a small matrix, in double precision.</summary>
/// <remarks>
/// Source: one-sided Jacobi, Hestenes, Inversion of Matrices by Biorthogonalization, 1958; Demmel and Veselic, Jacobi's Method is More Accurate than QR, 1992.
/// Pairs of rows are rotated until all are orthogonal; about <c>10 * size^3</c> operations.
/// </remarks>
internal static class JacobiSvd
{
    private const int MaximumSweeps = 60;
    private const double Tolerance = 1e-14;

    /// <summary>
    /// Turns the rows of a square matrix until they are orthogonal: <paramref name="rotation"/> times the matrix given is the matrix left behind, whose
    /// row lengths are the singular values, descending.
    /// </summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="matrix">The matrix, row after row; replaced by <c>rotation * matrix</c>.</param>
    /// <param name="rotation">Receives an orthogonal <c>size x size</c> matrix.</param>
    public static void OrthogonalizeRows(int size, double[] matrix, double[] rotation)
    {
        Array.Clear(rotation);
        for (var row = 0; row < size; row++)
        {
            rotation[row * size + row] = 1;
        }

        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var rotated = false;
            for (var first = 0; first < size - 1; first++)
            {
                for (var second = first + 1; second < size; second++)
                {
                    rotated |= Rotate(size, matrix, rotation, first, second);
                }
            }

            if (!rotated)
            {
                return;
            }
        }
    }

    // Of the two angles that make the rows orthogonal this one also puts the longer row first, which sorts the singular values and speeds convergence.
    private static bool Rotate(int size, double[] matrix, double[] rotation, int first, int second)
    {
        var a = matrix.AsSpan(first * size, size);
        var b = matrix.AsSpan(second * size, size);
        double aa = 0, bb = 0, ab = 0;
        for (var at = 0; at < size; at++)
        {
            aa += a[at] * a[at];
            bb += b[at] * b[at];
            ab += a[at] * b[at];
        }

        if (ab * ab <= Tolerance * Tolerance * aa * bb && aa >= bb)
        {
            return false;
        }

        var (sine, cosine) = Math.SinCos(Math.Atan2(2 * ab, aa - bb) / 2);
        Turn(a, b, cosine, sine);
        Turn(rotation.AsSpan(first * size, size), rotation.AsSpan(second * size, size), cosine, sine);
        return true;
    }

    private static void Turn(Span<double> a, Span<double> b, double cosine, double sine)
    {
        for (var at = 0; at < a.Length; at++)
        {
            var x = a[at];
            var y = b[at];
            a[at] = cosine * x + sine * y;
            b[at] = cosine * y - sine * x;
        }
    }
}
