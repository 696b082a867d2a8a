namespace Marquee.Numerics;

/// <summary>
/// The kernels of dense matrices for one vector width. <see cref="Default"/> is the set for the width that
/// <see cref="SimdWidths"/> chooses: the widest that this processor has, or the one that the environment names.
/// </summary>
/// <remarks>
/// The order is the measured one (<c>Marquee.Benchmarks product</c>, 1024^3, one thread): on Zen 5 a tile of 512-bit vectors gives
/// 1.9 times the rate of one of 256-bit vectors, and that 10 times the rate of the scalar form.
/// </remarks>
internal sealed class MatrixKernels
{
    private static readonly Dictionary<SimdWidth, MatrixKernels> Sets = SimdWidths.Supported.ToDictionary(width => width, Create);

    private readonly SquareKernel _narrowSquare;

    private MatrixKernels(SimdWidth width, TileKernel tile, SquareKernel square, SquareKernel narrowSquare, RowKernel row)
    {
        _narrowSquare = narrowSquare;
        Width = width;
        Tile = tile;
        Square = square;
        Row = row;
    }

    /// <summary>The kernels that this process uses.</summary>
    public static MatrixKernels Default { get; } = For(SimdWidths.Chosen);

    /// <summary>The vector width of the kernels.</summary>
    public SimdWidth Width { get; }

    /// <summary>For products of large matrices.</summary>
    public TileKernel Tile { get; }

    /// <summary>For small symmetric matrices.</summary>
    public SquareKernel Square { get; }

    /// <summary>For vectors with rows.</summary>
    public RowKernel Row { get; }

    /// <summary>The set of a width that this processor has.</summary>
    public static MatrixKernels For(SimdWidth width) => Sets[width];

    /// <summary>The kernel for symmetric matrices of an order: a narrower tile where the wide one would be mostly padding.</summary>
    public SquareKernel SquareFor(int order) => order <= _narrowSquare.Side ? _narrowSquare : Square;

    private static MatrixKernels Create(SimdWidth width)
    {
        var square256 = new Vector256SquareKernel();
        var scalar = new ScalarSquareKernel();
        return width switch
        {
            SimdWidth.Vector512 => new(width, new Vector512TileKernel(), new Vector512SquareKernel(), square256, new Vector512RowKernel()),
            SimdWidth.Vector256 => new(width, new Vector256TileKernel(), square256, square256, new Vector256RowKernel()),
            _ => new(width, new ScalarTileKernel(), scalar, scalar, new ScalarRowKernel()),
        };
    }
}
