namespace Marquee.Media;

/// <summary>What a format holds.</summary>
public static class MediaFormatKinds
{
    /// <summary>Whether a file of the format is a picture.</summary>
    /// <param name="format">The format.</param>
    public static bool IsPicture(this MediaFormat format) => format is MediaFormat.Jpeg or MediaFormat.Png or MediaFormat.Gif or MediaFormat.WebP or MediaFormat.Bitmap;
}
