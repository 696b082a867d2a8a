namespace Marquee.Numerics;

/// <summary>
/// The innermost part of a matrix product: one tile of the result, small enough to stay in registers while the
/// whole depth runs past it.
/// </summary>
/// <remarks>
/// Source: Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008; Van Zee and van de Geijn,
/// BLIS, 2015. Element <c>k</c> of a left panel is a column of <see cref="Rows"/> numbers, element <c>k</c> of a right
/// panel a row of <see cref="Columns"/> numbers. A kernel has no state.
/// </remarks>
internal abstract unsafe class TileKernel
{
    /// <summary>Rows of a full tile, which is the width of a left panel.</summary>
    public abstract int Rows { get; }

    /// <summary>Columns of a full tile, which is the width of a right panel.</summary>
    public abstract int Columns { get; }

    /// <summary><c>c = alpha * left * right + beta * c</c> for one tile.</summary>
    /// <param name="rows">Rows to write, 1 to <see cref="Rows"/>.</param>
    /// <param name="columns">Columns to write, 1 to <see cref="Columns"/>.</param>
    /// <param name="depth">Terms of each sum, at least 1.</param>
    /// <param name="left">Packed left panel: <c>depth</c> times <see cref="Rows"/> numbers, also where fewer rows are written.</param>
    /// <param name="right">Right panel: <c>depth</c> rows of <see cref="Columns"/> readable numbers.</param>
    /// <param name="rightStride">Distance from one row of the right panel to the next.</param>
    /// <param name="c">First element of the tile.</param>
    /// <param name="cStride">Distance from one row of the tile to the next.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what the tile held; where it is 0 the tile is not read.</param>
    public abstract void Multiply(
        int rows, int columns, int depth, float* left, float* right, nint rightStride, float* c, nint cStride, float alpha, float beta);
}
