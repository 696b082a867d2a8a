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
    /// Copies a row of a matrix into panels of <see cref="Side"/> columns, twice: as it is, and multiplied by a weight. What the
    /// last panel lacks is zero.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="length">Numbers in the row.</param>
    /// <param name="weight">Factor of the second copy.</param>
    /// <param name="plain">Place of the row in the first panel of the first copy.</param>
    /// <param name="weighted">Place of the row in the first panel of the second copy.</param>
    /// <param name="panelStride">Distance between panels, in both copies.</param>
    public abstract void PackRow(float* row, int length, float weight, float* plain, float* weighted, nint panelStride);

    /// <summary>
    /// Overwrites a positive definite tile, of which only the upper triangle is read, with its upper Cholesky factor, and the
    /// lower triangle with the mirror image of the factor, which <see cref="Substitute"/> reads.
    /// </summary>
    /// <param name="a">First element of the tile.</param>
    /// <param name="stride">Distance between rows of the tile.</param>
    /// <param name="inverseDiagonal">Receives 1 over each diagonal element of the factor.</param>
    /// <returns>
    /// -1, or the first row whose pivot is not a positive number; its diagonal element then holds the pivot.
    /// </returns>
    public abstract int Factor(float* a, nint stride, float* inverseDiagonal);

    /// <summary>Overwrites the tile <c>x</c> with <c>inverse(transpose(u)) * x</c>.</summary>
    /// <param name="u">Tile left by <see cref="Factor"/>.</param>
    /// <param name="stride">Distance between rows of both tiles.</param>
    /// <param name="inverseDiagonal">1 over each diagonal element of <paramref name="u"/>.</param>
    /// <param name="x">First element of the tile to overwrite.</param>
    public abstract void SolveTransposed(float* u, nint stride, float* inverseDiagonal, float* x);

    /// <summary>
    /// Overwrites a vector of <see cref="Side"/> numbers with <c>inverse(transpose(u)) * x</c>, or with <c>inverse(u) * x</c>.
    /// </summary>
    /// <param name="u">Tile left by <see cref="Factor"/>, mirrored.</param>
    /// <param name="stride">Distance between rows of the tile.</param>
    /// <param name="inverseDiagonal">1 over each diagonal element of <paramref name="u"/>.</param>
    /// <param name="x">The vector.</param>
    /// <param name="backward">Whether to solve with <c>u</c>, last unknown first, instead of with its transpose.</param>
    public abstract void Substitute(float* u, nint stride, float* inverseDiagonal, float* x, bool backward);
}
