namespace Marquee.Numerics;

/// <summary>
/// The Cholesky factorization <c>A = transpose(U) * U</c> of a symmetric positive definite matrix, with <c>U</c> upper triangular,
/// and the solution of linear equations by it.
/// </summary>
/// <remarks>
/// Source: Golub and Van Loan, Matrix Computations, 4th edition, 2013, section 4.2: the blocked outer-product form, whose work is
/// nearly all in one symmetric product a block. <c>n^3 / 3</c> operations to factor, <c>2 * n^2</c> a right side to solve. The bits do
/// not depend on the number of threads. For the inverse itself see <see cref="PositiveDefiniteInverse"/>, which is faster than
/// solving for the identity.
/// </remarks>
public sealed unsafe class CholeskyFactorization
{
    private readonly MatrixKernels _kernels;
    private readonly DenseMatrix _factor;
    private readonly int _size;
    private readonly float[] _inverses;

    private CholeskyFactorization(MatrixKernels kernels, DenseMatrix factor)
    {
        _kernels = kernels;
        _factor = factor;
        _size = DiagonalBlock.SizeFor(factor.Rows);
        // The inverses of the blocks on the diagonal, size x size each, turn substitution into products.
        _inverses = new float[Blocks * _size * _size];
    }

    /// <summary>Rows and columns of the matrix.</summary>
    public int Order => _factor.Rows;

    private int Blocks => (Order + _size - 1) / _size;

    /// <summary>Factors a matrix, which is left as it is.</summary>
    /// <param name="matrix">Symmetric positive definite, <c>n x n</c>; only its upper triangle is read.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="NotPositiveDefiniteException">A pivot is not a positive number.</exception>
    public static CholeskyFactorization Of(DenseMatrix matrix, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return InPlace(matrix.Clone(), maxDegreeOfParallelism);
    }

    /// <summary>Factors a matrix in its own memory, which then belongs to the factorization: its upper triangle becomes <c>U</c>.</summary>
    /// <param name="matrix">Symmetric positive definite, <c>n x n</c>; only its upper triangle is read.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="NotPositiveDefiniteException">A pivot is not a positive number; the matrix is then spoilt.</exception>
    public static CholeskyFactorization InPlace(DenseMatrix matrix, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return InPlace(MatrixKernels.Default, matrix, maxDegreeOfParallelism);
    }

