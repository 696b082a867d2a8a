namespace Marquee.Media;

/// <summary>
/// Reads JPEG and PNG in managed code. What a file is, is told by its content; sizes are taken from its header and checked before memory is taken; a file that is cut, damaged or something else is refused.
/// </summary>
/// <remarks>
/// JPEG (ITU-T T.81): baseline, extended and progressive Huffman coding of 8 bits, any whole subsampling, restart markers, grey, YCbCr, RGB, CMYK and YCCK; arithmetic, lossless and hierarchical coding are refused.
/// PNG (ISO/IEC 15948): every colour type and depth, interlaced too, every checksum verified; transparency is laid on white. Orientation, gamma and colour profiles are left aside.
/// </remarks>
public static class PictureDecoder
{
    /// <summary>Decodes a picture.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">It is not JPEG or PNG, is damaged, or is larger than the limits.</exception>
    public static Picture Decode(ReadOnlySpan<byte> bytes, DecodeLimits? limits = null, string? name = null)
    {
        try
        {
            limits ??= DecodeLimits.Default;
            if (bytes.Length > limits.MaximumBytes)
            {
                throw new MediaException($"The file has {bytes.Length:N0} bytes; the limit is {limits.MaximumBytes:N0}.");
            }

            var format = MediaFormats.Recognize(bytes);
            return format switch
            {
                MediaFormat.Jpeg => JpegDecoder.Decode(bytes, limits),
                MediaFormat.Png => PngDecoder.Decode(bytes, limits),
                _ when bytes.IsEmpty => throw new MediaException("The file is empty; a JPEG or PNG picture was expected."),
                _ => throw new MediaException($"The file is {MediaFormats.Describe(format)}; a JPEG or PNG picture was expected."),
            };
        }
        catch (MediaException exception) when (name is not null)
        {
            throw new MediaException($"{name}: {exception.Message}", exception);
        }
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="stream">The file, from where it stands to its end.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">It is not JPEG or PNG, is damaged, or is larger than the limits.</exception>
    public static Picture Decode(Stream stream, DecodeLimits? limits = null, string? name = null) =>
        Decode(BoundedReading.Named(name, () => BoundedReading.ReadAll(stream, limits ?? DecodeLimits.Default)).Span, limits, name);

    /// <summary>Decodes a picture in a file; messages carry its path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <exception cref="MediaException">It cannot be opened, is not JPEG or PNG, is damaged, or is larger than the limits.</exception>
    public static Picture DecodeFile(string path, DecodeLimits? limits = null) =>
        Decode(BoundedReading.Named(path, () => BoundedReading.ReadFile(path, limits ?? DecodeLimits.Default)).Span, limits, path);

    /// <summary>Refuses a size, as a header states it, that is none or beyond the limit.</summary>
    internal static void CheckSize(long width, long height, DecodeLimits limits)
    {
        if (width <= 0 || height <= 0)
        {
            throw new MediaException($"The header states a picture of {width} x {height}; both are above 0 in a picture.");
        }

        // Within an array's length whatever the limit: three bytes a pixel, and some for whole blocks.
        var most = Math.Min(limits.MaximumPixels, Array.MaxLength / 4);
        if (height > most / width)
        {
            throw new MediaException($"The header states a picture of {width:N0} x {height:N0}; the limit is {most:N0} pixels.");
        }
    }
}
