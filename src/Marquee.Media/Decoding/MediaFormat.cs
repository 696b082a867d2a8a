namespace Marquee.Media;

/// <summary>What a file is by its first bytes; its name is never believed.</summary>
public enum MediaFormat
{
    /// <summary>None of these.</summary>
    Unknown,

    /// <summary>JPEG, a picture.</summary>
    Jpeg,

    /// <summary>PNG, a picture.</summary>
    Png,

    /// <summary>GIF, a picture or several.</summary>
    Gif,

    /// <summary>WebP, a picture.</summary>
    WebP,

    /// <summary>Windows bitmap, a picture.</summary>
    Bitmap,

    /// <summary>WAV, sound.</summary>
    Wave,

    /// <summary>Ogg, mostly sound.</summary>
    Ogg,

    /// <summary>MP3, sound.</summary>
    Mp3,

    /// <summary>AAC frames, sound.</summary>
    Aac,

    /// <summary>FLAC, sound.</summary>
    Flac,

    /// <summary>MP4, M4A or QuickTime: video or sound.</summary>
    Mp4,

    /// <summary>Matroska or WebM: video or sound.</summary>
    Matroska,

    /// <summary>AVI, video.</summary>
    Avi,

    /// <summary>Flash video.</summary>
    FlashVideo,

    /// <summary>An MPEG transport stream, video.</summary>
    TransportStream,

    /// <summary>An MPEG program stream, video.</summary>
    ProgramStream,
}
