namespace Marquee.Numerics;

/// <summary>The product of two dense matrices.</summary>
/// <remarks>
/// Packed panels and register tiles after Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008.
/// <c>2 * m * n * k</c> floating-point operations. Sums are accumulated in single precision, in an order that depends on the
/// shape only: the result is the same bits whatever the number of threads. Different instruction sets round differently.
/// </remarks>
public static class MatrixProduct
{
    /// <summary><c>c = alpha * op(a) * op(b) + beta * c</c>, where <c>op</c> transposes or does not.</summary>
    /// <param name="a">Left matrix: <c>m x k</c>, or <c>k x m</c> where it is to be transposed.</param>
    /// <param name="transposeA">Whether the transpose of <paramref name="a"/> is meant.</param>
    /// <param name="b">Right matrix: <c>k x n</c>, or <c>n x k</c> where it is to be transposed.</param>
    /// <param name="transposeB">Whether the transpose of <paramref name="b"/> is meant.</param>
    /// <param name="c">Result, <c>m x n</c>; its memory must not overlap that of the others.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what <paramref name="c"/> held; 0 does not read it, so that it may hold anything.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the result overlaps an operand.</exception>
    public static void Multiply(
        DenseMatrix a,
        bool transposeA,
        DenseMatrix b,
        bool transposeB,
        DenseMatrix c,
        float alpha = 1,
        float beta = 0,
        int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);
        Multiply(MatrixKernels.Default.Tile, a, transposeA, b, transposeB, c, alpha, beta, maxDegreeOfParallelism);
    }

    /// <summary>The same with a kernel of choice.</summary>
    internal static unsafe void Multiply(
        TileKernel kernel,
        DenseMatrix a,
        bool transposeA,
        DenseMatrix b,
        bool transposeB,
        DenseMatrix c,
        float alpha,
        float beta,
        int maxDegreeOfParallelism)
    {
        var (rows, depth) = transposeA ? (a.Columns, a.Rows) : (a.Rows, a.Columns);
        var (depthOfB, columns) = transposeB ? (b.Columns, b.Rows) : (b.Rows, b.Columns);
        if (depth != depthOfB || c.Rows != rows || c.Columns != columns)
        {
            throw new ArgumentException(
                $"A product of {rows} x {depth} and {depthOfB} x {columns} into {c.Rows} x {c.Columns} does not fit: "
                + $"the inner dimensions must agree and the result must be {rows} x {columns}.");
        }

        if (c.Span.Overlaps(a.Span) || c.Span.Overlaps(b.Span))
        {
            throw new ArgumentException("The result of a product must not share memory with an operand.", nameof(c));
        }

        fixed (float* dataA = a.Span, dataB = b.Span, dataC = c.Span)
        {
            new PackedProduct
            {
                Kernel = kernel,
                A = new MatrixOperand(dataA, a.Columns, transposeA),
                B = new MatrixOperand(dataB, b.Columns, transposeB),
                C = dataC,
                CStride = columns,
                Rows = rows,
                Columns = columns,
                Depth = depth,
                Alpha = alpha,
                Beta = beta,
            }.Run(maxDegreeOfParallelism);
        }
    }
}
