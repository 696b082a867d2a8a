namespace Marquee.Media;

/// <summary>Which way edges run in each part of a picture (histogram of oriented gradients).</summary>
/// <remarks>
/// Source: Dalal and Triggs, Histograms of Oriented Gradients for Human Detection, 2005. Differences of the neighbours on both sides give each pixel's gradient; its length goes to the two nearest of so many orientations
/// (0 to 180 degrees, unsigned) of its cell; blocks of two by two cells, each half over the next, are divided by their length, cut to 0.2 and divided again (L2-Hys). Unlike the source, a pixel counts in its own cell only, and gradients are those of
/// brightness. O(pixels).
/// </remarks>
public static class GradientHistogram
{
    /// <summary>The histogram of a picture, brought to a square.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">Lines and columns that it is brought to, from 4 to 1024, a multiple of the cells. Default 64.</param>
    /// <param name="cells">Cells across and down, from 2 to 64. Default 4.</param>
    /// <param name="orientations">From 2 to 36. Default 9.</param>
    /// <returns><c>(cells - 1) x (cells - 1) x 4 x orientations</c> numbers from 0 to 1: blocks line by line, the cells of a block line by line.</returns>
    /// <exception cref="ArgumentException">An argument is outside of its range.</exception>
    public static float[] Of(Picture picture, int side = 64, int cells = 4, int orientations = 9)
    {
        ArgumentNullException.ThrowIfNull(picture);
        AugmentationChecks.InRange(side, 4, 1024);
        AugmentationChecks.InRange(cells, 2, 64);
        AugmentationChecks.InRange(orientations, 2, 36);
        if (side % cells != 0)
        {
            throw new ArgumentException($"A side of {side} is no multiple of {cells} cells.", nameof(side));
        }

        var square = new float[side * side];
        PlaneResampler.Resize(GreyPlane.Of(picture), new PlaneShape(picture.Height, picture.Width, 1), 0, 0, picture.Height, picture.Width, square, side, side);
        return Blocks(Cells(square, side, cells, orientations), cells, orientations);
    }

    // Lengths of gradients by cell and orientation.
    internal static float[] Cells(ReadOnlySpan<float> square, int side, int cells, int orientations)
    {
        var histograms = new float[cells * cells * orientations];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var across = square[(y * side) + Math.Min(x + 1, side - 1)] - square[(y * side) + Math.Max(x - 1, 0)];
                var down = square[(Math.Min(y + 1, side - 1) * side) + x] - square[(Math.Max(y - 1, 0) * side) + x];
                var length = MathF.Sqrt((across * across) + (down * down));
                // The least step of brightness is forty times as large: what is below is rounding, and dividing a block by its length would make edges of it.
                if (length < 1e-5f)
                {
                    continue;
                }

                // Orientation n is highest at the angle of n + 1/2 steps.
                var angle = MathF.Atan2(down, across);
                var place = ((angle < 0 ? angle + MathF.PI : angle) / MathF.PI * orientations) - 0.5f;
                var below = (int)MathF.Floor(place);
                var share = place - below;
                var cell = histograms.AsSpan(((y * cells / side * cells) + (x * cells / side)) * orientations, orientations);
                cell[(below + orientations) % orientations] += (1 - share) * length;
                cell[(below + 1) % orientations] += share * length;
            }
        }

        return histograms;
    }

    private static float[] Blocks(ReadOnlySpan<float> histograms, int cells, int orientations)
    {
        var result = new float[(cells - 1) * (cells - 1) * 4 * orientations];
        var pair = 2 * orientations;
        for (var y = 0; y < cells - 1; y++)
        {
            for (var x = 0; x < cells - 1; x++)
            {
                var block = result.AsSpan(((y * (cells - 1)) + x) * 2 * pair, 2 * pair);
                histograms.Slice(((y * cells) + x) * orientations, pair).CopyTo(block);
                histograms.Slice((((y + 1) * cells) + x) * orientations, pair).CopyTo(block[pair..]);
                Normalize(block);
                foreach (ref var value in block)
                {
                    value = Math.Min(value, 0.2f);
                }

                Normalize(block);
            }
        }

        return result;
    }

    private static void Normalize(Span<float> block)
    {
        // Without edges there is nothing to tell: what is left of noise must not become a direction.
        var squares = 1e-6f;
        foreach (var value in block)
        {
            squares += value * value;
        }

        var factor = 1 / MathF.Sqrt(squares);
        foreach (ref var value in block)
        {
            value *= factor;
        }
    }
}
