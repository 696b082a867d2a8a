namespace Marquee.Numerics;

/// <summary>Completes a symmetric matrix of which one triangle was computed.</summary>
internal static unsafe class SymmetricMirror
{
    private const int Tile = 32;

    /// <summary>Copies the upper triangle into the lower one. O(order^2).</summary>
    public static void UpperToLower(float* matrix, int order, nint stride, int maxDegreeOfParallelism)
    {
        var bands = (order + Tile - 1) / Tile;
        if (bands < 16 || ParallelBlocks.Threads(maxDegreeOfParallelism) == 1)
        {
            for (var band = 0; band < bands; band++)
            {
                FillBand(matrix, order, stride, band);
            }

            return;
        }

        InParallel(matrix, order, stride, bands, maxDegreeOfParallelism);
    }

    private static void InParallel(float* matrix, int order, nint stride, int bands, int maxDegreeOfParallelism) =>
        ParallelBlocks.For(bands, 1, maxDegreeOfParallelism, (band, _, _) => FillBand(matrix, order, stride, band));

    // Tiles, because reading a column of a wide matrix touches a cache line an element.
    private static void FillBand(float* matrix, int order, nint stride, int band)
    {
        var firstRow = band * Tile;
        var lastRow = Math.Min(order, firstRow + Tile);
        for (var firstColumn = 0; firstColumn <= firstRow; firstColumn += Tile)
        {
            for (var row = firstRow; row < lastRow; row++)
            {
                var lastColumn = Math.Min(row, firstColumn + Tile);
                for (var column = firstColumn; column < lastColumn; column++)
                {
                    matrix[row * stride + column] = matrix[column * stride + row];
                }
            }
        }
    }
}
