namespace Marquee.Media;

/// <summary>Reads files of any kind: in managed code where it can (JPEG, PNG, WAV), else by <see cref="Ffmpeg"/>.</summary>
public static class MediaFile
{
    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="ffmpeg">What reads other formats; null is the one that PATH finds.</param>
    /// <param name="cancellationToken">Ends ffmpeg; what is read in managed code is read to its end.</param>
    /// <exception cref="MediaException">It cannot be read: why, and what would be right.</exception>
    public static Picture ReadPicture(string path, DecodeLimits? limits = null, Ffmpeg? ffmpeg = null, CancellationToken cancellationToken = default) =>
        Format(path) is MediaFormat.Gif or MediaFormat.WebP or MediaFormat.Bitmap
            ? (ffmpeg ?? new Ffmpeg()).ReadPicture(path, limits, cancellationToken)
            : PictureDecoder.DecodeFile(path, limits);

    /// <summary>Reads a sound, with the rate and channels that it has.</summary>
    /// <param name="path">The file: a sound, or a video of which the sound is read.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="ffmpeg">What reads other formats; null is the one that PATH finds.</param>
    /// <param name="cancellationToken">Ends ffmpeg; what is read in managed code is read to its end.</param>
    /// <exception cref="MediaException">It cannot be read: why, and what would be right.</exception>
    public static Sound ReadSound(string path, DecodeLimits? limits = null, Ffmpeg? ffmpeg = null, CancellationToken cancellationToken = default) =>
        Format(path) is MediaFormat.Wave or MediaFormat.Unknown or MediaFormat.Jpeg or MediaFormat.Png or MediaFormat.Gif or MediaFormat.WebP or MediaFormat.Bitmap
            ? SoundDecoder.DecodeFile(path, limits)
            : (ffmpeg ?? new Ffmpeg()).ReadSound(path, limits, cancellationToken);

    /// <summary>What a file is, by its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MediaException">It cannot be opened.</exception>
    public static MediaFormat Format(string path) => BoundedReading.Named(path, () => Recognize(path));

    /// <summary>What a file is; messages do not carry its path.</summary>
    internal static MediaFormat Recognize(string path)
    {
        using var stream = BoundedReading.Open(path);
        var beginning = new byte[MediaFormats.BytesLookedAt];
        return MediaFormats.Recognize(beginning.AsSpan(0, stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)));
    }
}
