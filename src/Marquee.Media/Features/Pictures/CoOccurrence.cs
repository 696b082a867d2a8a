namespace Marquee.Media;

/// <summary>How the brightness of neighbours goes together: coarse or fine, even or torn.</summary>
/// <remarks>
/// Source: Haralick, Shanmugam and Dinstein, Textural Features for Image Classification, 1973. Brightness is cut into 16 levels; the shares of pairs of levels are counted for neighbours to the right, below and on both diagonals, both ways round, all
/// four together. Contrast is the mean squared difference of levels, homogeneity the mean of <c>1 / (1 + squared difference)</c>, energy the sum of squared shares, the entropy is in bits, the correlation is that of the two levels (1 for a picture of one level). O(pixels).
/// </remarks>
public static class CoOccurrence
{
    private const int Levels = 16;

    /// <summary>What the numbers are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["contrast", "homogeneity", "energy", "correlation", "entropy"];

    /// <summary>The texture of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>Five numbers: <see cref="Names"/>.</returns>
    public static float[] Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var plane = GreyPlane.Of(picture);
        var levels = new byte[plane.Length];
        for (var place = 0; place < levels.Length; place++)
        {
            levels[place] = (byte)Math.Min((int)(plane[place] * Levels), Levels - 1);
        }

        var counts = new long[Levels * Levels];
        foreach (var (down, right) in ((int, int)[])[(0, 1), (1, 0), (1, 1), (1, -1)])
        {
            Count(levels, picture.Width, picture.Height, down, right, counts, Levels);
        }

        return Describe(counts, Levels);
    }

    /// <summary>Adds the pairs of one direction, both ways round.</summary>
    internal static void Count(ReadOnlySpan<byte> plane, int width, int height, int down, int right, Span<long> counts, int levels)
    {
        for (var y = 0; y < height - down; y++)
        {
            for (var x = Math.Max(0, -right); x < width - Math.Max(0, right); x++)
            {
                var (here, there) = (plane[(y * width) + x], plane[((y + down) * width) + x + right]);
                counts[(here * levels) + there]++;
                counts[(there * levels) + here]++;
            }
        }
    }

    /// <summary>The five numbers of counted pairs; of none, those of one level.</summary>
    internal static float[] Describe(ReadOnlySpan<long> counts, int levels)
    {
        var total = 0.0;
        foreach (var count in counts)
        {
            total += count;
        }

        if (total == 0)
        {
            return [0, 1, 1, 1, 0];
        }

        var (contrast, homogeneity, energy, entropy, mean, square, product) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var here = 0; here < levels; here++)
        {
            for (var there = 0; there < levels; there++)
            {
                var share = counts[(here * levels) + there] / total;
                var distance = (double)(here - there) * (here - there);
                contrast += share * distance;
                homogeneity += share / (1 + distance);
                energy += share * share;
                entropy -= share > 0 ? share * Math.Log2(share) : 0;
                mean += share * here;
                square += share * here * here;
                product += share * here * there;
            }
        }

        var variance = square - (mean * mean);
        var correlation = variance > 1e-12 ? (product - (mean * mean)) / variance : 1;
        return [(float)contrast, (float)homogeneity, (float)energy, (float)correlation, (float)entropy];
    }
}
