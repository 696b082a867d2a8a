namespace Marquee.Media;

/// <summary>Which colours a picture is made of: the share of its pixels in each cell of hue, saturation and value.</summary>
/// <remarks>Source: Swain and Ballard, Color Indexing, 1991, over the hexcone of Smith 1978. Hue starts at red and goes by green and blue; grey pixels count as red in the lowest saturation. O(pixels).</remarks>
public static class ColourHistogram
{
    /// <summary>The shares of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="hues">Cells of hue, from 1 to 64. Default 8.</param>
    /// <param name="saturations">Cells of saturation, from 1 to 64. Default 3.</param>
    /// <param name="values">Cells of value, from 1 to 64. Default 3.</param>
    /// <returns><c>hues x saturations x values</c> shares that add up to 1.</returns>
    public static float[] Of(Picture picture, int hues = 8, int saturations = 3, int values = 3)
    {
        ArgumentNullException.ThrowIfNull(picture);
        AugmentationChecks.InRange(hues, 1, 64);
        AugmentationChecks.InRange(saturations, 1, 64);
        AugmentationChecks.InRange(values, 1, 64);
        var counts = new int[hues * saturations * values];
        var pixels = picture.Pixels;
        for (var at = 0; at < pixels.Length; at += 3)
        {
            var (hue, saturation, value) = HueOf(pixels[at], pixels[at + 1], pixels[at + 2]);
            var cell = (Math.Min((int)(hue * hues), hues - 1) * saturations) + Math.Min((int)(saturation * saturations), saturations - 1);
            counts[(cell * values) + Math.Min((int)(value * values), values - 1)]++;
        }

        var shares = new float[counts.Length];
        for (var cell = 0; cell < shares.Length; cell++)
        {
            shares[cell] = counts[cell] / (pixels.Length / 3f);
        }

        return shares;
    }

    /// <summary>Hue (0 to below 1, in turns), saturation and value (0 to 1) of a colour.</summary>
    internal static (float Hue, float Saturation, float Value) HueOf(byte red, byte green, byte blue)
    {
        var most = Math.Max(red, Math.Max(green, blue));
        var spread = most - Math.Min(red, Math.Min(green, blue));
        if (spread == 0)
        {
            return (0, 0, most / 255f);
        }

        var sixths = most == red ? ((green - blue) / (float)spread) + (green < blue ? 6 : 0)
            : most == green ? ((blue - red) / (float)spread) + 2
            : ((red - green) / (float)spread) + 4;
        return (sixths / 6, spread / (float)most, most / 255f);
    }
}
