namespace Marquee.Media;

/// <summary>What the colours of a picture are like: mean, standard deviation and skewness of three opponent channels, and how colourful it is.</summary>
/// <remarks>
/// Source: Stricker and Orengo, Similarity of Color Images, 1995 (the skewness is the cube root of the third central moment, so that it has the unit of the others); Hasler and Suesstrunk, Measuring Colourfulness in Natural Images, 2003. Channels:
/// brightness <c>0.299 red + 0.587 green + 0.114 blue</c>, <c>red - green</c>, <c>(red + green) / 2 - blue</c>, each of 0 to 1. Colourfulness is the root of the summed variances of the last two plus 0.3 times the length of their mean. O(pixels).
/// </remarks>
public static class ColourMoments
{
    /// <summary>What the numbers are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "brightness: mean", "brightness: deviation", "brightness: skewness",
        "red to green: mean", "red to green: deviation", "red to green: skewness",
        "yellow to blue: mean", "yellow to blue: deviation", "yellow to blue: skewness",
        "colourfulness",
    ];

    /// <summary>The moments of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>Ten numbers: <see cref="Names"/>.</returns>
    public static float[] Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var pixels = picture.Pixels;
        Span<double> sums = stackalloc double[3];
        Span<double> squares = stackalloc double[3];
        Span<double> cubes = stackalloc double[3];
        Span<double> channels = stackalloc double[3];
        for (var at = 0; at < pixels.Length; at += 3)
        {
            double red = pixels[at] / 255.0, green = pixels[at + 1] / 255.0, blue = pixels[at + 2] / 255.0;
            channels[0] = (0.299 * red) + (0.587 * green) + (0.114 * blue);
            channels[1] = red - green;
            channels[2] = ((red + green) / 2) - blue;
            for (var channel = 0; channel < 3; channel++)
            {
                var value = channels[channel];
                sums[channel] += value;
                squares[channel] += value * value;
                cubes[channel] += value * value * value;
            }
        }

        var count = pixels.Length / 3.0;
        var result = new float[10];
        for (var channel = 0; channel < 3; channel++)
        {
            var (mean, square, cube) = (sums[channel] / count, squares[channel] / count, cubes[channel] / count);
            result[3 * channel] = (float)mean;
            result[(3 * channel) + 1] = (float)Math.Sqrt(Math.Max(0, square - (mean * mean)));
            // Of one colour only, rounding is all that is left of the third moment.
            var third = cube - (3 * mean * square) + (2 * mean * mean * mean);
            result[(3 * channel) + 2] = Math.Abs(third) < 1e-12 ? 0 : (float)Math.Cbrt(third);
        }

        result[9] = MathF.Sqrt((result[4] * result[4]) + (result[7] * result[7])) + (0.3f * MathF.Sqrt((result[3] * result[3]) + (result[6] * result[6])));
        return result;
    }
}
