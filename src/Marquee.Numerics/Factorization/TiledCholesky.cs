namespace Marquee.Numerics;

/// <summary>
/// Cholesky factorization and substitution of a matrix of a few hundred rows, on one thread, in place, tile by tile.
/// </summary>
/// <remarks>
/// The matrix is a whole number of tiles wide (pad it with the identity). Only tiles on and above the diagonal are touched. Left
/// looking: each row of tiles is brought up to date by one run over all rows above, whose sums stay in registers.
/// <c>n^3 / 3</c> operations for the factor, <c>2 * n^2</c> for one vector.
/// </remarks>
internal static unsafe class TiledCholesky
{
    /// <summary>Overwrites the upper triangle with <c>U</c>, where <c>A = transpose(U) * U</c>.</summary>
    /// <param name="kernel">Gives the side of the tiles.</param>
    /// <param name="a">First element; distance between rows is <paramref name="stride"/>.</param>
    /// <param name="order">Rows and columns, a multiple of the kernel's side.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="inverses">
    /// Receives <c>order * side</c> numbers: for each tile on the diagonal the inverse of its transposed factor, which turns
    /// substitution into products.
    /// </param>
    /// <returns>-1, or the first row whose pivot is not a positive number; its diagonal element then holds the pivot.</returns>
    public static int Factor(SquareKernel kernel, float* a, int order, nint stride, float* inverses)
    {
        var side = kernel.Side;
        for (var row = 0; row < order; row += side)
        {
            var band = a + row * stride;
            if (row > 0)
            {
                for (var column = row; column < order; column += side)
                {
                    kernel.AddProduct(row, a + row, stride, a + column, stride, band + column, stride, -1);
                }
            }

            var inverse = inverses + row * side;
            var failed = kernel.Factor(band + row, stride, inverse);
            if (failed >= 0)
            {
                return row + failed;
            }

            for (var column = row + side; column < order; column += side)
            {
                kernel.MultiplyTile(inverse, band + column, stride);
            }
        }

        return -1;
    }

    /// <summary>Overwrites <paramref name="x"/> with <c>inverse(A) * x</c>, given the factor.</summary>
    /// <param name="rows">Multiplies rows with vectors.</param>
    /// <param name="side">Side of the tiles of the kernel that made the factor.</param>
    /// <param name="u">The factor.</param>
    /// <param name="order">Rows and columns of the factor.</param>
    /// <param name="stride">Distance between rows of the factor.</param>
    /// <param name="inverses">What <see cref="Factor"/> gave.</param>
    /// <param name="x">Right side on entry, solution on return.</param>
    public static void Solve(RowKernel rows, int side, float* u, int order, nint stride, float* inverses, float* x)
    {
        var scratch = stackalloc float[side];
        for (var row = 0; row < order; row += side)
        {
            var next = row + side;
            rows.Dot(inverses + row * side, side, null, side, x + row, side, scratch);
            for (var place = 0; place < side; place++)
            {
                x[row + place] = scratch[place];
                scratch[place] = -scratch[place];
            }

            rows.Add(u + row * stride + next, stride, null, side, scratch, order - next, x + next);
        }

        for (var row = order - side; row >= 0; row -= side)
        {
            var next = row + side;
            rows.Dot(u + row * stride + next, stride, null, side, x + next, order - next, scratch);
            for (var place = 0; place < side; place++)
            {
                scratch[place] = x[row + place] - scratch[place];
                x[row + place] = 0;
            }

            rows.Add(inverses + row * side, side, null, side, scratch, side, x + row);
        }
    }
}
