namespace Marquee.Numerics;

/// <summary>The largest singular values of a matrix and their vectors, by random projection.</summary>
/// <remarks>
/// Source: Halko, Martinsson and Tropp, Finding Structure with Randomness, 2011, algorithms 4.4 and 5.1. The range of A is found from its product with a few more random
/// vectors than values are wanted, sharpened by power iterations that are made orthonormal at each step; what remains is the decomposition of a small matrix.
/// Complexity: <c>(2 * powerIterations + 2)</c> products of A with <c>rank + oversampling</c> vectors and as many orthogonalisations of <c>(rows + columns) * (rank + oversampling)^2</c>.
/// The same seed gives the same bits whatever the number of threads.
/// </remarks>
public static class RandomizedSvd
{
    /// <summary>Decomposes a sparse matrix.</summary>
    /// <param name="matrix">A, <c>rows x columns</c>.</param>
    /// <param name="rank">How many values are wanted; fewer are returned where A is smaller.</param>
    /// <param name="random">Where the projection comes from.</param>
    /// <param name="powerIterations">More make the values sharper where they fall off slowly.</param>
    /// <param name="oversampling">Extra vectors of the projection.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between products.</param>
    public static TruncatedSvd Compute(
        SparseMatrix matrix,
        int rank,
        SplittableRandom random,
        int powerIterations = 4,
        int oversampling = 10,
        int maxDegreeOfParallelism = 0,
        CancellationToken cancellationToken = default)
    {
        var transposed = matrix.Transpose();
        return Compute(
            matrix.Rows,
            matrix.Columns,
            rank,
            random,
            powerIterations,
            oversampling,
            vectors => Product(matrix, vectors),
            vectors => Product(transposed, vectors));

        DenseMatrix Product(SparseMatrix left, DenseMatrix right)
        {
            var product = new DenseMatrix(left.Rows, right.Columns);
            SparseProduct.Multiply(left, right, product, maxDegreeOfParallelism, cancellationToken);
            return product;
        }
    }

    /// <summary>Decomposes a dense matrix; parameters as for a sparse one.</summary>
    /// <param name="matrix">A, <c>rows x columns</c>.</param>
    /// <param name="rank">How many values are wanted; fewer are returned where A is smaller.</param>
    /// <param name="random">Where the projection comes from.</param>
    /// <param name="powerIterations">More make the values sharper where they fall off slowly.</param>
    /// <param name="oversampling">Extra vectors of the projection.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between products.</param>
    public static TruncatedSvd Compute(
        DenseMatrix matrix,
        int rank,
        SplittableRandom random,
        int powerIterations = 4,
        int oversampling = 10,
        int maxDegreeOfParallelism = 0,
        CancellationToken cancellationToken = default)
    {
        return Compute(
            matrix.Rows,
            matrix.Columns,
            rank,
            random,
            powerIterations,
            oversampling,
            vectors => Product(vectors, transposed: false),
            vectors => Product(vectors, transposed: true));

        DenseMatrix Product(DenseMatrix right, bool transposed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var product = new DenseMatrix(transposed ? matrix.Columns : matrix.Rows, right.Columns);
            MatrixProduct.Multiply(matrix, transposed, right, false, product, maxDegreeOfParallelism: maxDegreeOfParallelism);
            return product;
        }
    }

    private static TruncatedSvd Compute(
        int rows,
        int columns,
        int rank,
        SplittableRandom random,
        int powerIterations,
        int oversampling,
        Func<DenseMatrix, DenseMatrix> multiply,
        Func<DenseMatrix, DenseMatrix> multiplyTransposed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        ArgumentOutOfRangeException.ThrowIfNegative(powerIterations);
        ArgumentOutOfRangeException.ThrowIfNegative(oversampling);
        rank = Math.Min(rank, Math.Min(rows, columns));
        var size = Math.Min(rank + oversampling, Math.Min(rows, columns));
        var projection = new DenseMatrix(columns, size);
        foreach (ref var value in projection.Span)
        {
            value = (float)random.NextGaussian();
        }

        // Bases are kept transposed, one vector a row, which is how they are made orthonormal.
        var left = multiply(projection).Transpose();
        OrthonormalBasis.OrthogonalizeRows(left);
        for (var iteration = 0; iteration < powerIterations; iteration++)
        {
            var back = multiplyTransposed(left.Transpose()).Transpose();
            OrthonormalBasis.OrthogonalizeRows(back);
            left = multiply(back.Transpose()).Transpose();
            OrthonormalBasis.OrthogonalizeRows(left);
        }

        // A is about left^T * right, and right is triangle * basis.
        var right = multiplyTransposed(left.Transpose()).Transpose();
        var triangle = new double[size * size];
        OrthonormalBasis.OrthogonalizeRows(right, triangle);
        var rotation = new double[size * size];
        JacobiSvd.OrthogonalizeRows(size, triangle, rotation);
        var values = new float[rank];
        for (var at = 0; at < rank; at++)
        {
            var row = triangle.AsSpan(at * size, size);
            var length = 0.0;
            foreach (var value in row)
            {
                length += value * value;
            }

            length = Math.Sqrt(length);
            values[at] = (float)length;
            foreach (ref var value in row)
            {
                value = length > 0 ? value / length : 0;
            }
        }

        return new TruncatedSvd(Combine(rotation, rank, left), values, Combine(triangle, rank, right));
    }

    // The first rows of (coefficients * basis), as columns.
    private static DenseMatrix Combine(double[] coefficients, int count, DenseMatrix basis)
    {
        var all = Enumerable.Range(0, basis.Rows).ToArray();
        var result = new DenseMatrix(count, basis.Columns);
        for (var row = 0; row < count; row++)
        {
            var weights = Array.ConvertAll(coefficients[(row * basis.Rows)..((row + 1) * basis.Rows)], weight => (float)weight);
            SparseProduct.MultiplyRow(all, weights, basis, result.Row(row));
        }

        return result.Transpose();
    }
}
