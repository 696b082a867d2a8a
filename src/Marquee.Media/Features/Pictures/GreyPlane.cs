namespace Marquee.Media;

/// <summary>The brightness of a picture as a plane, for features of texture.</summary>
internal static class GreyPlane
{
    /// <summary><c>height x width</c> numbers from 0 to 1: <c>0.299 red + 0.587 green + 0.114 blue</c>.</summary>
    public static float[] Of(Picture picture)
    {
        var pixels = picture.Pixels;
        var plane = new float[pixels.Length / 3];
        for (var place = 0; place < plane.Length; place++)
        {
            plane[place] = ((0.299f * pixels[3 * place]) + (0.587f * pixels[(3 * place) + 1]) + (0.114f * pixels[(3 * place) + 2])) / 255;
        }

        return plane;
    }
}
