namespace Marquee.Numerics;

/// <summary>Products of a dense matrix, or of chosen rows of it, with one vector.</summary>
/// <remarks>
/// Several rows are taken at a time, so that the vector is read once for all of them. Every operation reads each needed element
/// once: the speed is that of the memory. The sum of a row is the same bits whichever other rows are asked for and whatever the
/// number of threads.
/// </remarks>
public static unsafe class MatrixVector
{
    // About 256 KiB a task: long enough to be worth handing out, short enough to share out evenly.
    private const int ElementsPerTask = 65536;

    /// <summary><c>y = A * x</c>.</summary>
    /// <param name="a">Matrix, <c>m x n</c>.</param>
    /// <param name="x">Vector of <c>n</c> numbers.</param>
    /// <param name="y">Receives <c>m</c> numbers; must not overlap the others.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Multiply(DenseMatrix a, ReadOnlySpan<float> x, Span<float> y, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(a);
        Check(x.Length, a.Columns, "the vector", nameof(x));
        Check(y.Length, a.Rows, "the result", nameof(y));
        var kernel = MatrixKernels.Default.Row;
        fixed (float* matrix = a.Span, vector = x, result = y)
        {
            if (IsShort(a, maxDegreeOfParallelism))
            {
                kernel.Dot(matrix, a.Columns, null, a.Rows, vector, a.Columns, result);
                return;
            }

            MultiplyInParallel(kernel, matrix, a.Rows, a.Columns, vector, result, maxDegreeOfParallelism);
        }
    }

    /// <summary><c>y = transpose(A) * x</c>.</summary>
    /// <param name="a">Matrix, <c>m x n</c>.</param>
    /// <param name="x">Vector of <c>m</c> numbers.</param>
    /// <param name="y">Receives <c>n</c> numbers; must not overlap the others.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void MultiplyTransposed(DenseMatrix a, ReadOnlySpan<float> x, Span<float> y, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(a);
        Check(x.Length, a.Rows, "the vector", nameof(x));
        Check(y.Length, a.Columns, "the result", nameof(y));
        y.Clear();
        var kernel = MatrixKernels.Default.Row;
        fixed (float* matrix = a.Span, vector = x, result = y)
        {
            if (IsShort(a, maxDegreeOfParallelism))
            {
                kernel.Add(matrix, a.Columns, null, a.Rows, vector, a.Columns, result);
                return;
            }

            MultiplyTransposedInParallel(kernel, matrix, a.Rows, a.Columns, vector, result, maxDegreeOfParallelism);
        }
    }

    /// <summary><c>y[i] = (row rows[i] of A) . x</c>, on the calling thread, without allocating.</summary>
    /// <param name="a">Matrix, <c>m x n</c>.</param>
    /// <param name="rows">Rows of <paramref name="a"/>, in any order, repeated or not.</param>
    /// <param name="x">Vector of <c>n</c> numbers.</param>
    /// <param name="y">Receives one number for each of <paramref name="rows"/>; must not overlap the others.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not one of the matrix.</exception>
    public static void DotRows(DenseMatrix a, ReadOnlySpan<int> rows, ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentNullException.ThrowIfNull(a);
        Check(x.Length, a.Columns, "the vector", nameof(x));
        Check(y.Length, rows.Length, "the result", nameof(y));
        CheckRows(a, rows);
        fixed (float* matrix = a.Span, vector = x, result = y)
        fixed (int* indices = rows)
        {
            if (indices != null)
            {
                MatrixKernels.Default.Row.Dot(matrix, a.Columns, indices, rows.Length, vector, a.Columns, result);
            }
        }
    }

    /// <summary><c>y += sum over i of weights[i] * (row rows[i] of A)</c>, on the calling thread, without allocating.</summary>
    /// <param name="a">Matrix, <c>m x n</c>.</param>
    /// <param name="rows">Rows of <paramref name="a"/>, in any order, repeated or not.</param>
    /// <param name="weights">A factor for each of <paramref name="rows"/>.</param>
    /// <param name="y"><c>n</c> numbers to add to; must not overlap the others.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not one of the matrix.</exception>
    public static void AddRows(DenseMatrix a, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> y)
    {
        ArgumentNullException.ThrowIfNull(a);
        Check(weights.Length, rows.Length, "the list of weights", nameof(weights));
        Check(y.Length, a.Columns, "the result", nameof(y));
        CheckRows(a, rows);
        fixed (float* matrix = a.Span, factors = weights, result = y)
        fixed (int* indices = rows)
        {
            if (indices != null)
            {
                MatrixKernels.Default.Row.Add(matrix, a.Columns, indices, rows.Length, factors, a.Columns, result);
            }
        }
    }

    private static bool IsShort(DenseMatrix a, int maxDegreeOfParallelism) =>
        ParallelBlocks.Threads(maxDegreeOfParallelism) == 1 || (long)a.Rows * a.Columns < 2 * ElementsPerTask;

    private static void MultiplyInParallel(
        RowKernel kernel, float* matrix, int rows, int columns, float* vector, float* result, int maxDegreeOfParallelism) =>
        ParallelBlocks.For(rows, Math.Max(8, ElementsPerTask / columns), maxDegreeOfParallelism, (start, end, _) =>
            kernel.Dot(matrix + (nint)start * columns, columns, null, end - start, vector, columns, result + start));

    // Cut by columns: each thread then adds up numbers of its own, always from the first row to the last.
    private static void MultiplyTransposedInParallel(
        RowKernel kernel, float* matrix, int rows, int columns, float* vector, float* result, int maxDegreeOfParallelism) =>
        ParallelBlocks.For(columns, Math.Max(64, ElementsPerTask / rows), maxDegreeOfParallelism, (start, end, _) =>
            kernel.Add(matrix + start, columns, null, rows, vector, end - start, result + start));

    private static void Check(int length, int needed, string what, string name)
    {
        if (length != needed)
        {
            throw new ArgumentException($"The length of {what} is {length}; it must be {needed}.", name);
        }
    }

    private static void CheckRows(DenseMatrix a, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if ((uint)row >= (uint)a.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"Rows of this matrix are 0 to {a.Rows - 1}.");
            }
        }
    }
}
