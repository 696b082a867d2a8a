namespace Marquee.Numerics;

/// <summary>
/// Work on square tiles of a small symmetric matrix where it lies, for systems of 8 to a few hundred unknowns that are built
/// and solved by the ten thousand: sums of outer products and the Cholesky factor.
/// </summary>
/// <remarks>
/// Left and right operands have the same width, so one packed copy serves both sides of a symmetric product. The factor is
/// upper triangular (<c>A = transpose(U) * U</c>), because then every step runs along rows. A kernel has no state.
/// </remarks>
internal abstract unsafe class SquareKernel
{
    /// <summary>Rows and columns of a tile.</summary>
    public abstract int Side { get; }

    /// <summary><c>c += alpha * sum over k of transpose(left row k) * (right row k)</c>.</summary>
    /// <param name="depth">Number of rows on either side; 0 leaves the tile as it is.</param>
    /// <param name="left">First of <paramref name="depth"/> rows of <see cref="Side"/> numbers.</param>
    /// <param name="leftStride">Distance between rows on the left.</param>
    /// <param name="right">First of <paramref name="depth"/> rows of <see cref="Side"/> numbers.</param>
    /// <param name="rightStride">Distance between rows on the right.</param>
    /// <param name="c">First element of the tile.</param>
    /// <param name="cStride">Distance between rows of the tile.</param>
    /// <param name="alpha">Factor of the sum.</param>
    public abstract void AddProduct(
        int depth, float* left, nint leftStride, float* right, nint rightStride, float* c, nint cStride, float alpha);

    /// <summary>
    /// Copies chosen rows of a matrix into panels of <see cref="Side"/> columns, twice: as they are, and each multiplied by its
    /// weight. What the last panel lacks is zero.
    /// </summary>
    /// <param name="first">First used element of row 0.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="rows">Which rows, <paramref name="count"/> of them.</param>
    /// <param name="count">Number of rows; 0 does nothing.</param>
    /// <param name="length">Numbers used of a row.</param>
    /// <param name="weights">Factor of each row in the second copy.</param>
    /// <param name="plain">First panel of the first copy.</param>
    /// <param name="weighted">First panel of the second copy.</param>
    /// <param name="panelStride">Distance between panels, in both copies.</param>
    public abstract void PackRows(
        float* first, nint stride, int* rows, int count, int length, float* weights, float* plain, float* weighted, nint panelStride);

    /// <summary>
    /// Overwrites the upper triangle of a positive definite tile, which alone is read, with its upper Cholesky factor <c>U</c>.
    /// What is left below the diagonal is unspecified.
    /// </summary>
    /// <param name="a">First element of the tile.</param>
    /// <param name="stride">Distance between rows of the tile.</param>
    /// <param name="inverse">
    /// Receives the inverse of <c>transpose(U)</c>: a lower triangular tile, zeros included, rows <see cref="Side"/> apart.
    /// </param>
    /// <returns>
    /// -1, or the first row whose pivot is not a positive number; its diagonal element then holds the pivot.
    /// </returns>
    public abstract int Factor(float* a, nint stride, float* inverse);

    /// <summary>Overwrites a tile <c>x</c> with <c>left * x</c>.</summary>
    /// <param name="left">A tile whose rows are <see cref="Side"/> apart.</param>
    /// <param name="x">First element of the tile to overwrite.</param>
    /// <param name="stride">Distance between its rows.</param>
    public abstract void MultiplyTile(float* left, float* x, nint stride);
}
