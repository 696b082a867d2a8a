namespace Marquee.Media;

/// <summary>Tells formats apart by their first bytes.</summary>
public static class MediaFormats
{
    /// <summary>How many of the first bytes are looked at.</summary>
    public const int BytesLookedAt = 400;

    // A transport stream is packets of 188 bytes, each beginning with this byte.
    private const byte TransportSync = 0x47;
    private const int TransportPacket = 188;

    /// <summary>What begins with these bytes.</summary>
    /// <param name="beginning">The first bytes of the file, <see cref="BytesLookedAt"/> of them where it has as many.</param>
    public static MediaFormat Recognize(ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length < 4)
        {
            return MediaFormat.Unknown;
        }

        if (beginning.StartsWith("RIFF"u8) && beginning.Length >= 12)
        {
            var kind = beginning.Slice(8, 4);
            return kind.SequenceEqual("WAVE"u8) ? MediaFormat.Wave
                : kind.SequenceEqual("WEBP"u8) ? MediaFormat.WebP
                : kind.SequenceEqual("AVI "u8) ? MediaFormat.Avi
                : MediaFormat.Unknown;
        }

        return beginning switch
        {
            [0xFF, 0xD8, 0xFF, ..] => MediaFormat.Jpeg,
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => MediaFormat.Png,
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => MediaFormat.Gif,
            [(byte)'B', (byte)'M', ..] => MediaFormat.Bitmap,
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => MediaFormat.Ogg,
            [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => MediaFormat.Flac,
            [(byte)'F', (byte)'L', (byte)'V', 1, ..] => MediaFormat.FlashVideo,
            [(byte)'I', (byte)'D', (byte)'3', ..] => MediaFormat.Mp3,
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => MediaFormat.Mp4,
            [_, _, _, _, (byte)'m', (byte)'o', (byte)'o', (byte)'v', ..] => MediaFormat.Mp4,
            [0x1A, 0x45, 0xDF, 0xA3, ..] => MediaFormat.Matroska,
            [0, 0, 1, 0xBA, ..] => MediaFormat.ProgramStream,
            [TransportSync, ..] when beginning.Length > TransportPacket && beginning[TransportPacket] == TransportSync => MediaFormat.TransportStream,
            // Eleven bits of one begin a frame of either; the layer is 0 in AAC alone.
            [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => MediaFormat.Aac,
            [0xFF, var second, ..] when (second & 0xE6) == 0xE2 => MediaFormat.Mp3,
            _ => MediaFormat.Unknown,
        };
    }

    /// <summary>A name for messages.</summary>
    internal static string Describe(MediaFormat format) => format switch
    {
        MediaFormat.Unknown => "of no known format",
        MediaFormat.Jpeg => "a JPEG picture",
        MediaFormat.Png => "a PNG picture",
        MediaFormat.Gif => "a GIF picture",
        MediaFormat.WebP => "a WebP picture",
        MediaFormat.Bitmap => "a Windows bitmap",
        MediaFormat.Wave => "a WAV sound",
        MediaFormat.Ogg => "an Ogg file",
        MediaFormat.Mp3 => "an MP3 sound",
        MediaFormat.Aac => "an AAC sound",
        MediaFormat.Flac => "a FLAC sound",
        MediaFormat.Mp4 => "an MP4 or QuickTime file",
        MediaFormat.Matroska => "a Matroska or WebM file",
        MediaFormat.Avi => "an AVI video",
        MediaFormat.FlashVideo => "a Flash video",
        _ => "an MPEG video",
    };
}
