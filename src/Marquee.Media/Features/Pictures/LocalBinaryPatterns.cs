using System.Numerics;

namespace Marquee.Media;

/// <summary>Which small patterns a picture is woven of: for each pixel, which of its eight neighbours are at least as bright, as the share of each pattern.</summary>
/// <remarks>
/// Source: Ojala, Pietikainen and Maenpaa, Multiresolution Gray-Scale and Rotation Invariant Texture Classification with Local Binary Patterns, 2002, with the eight neighbours of the grid as they stand (the source interpolates a circle). The 58 patterns
/// that change between brighter and darker twice at most around the pixel (edges, corners, spots, flat) have a place each, by their number; all others share the last. Pixels at the edge have no eight neighbours and do not count. O(pixels).
/// </remarks>
public static class LocalBinaryPatterns
{
    /// <summary>Patterns.</summary>
    public const int Count = 59;

    private static readonly byte[] Places = MakePlaces();

    /// <summary>The shares of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns><see cref="Count"/> shares that add up to 1; all 0 where it has fewer than three lines or columns.</returns>
    public static float[] Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Of(GreyPlane.Of(picture), picture.Width, picture.Height);
    }

    internal static float[] Of(ReadOnlySpan<float> plane, int width, int height)
    {
        var shares = new float[Count];
        if (width < 3 || height < 3)
        {
            return shares;
        }

        // Around the pixel from the top left, clockwise.
        ReadOnlySpan<int> neighbours = [-width - 1, -width, -width + 1, 1, width + 1, width, width - 1, -1];
        var counts = new int[Count];
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var place = (y * width) + x;
                var (middle, pattern) = (plane[place], 0);
                for (var neighbour = 0; neighbour < 8; neighbour++)
                {
                    pattern |= (plane[place + neighbours[neighbour]] >= middle ? 1 : 0) << neighbour;
                }

                counts[Places[pattern]]++;
            }
        }

        for (var place = 0; place < Count; place++)
        {
            shares[place] = counts[place] / ((float)(width - 2) * (height - 2));
        }

        return shares;
    }

    private static byte[] MakePlaces()
    {
        var places = new byte[256];
        byte next = 0;
        for (var pattern = 0; pattern < 256; pattern++)
        {
            var turned = ((pattern << 1) | (pattern >> 7)) & 255;
            places[pattern] = BitOperations.PopCount((uint)(pattern ^ turned)) <= 2 ? next++ : (byte)(Count - 1);
        }

        return places;
    }
}
