namespace Marquee.Numerics;

/// <summary>
/// Products of one vector with several rows of a matrix at a time, so that the vector is loaded once for all of them and the
/// sums do not wait for one another.
/// </summary>
/// <remarks>
/// Rows are consecutive, or chosen by a list. The sum of a row does not depend on its neighbours: one row alone gives the same
/// bits as the same row among many. A kernel has no state.
/// </remarks>
internal abstract unsafe class RowKernel
{
    /// <summary><c>result[i] = (row i) . x</c>.</summary>
    /// <param name="matrix">First element of row 0.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="rows">Which rows, <paramref name="count"/> of them; null means the first ones.</param>
    /// <param name="count">Number of rows; 0 does nothing.</param>
    /// <param name="x">Vector of <paramref name="length"/> numbers.</param>
    /// <param name="length">Numbers a row; 0 gives sums of 0.</param>
    /// <param name="result">Receives <paramref name="count"/> numbers.</param>
    public abstract void Dot(float* matrix, nint stride, int* rows, int count, float* x, int length, float* result);

    /// <summary><c>result += sum over i of weights[i] * (row i)</c>.</summary>
    /// <param name="matrix">First element of row 0.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="rows">Which rows, <paramref name="count"/> of them; null means the first ones.</param>
    /// <param name="count">Number of rows; 0 does nothing.</param>
    /// <param name="weights">A factor for each of the rows.</param>
    /// <param name="length">Numbers a row.</param>
    /// <param name="result"><paramref name="length"/> numbers to add to.</param>
    public abstract void Add(float* matrix, nint stride, int* rows, int count, float* weights, int length, float* result);

    /// <summary>Address of the row at a place of the list.</summary>
    protected static float* Row(float* matrix, nint stride, int* rows, int place) =>
        matrix + (rows == null ? place : rows[place]) * stride;
}
