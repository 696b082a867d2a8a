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
    /// <param name="inverseDiagonal">Receives <paramref name="order"/> numbers: 1 over each diagonal element of <c>U</c>.</param>
    /// <returns>-1, or the first row whose pivot is not a positive number; its diagonal element then holds the pivot.</returns>
    public static int Factor(SquareKernel kernel, float* a, int order, nint stride, float* inverseDiagonal)
    {
        var side = kernel.Side;
        for (var row = 0; row < order; row += side)
        {
            var band = a + row * stride;
            for (var column = row; column < order; column += side)
            {
                kernel.AddProduct(row, a + row, stride, a + column, stride, band + column, stride, -1);
            }

            var failed = kernel.Factor(band + row, stride, inverseDiagonal + row);
            if (failed >= 0)
            {
                return row + failed;
            }

            for (var column = row + side; column < order; column += side)
            {
                kernel.SolveTransposed(band + row, stride, inverseDiagonal + row, band + column);
            }
        }

        return -1;
    }

    /// <summary>Overwrites <paramref name="x"/> with <c>inverse(A) * x</c>, given the factor.</summary>
    /// <param name="kernels">The rows' kernel.</param>
    /// <param name="square">The kernel that made the factor.</param>
    /// <param name="u">The factor.</param>
    /// <param name="order">Rows and columns of the factor.</param>
    /// <param name="stride">Distance between rows of the factor.</param>
    /// <param name="inverseDiagonal">What <see cref="Factor"/> gave.</param>
    /// <param name="x">Right side on entry, solution on return.</param>
    public static void Solve(
        RowKernel kernels, SquareKernel square, float* u, int order, nint stride, float* inverseDiagonal, float* x)
    {
        var side = square.Side;
        var scratch = stackalloc float[side];
        for (var row = 0; row < order; row += side)
        {
            var band = u + row * stride;
            square.Substitute(band + row, stride, inverseDiagonal + row, x + row, backward: false);
            for (var place = 0; place < side; place++)
            {
                scratch[place] = -x[row + place];
            }

            var next = row + side;
            kernels.Add(band + next, stride, null, side, scratch, order - next, x + next);
        }

        for (var row = order - side; row >= 0; row -= side)
        {
            var band = u + row * stride;
            var next = row + side;
            kernels.Dot(band + next, stride, null, side, x + next, order - next, scratch);
            for (var place = 0; place < side; place++)
            {
                x[row + place] -= scratch[place];
            }

            square.Substitute(band + row, stride, inverseDiagonal + row, x + row, backward: true);
        }
    }
}