    /// <summary>The same with kernels of choice.</summary>
    internal static CholeskyFactorization InPlace(MatrixKernels kernels, DenseMatrix matrix, int maxDegreeOfParallelism)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"Only a square matrix has a Cholesky factorization; this one is {matrix}.", nameof(matrix));
        }

        var factorization = new CholeskyFactorization(kernels, matrix);
        factorization.Factor(maxDegreeOfParallelism);
        return factorization;
    }

    /// <summary>The factor <c>U</c> as a matrix of its own, zero below the diagonal.</summary>
    public DenseMatrix ToUpperFactor()
    {
        var factor = new DenseMatrix(Order, Order);
        for (var row = 0; row < Order; row++)
        {
            _factor.Row(row)[row..].CopyTo(factor.Row(row)[row..]);
        }

        return factor;
    }

    /// <summary>Solves <c>A * x = b</c> on the calling thread.</summary>
    /// <param name="rightSide">The vector <c>b</c>, <c>n</c> numbers.</param>
    /// <param name="solution">Receives <c>x</c>, <c>n</c> numbers; may be the memory of <paramref name="rightSide"/>.</param>
    /// <exception cref="ArgumentException">A length is not <see cref="Order"/>.</exception>
    public void Solve(ReadOnlySpan<float> rightSide, Span<float> solution)
    {
        if (rightSide.Length != Order || solution.Length != Order)
        {
            throw new ArgumentException(
                $"The right side and the solution must have {Order} numbers; they have {rightSide.Length} and {solution.Length}.");
        }

        rightSide.CopyTo(solution);
        fixed (float* u = _factor.Span, inverses = _inverses, x = solution)
        {
            for (var first = 0; first < Order; first += _size)
            {
                SubstituteForward(u, inverses, first, x);
            }

            for (var first = (Blocks - 1) * _size; first >= 0; first -= _size)
            {
                SubstituteBackward(u, inverses, first, x);
            }
        }
    }

    /// <summary>Solves <c>A * X = B</c> for many right sides, one a column, in place.</summary>
    /// <param name="rightSides">The matrix <c>B</c>, <c>n x r</c>; becomes <c>X</c>.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The number of rows is not <see cref="Order"/>.</exception>
    public void Solve(DenseMatrix rightSides, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(rightSides);
        if (rightSides.Rows != Order)
        {
            throw new ArgumentException($"The right sides must have {Order} rows; they are {rightSides}.", nameof(rightSides));
        }

        var columns = rightSides.Columns;
        var scratch = new float[_size * columns];
        fixed (float* u = _factor.Span, inverses = _inverses, b = rightSides.Span, block = scratch)
        {
            for (var first = 0; first < Order; first += _size)
            {
                var size = Math.Min(_size, Order - first);
                var next = first + size;
                // Y1 = transpose(W) * B1, then B2 -= transpose(U12) * Y1.
                Multiply(
                    new MatrixOperand(inverses + first * _size, _size, true), new MatrixOperand(b + first * (nint)columns, columns, false),
                    block, columns, size, columns, size, 1, 0, maxDegreeOfParallelism, Triangle.LowerLeftOperand);
                new ReadOnlySpan<float>(block, size * columns).CopyTo(new Span<float>(b + first * (nint)columns, size * columns));
                Multiply(
                    new MatrixOperand(u + first * (nint)Order + next, Order, true), new MatrixOperand(block, columns, false),
                    b + next * (nint)columns, columns, Order - next, columns, size, -1, 1, maxDegreeOfParallelism);
            }

            for (var first = (Blocks - 1) * _size; first >= 0; first -= _size)
            {
                var size = Math.Min(_size, Order - first);
                var next = first + size;
                // B1 -= U12 * X2, then X1 = W * B1.
                Multiply(
                    new MatrixOperand(u + first * (nint)Order + next, Order, false), new MatrixOperand(b + next * (nint)columns, columns, false),
                    b + first * (nint)columns, columns, size, columns, Order - next, -1, 1, maxDegreeOfParallelism);
                Multiply(
                    new MatrixOperand(inverses + first * _size, _size, false), new MatrixOperand(b + first * (nint)columns, columns, false),
                    block, columns, size, columns, size, 1, 0, maxDegreeOfParallelism, Triangle.UpperLeftOperand);
                new ReadOnlySpan<float>(block, size * columns).CopyTo(new Span<float>(b + first * (nint)columns, size * columns));
            }
        }
    }

    private void Factor(int maxDegreeOfParallelism)
    {
        var block = new DiagonalBlock(_kernels, Order);
        var scratch = new float[_size * Order];
        fixed (float* a = _factor.Span, panel = scratch)
        {
            for (var first = 0; first < Order; first += _size)
            {
                var size = Math.Min(_size, Order - first);
                var next = first + size;
                var after = Order - next;
                var diagonal = a + first * (nint)Order + first;
                block.Compute(diagonal, Order, size, first);
                new ReadOnlySpan<float>(block.Inverse, _size * _size).CopyTo(_inverses.AsSpan(first * _size));
                for (var row = 0; row < size; row++)
                {
                    new ReadOnlySpan<float>(block.Factor + row * _size + row, size - row)
                        .CopyTo(new Span<float>(diagonal + row * (nint)Order + row, size - row));
                }

                // U12 = transpose(inverse(U11)) * A12, then A22 -= transpose(U12) * U12.
                Multiply(
                    new MatrixOperand(block.Inverse, _size, true), new MatrixOperand(diagonal + size, Order, false),
                    panel, after, size, after, size, 1, 0, maxDegreeOfParallelism, Triangle.LowerLeftOperand);
                for (var row = 0; row < size; row++)
                {
                    new ReadOnlySpan<float>(panel + row * (nint)after, after).CopyTo(new Span<float>(diagonal + row * (nint)Order + size, after));
                }

                Multiply(
                    new MatrixOperand(panel, after, true), new MatrixOperand(panel, after, false),
                    a + next * (nint)Order + next, Order, after, after, size, -1, 1, maxDegreeOfParallelism, upperOnly: true);
            }
        }

        GC.KeepAlive(block);
    }

    private void SubstituteForward(float* u, float* inverses, int first, float* x)
    {
        var size = Math.Min(_size, Order - first);
        var next = first + size;
        var values = stackalloc float[_size];
        new Span<float>(values, _size).Clear();
        _kernels.Row.Add(inverses + first * _size, _size, null, size, x + first, size, values);
        for (var place = 0; place < size; place++)
        {
            x[first + place] = values[place];
            values[place] = -values[place];
        }

        _kernels.Row.Add(u + first * (nint)Order + next, Order, null, size, values, Order - next, x + next);
    }

    private void SubstituteBackward(float* u, float* inverses, int first, float* x)
    {
        var size = Math.Min(_size, Order - first);
        var next = first + size;
        var values = stackalloc float[_size];
        _kernels.Row.Dot(u + first * (nint)Order + next, Order, null, size, x + next, Order - next, values);
        for (var place = 0; place < size; place++)
        {
            values[place] = x[first + place] - values[place];
        }

        _kernels.Row.Dot(inverses + first * _size, _size, null, size, values, size, x + first);
    }

    private void Multiply(
        MatrixOperand left, MatrixOperand right, float* c, nint cStride, int rows, int columns, int depth, float alpha, float beta,
        int maxDegreeOfParallelism, Triangle triangle = Triangle.None, bool upperOnly = false) =>
        new PackedProduct
        {
            Kernel = _kernels.Tile,
            A = left,
            B = right,
            C = c,
            CStride = cStride,
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Alpha = alpha,
            Beta = beta,
            UpperOnly = upperOnly,
            Triangle = triangle,
        }.Run(maxDegreeOfParallelism);
}
