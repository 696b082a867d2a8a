namespace Marquee.Numerics;

/// <summary>
/// The product of a matrix with its own transpose: all inner products of its columns (the Gram matrix) or of its rows.
/// </summary>
/// <remarks>
/// One triangle is computed and then mirrored: about half the operations of <see cref="MatrixProduct"/>, by the same tiles. The
/// result is exactly symmetric and the same bits whatever the number of threads. Where <c>beta</c> is not 0 the matrix that is
/// added must be symmetric; only its upper triangle counts.
/// </remarks>
public static class RankUpdate
{
    /// <summary><c>c = alpha * transpose(A) * A + beta * c</c>: inner products of columns.</summary>
    /// <param name="a">Matrix, <c>n x d</c>.</param>
    /// <param name="c">Result, <c>d x d</c>; its memory must not overlap that of <paramref name="a"/>.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what <paramref name="c"/> held; 0 does not read it.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the memory overlaps.</exception>
    public static void OfColumns(DenseMatrix a, DenseMatrix c, float alpha = 1, float beta = 0, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(c);
        Update(MatrixKernels.Default.Tile, a, byColumns: true, c, alpha, beta, maxDegreeOfParallelism);
    }

    /// <summary><c>c = alpha * A * transpose(A) + beta * c</c>: inner products of rows.</summary>
    /// <param name="a">Matrix, <c>n x d</c>.</param>
    /// <param name="c">Result, <c>n x n</c>; its memory must not overlap that of <paramref name="a"/>.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what <paramref name="c"/> held; 0 does not read it.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the memory overlaps.</exception>
    public static void OfRows(DenseMatrix a, DenseMatrix c, float alpha = 1, float beta = 0, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(c);
        Update(MatrixKernels.Default.Tile, a, byColumns: false, c, alpha, beta, maxDegreeOfParallelism);
    }

    /// <summary>The same with a kernel of choice.</summary>
    internal static unsafe void Update(
        TileKernel kernel, DenseMatrix a, bool byColumns, DenseMatrix c, float alpha, float beta, int maxDegreeOfParallelism)
    {
        var (order, depth) = byColumns ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        if (c.Rows != order || c.Columns != order)
        {
            throw new ArgumentException(
                $"The inner products of the {(byColumns ? "columns" : "rows")} of a {a.Rows} x {a.Columns} matrix form a "
                + $"{order} x {order} matrix; the result is {c.Rows} x {c.Columns}.",
                nameof(c));
        }

        if (c.Span.Overlaps(a.Span))
        {
            throw new ArgumentException("The result of a product must not share memory with an operand.", nameof(c));
        }

        fixed (float* dataA = a.Span, dataC = c.Span)
        {
            new PackedProduct
            {
                Kernel = kernel,
                A = new MatrixOperand(dataA, a.Columns, byColumns),
                B = new MatrixOperand(dataA, a.Columns, !byColumns),
                C = dataC,
                CStride = order,
                Rows = order,
                Columns = order,
                Depth = depth,
                Alpha = alpha,
                Beta = beta,
                UpperOnly = true,
            }.Run(maxDegreeOfParallelism);
            SymmetricMirror.UpperToLower(dataC, order, order, maxDegreeOfParallelism);
        }
    }
}
