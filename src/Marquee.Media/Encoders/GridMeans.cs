using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Means of planes over the cells of a grid.</summary>
internal static class GridMeans
{
    /// <summary>Writes the means of each example's plane into its row, from a column on; cells row by row, all channels of a cell together.</summary>
    /// <param name="planes"><c>examples x height x width x channels</c>.</param>
    /// <param name="grid">Cells along height and along width; where they do not divide evenly, the last are the larger.</param>
    /// <param name="vectors">A row an example.</param>
    /// <param name="offset">First column.</param>
    /// <returns>Numbers written of an example.</returns>
    /// <exception cref="ArgumentException">The planes have fewer places than the grid has cells.</exception>
    public static int Write(Tensor planes, int grid, DenseMatrix vectors, int offset)
    {
        var (examples, height, width, channels) = (planes.Shape[0], planes.Shape[1], planes.Shape[2], planes.Shape[3]);
        if (grid > height || grid > width)
        {
            throw new ArgumentException($"A plane of {height} x {width} places has no grid of {grid} x {grid} cells.", nameof(grid));
        }

        var values = planes.Values;
        for (var example = 0; example < examples; example++)
        {
            for (var cell = 0; cell < grid * grid; cell++)
            {
                var (top, bottom) = (cell / grid * height / grid, ((cell / grid) + 1) * height / grid);
                var (left, right) = (cell % grid * width / grid, ((cell % grid) + 1) * width / grid);
                var mean = vectors.Row(example).Slice(offset + (cell * channels), channels);
                mean.Clear();
                var share = 1f / ((bottom - top) * (right - left));
                for (var line = top; line < bottom; line++)
                {
                    for (var place = left; place < right; place++)
                    {
                        VectorLoops.AddScaled(share, values.Slice(((((example * height) + line) * width) + place) * channels, channels), mean);
                    }
                }
            }
        }

        return grid * grid * channels;
    }
}
