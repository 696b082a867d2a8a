namespace Marquee.Numerics;

/// <summary>The inverse of a symmetric positive definite matrix.</summary>
/// <remarks>
/// Source: Bientinesi, Gunter and van de Geijn, Families of Algorithms Related to the Inversion of a Symmetric Positive Definite
/// Matrix, 2008: the single sweep that factors, inverts the factor and multiplies it with its transpose in one pass, block by
/// block. <c>n^3</c> operations in all, nearly all of them in three large products a block.
/// </remarks>
public static class PositiveDefiniteInverse
{
    /// <summary>Overwrites a matrix with its inverse; both triangles of the result are filled and equal.</summary>
    /// <param name="matrix">Symmetric positive definite, <c>n x n</c>; only its upper triangle is read.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. Does not change the result.</param>
    /// <param name="cancellationToken">Checked once a block. What a cancelled call leaves in the matrix is unspecified.</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="NotPositiveDefiniteException">
    /// A pivot is not a positive number; what is left in the matrix is unspecified.
    /// </exception>
    public static void Invert(DenseMatrix matrix, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Invert(MatrixKernels.Default, matrix, maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>The same with kernels of choice.</summary>
    internal static unsafe void Invert(
        MatrixKernels kernels, DenseMatrix matrix, int maxDegreeOfParallelism, CancellationToken cancellationToken = default)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"Only a square matrix has an inverse; this one is {matrix}.", nameof(matrix));
        }

        var order = matrix.Rows;
        var block = new DiagonalBlock(kernels, order);
        var panel = new float[block.Size * order];
        fixed (float* a = matrix.Span, v = panel)
        {
            for (var first = 0; first < order; first += block.Size)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var size = Math.Min(block.Size, order - first);
                block.Compute(a + first * (nint)order + first, order, size, first);
                new Sweep(kernels.Tile, a, order, first, size, block, v, maxDegreeOfParallelism).Run();
            }

            GC.KeepAlive(block);
            SymmetricMirror.UpperToLower(a, order, order, maxDegreeOfParallelism);
        }
    }

    /// <summary>
    /// What one block does to the rest. With 0, 1 and 2 for the rows before, in and after the block, and
    /// <c>W = inverse(U)</c> where <c>A11 = transpose(U) * U</c>: rows before the block already hold the inverse of the leading
    /// part, rows after it what elimination has left.
    /// </summary>
    private readonly unsafe struct Sweep(
        TileKernel kernel, float* a, int order, int first, int size, DiagonalBlock block, float* v, int maxDegreeOfParallelism)
    {
        private readonly int _next = first + size;

        private int After => order - _next;

        public void Run()
        {
            var w = new MatrixOperand(block.Inverse, block.Size, false);
            var wTransposed = new MatrixOperand(block.Inverse, block.Size, true);
            var v0 = new MatrixOperand(v, order, false);
            var v0Transposed = new MatrixOperand(v, order, true);
            var v2 = new MatrixOperand(v + _next, order, false);
            var v2Transposed = new MatrixOperand(v + _next, order, true);
            var row = a + first * (nint)order;

            // V0 = A01 * W and V2 = transpose(W) * A12, both stored as rows of the block.
            Multiply(wTransposed, new MatrixOperand(a + first, order, true), v, size, first, size, 1, 0, Triangle.LowerLeftOperand);
            Multiply(wTransposed, new MatrixOperand(row + _next, order, false), v + _next, size, After, size, 1, 0, Triangle.LowerLeftOperand);

            // A00 += V0 * transpose(V0), A02 -= V0 * V2, A22 -= transpose(V2) * V2.
            Multiply(v0Transposed, v0, a, first, first, size, 1, 1, upperOnly: true);
            Multiply(v0Transposed, v2, a + _next, first, After, size, -1, 1);
            Multiply(v2Transposed, v2, a + _next * (nint)order + _next, After, After, size, -1, 1, upperOnly: true);

            // A01 = V0 * transpose(W), A12 = -W * V2, A11 = W * transpose(W).
            Multiply(v0Transposed, wTransposed, a + first, first, size, size, 1, 0, Triangle.LowerRightOperand);
            Multiply(w, v2, row + _next, size, After, size, -1, 0, Triangle.UpperLeftOperand);
            Multiply(w, wTransposed, row + first, size, size, size, 1, 0, Triangle.UpperLeftOperand);
        }

        private void Multiply(
            MatrixOperand left, MatrixOperand right, float* c, int rows, int columns, int depth, float alpha, float beta,
            Triangle triangle = Triangle.None, bool upperOnly = false) =>
            new PackedProduct
            {
                Kernel = kernel,
                A = left,
                B = right,
                C = c,
                CStride = order,
                Rows = rows,
                Columns = columns,
                Depth = depth,
                Alpha = alpha,
                Beta = beta,
                UpperOnly = upperOnly,
                Triangle = triangle,
            }.Run(maxDegreeOfParallelism);
    }
}
