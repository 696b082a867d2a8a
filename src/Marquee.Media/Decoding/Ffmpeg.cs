using System.Buffers.Binary;
using System.Globalization;

namespace Marquee.Media;

/// <summary>
/// Reads the sounds, videos and pictures that are not read in managed code, by the program <c>ffmpeg</c> (4 or newer), which is run once or twice a file: without a shell, without a network, on one thread, with limits on time,
/// output, memory and size of pictures, and told the format that the content shows, so that play lists and the like are never followed. What it complains of is refused.
/// </summary>
public sealed class Ffmpeg
{
    private const string Missing =
        "The program 'ffmpeg' is needed to read this file and is not on the PATH: install it (Debian and Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg).";

    // The largest single piece of memory that it may take.
    private const int MaximumPiece = 256 << 20;
    private const int AuHeader = 24;

    private readonly string _program;

    /// <summary>A program at a place.</summary>
    /// <param name="program">Its path, or its name where PATH finds it.</param>
    public Ffmpeg(string program = "ffmpeg")
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        _program = program;
    }

    /// <summary>What it calls itself, by its first line; null where it is not there.</summary>
    public string? FindVersion()
    {
        try
        {
            using var program = OutsideProgram.Start(_program, ["-version"], TimeSpan.FromSeconds(10), Missing);
            var text = System.Text.Encoding.UTF8.GetString(program.ReadToEnd(new DecodeLimits { MaximumBytes = 1 << 20 }).Span);
            return text.Split('\n')[0].Trim();
        }
        catch (MediaException)
        {
            return null;
        }
    }

    /// <summary>Reads the first sound of a file, at its own rate and with its own channels.</summary>
    /// <param name="path">The file: sound or video.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the program that reads the file.</param>
    /// <exception cref="MediaException">There is no ffmpeg, no sound, a damaged file, or one beyond the limits.</exception>
    public Sound ReadSound(string path, DecodeLimits? limits = null, CancellationToken cancellationToken = default) =>
        BoundedReading.Named(path, () =>
        {
            limits ??= DecodeLimits.Default;

            // A second more than may be, so that what is longer shows.
            var sound = ReadSound(path, 0, limits.MaximumSeconds + 1, rate: null, limits, cancellationToken) ?? throw new MediaException("There is no sound in the file.");
            return sound.Duration.TotalSeconds <= limits.MaximumSeconds
                ? sound
                : throw new MediaException($"The sound lasts longer than the limit of {limits.MaximumSeconds:0.#} seconds.");
        });

    /// <summary>Reads a part of the first video of a file, and of the sound that goes with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="form">Which part, at what size and speed.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>. Of what lasts longer the beginning is read.</param>
    /// <param name="cancellationToken">Ends the program that reads the file.</param>
    /// <exception cref="MediaException">There is no ffmpeg, no video in that part, a damaged file, or one beyond the limits.</exception>
    public Clip ReadClip(string path, ClipForm form, DecodeLimits? limits = null, CancellationToken cancellationToken = default) =>
        BoundedReading.Named(path, () =>
        {
            ArgumentNullException.ThrowIfNull(form);
            limits ??= DecodeLimits.Default;
            PictureDecoder.CheckSize(form.Width, form.Height, limits);
            var seconds = Math.Min(form.Seconds ?? limits.MaximumSeconds, limits.MaximumSeconds);
            var (width, height) = (Text(form.Width), Text(form.Height));
            var filter = $"fps={Text(form.FramesPerSecond)},scale={width}:{height}:force_original_aspect_ratio=increase:flags=area,crop={width}:{height}";
            var bytes = Run(path, form.Start, seconds, ["-map", "0:v:0", "-an", "-sn", "-dn", "-vf", filter, "-pix_fmt", "rgb24", "-c:v", "rawvideo", "-f", "rawvideo"], limits, cancellationToken)
                ?? throw new MediaException("There is no video in the file.");
            var length = 3 * form.Width * form.Height;
            if (bytes.IsEmpty || bytes.Length % length != 0)
            {
                throw new MediaException($"There is no picture from second {form.Start:0.###} on.");
            }

            var frames = new Picture[bytes.Length / length];
            for (var index = 0; index < frames.Length; index++)
            {
                frames[index] = new Picture(form.Width, form.Height, bytes.Slice(index * length, length).ToArray());
            }

            return new Clip(frames, form.FramesPerSecond, form.SoundRate is { } rate ? ReadSound(path, form.Start, seconds, rate, limits, cancellationToken) : null);
        });

    /// <summary>Reads the first picture of a file: WebP, GIF, bitmap, or a frame of a video.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="cancellationToken">Ends the program that reads the file.</param>
    /// <exception cref="MediaException">There is no ffmpeg, no picture, a damaged file, or one beyond the limits.</exception>
    public Picture ReadPicture(string path, DecodeLimits? limits = null, CancellationToken cancellationToken = default) =>
        BoundedReading.Named(path, () =>
        {
            limits ??= DecodeLimits.Default;
            var png = Run(path, 0, null, ["-map", "0:v:0", "-an", "-sn", "-dn", "-frames:v", "1", "-c:v", "png", "-f", "image2pipe"], limits, cancellationToken)
                ?? throw new MediaException("There is no picture in the file.");
            return PictureDecoder.Decode(png.Span, limits);
        });

    /// <summary>The name that ffmpeg has for a format; null for what it is not to read.</summary>
    internal static string? Demuxer(MediaFormat format) => format switch
    {
        MediaFormat.Jpeg => "jpeg_pipe",
        MediaFormat.Png => "png_pipe",
        MediaFormat.Gif => "gif",
        MediaFormat.WebP => "webp_pipe",
        MediaFormat.Bitmap => "bmp_pipe",
        MediaFormat.Wave => "wav",
        MediaFormat.Ogg => "ogg",
        MediaFormat.Mp3 => "mp3",
        MediaFormat.Aac => "aac",
        MediaFormat.Flac => "flac",
        MediaFormat.Mp4 => "mov",
        MediaFormat.Matroska => "matroska",
        MediaFormat.Avi => "avi",
        MediaFormat.FlashVideo => "flv",
        MediaFormat.TransportStream => "mpegts",
        MediaFormat.ProgramStream => "mpeg",
        _ => null,
    };

    private static string Text(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private Sound? ReadSound(string path, double start, double seconds, int? rate, DecodeLimits limits, CancellationToken cancellationToken)
    {
        string[] form = rate is { } wanted ? ["-ac", "1", "-ar", Text(wanted)] : [];
        var au = Run(path, start, seconds, ["-map", "0:a:0", "-vn", "-sn", "-dn", .. form, "-c:a", "pcm_f32be", "-f", "au"], limits, cancellationToken);
        if (au is not { } found)
        {
            return null;
        }

        // Sun's audio format: a header of big-endian numbers (where samples begin, ..., rate, channels), then samples.
        var bytes = found.Span;
        if (bytes.Length < AuHeader || !bytes.StartsWith(".snd"u8))
        {
            throw new MediaException("There is no sound in that part of the file.");
        }

        var begin = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        var (stated, channels) = (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        SoundDecoder.CheckForm(channels, stated);
        var samples = new float[(bytes.Length - begin) / 4 / channels * channels];
        for (var index = 0; index < samples.Length; index++)
        {
            var sample = BinaryPrimitives.ReadSingleBigEndian(bytes[(begin + (4 * index))..]);
            samples[index] = float.IsFinite(sample) ? sample : throw new MediaException($"The sound is damaged: sample {index:N0} is not a number.");
        }

        return new Sound(stated, channels, samples);
    }

    // Null where the file has no stream of the kind.
    private ReadOnlyMemory<byte>? Run(string path, double start, double? seconds, string[] output, DecodeLimits limits, CancellationToken cancellationToken)
    {
        var format = MediaFile.Recognize(path);
        var demuxer = Demuxer(format) ?? throw new MediaException($"The file is {MediaFormats.Describe(format)}; pictures, sound and video were expected.");
        string[] seek = start > 0 ? ["-ss", Text(start)] : [];
        string[] last = seconds is { } most ? ["-t", Text(most)] : [];
        using var program = OutsideProgram.Start(
            _program,
            [
                "-nostdin", "-hide_banner", "-v", "error", "-xerror", "-max_alloc", Text(MaximumPiece),
                "-protocol_whitelist", "file", "-threads", "1", "-max_pixels", Text(Math.Min(limits.MaximumPixels, int.MaxValue)), .. seek, "-f", demuxer, "-i", "file:" + Path.GetFullPath(path),
                .. last, "-map_metadata", "-1", "-threads", "1", .. output, "pipe:1",
            ],
            limits.Timeout,
            Missing,
            cancellationToken);
        var bytes = BoundedReading.ReadAll(program.Output, limits, "What the file unpacks to is");
        var (code, complaint) = program.WaitForEnd();
        if (complaint.Contains("matches no streams", StringComparison.Ordinal))
        {
            return null;
        }

        return code == 0 && complaint.Length == 0
            ? bytes
            : throw new MediaException($"The file cannot be read as {MediaFormats.Describe(format)}: {(complaint.Length > 0 ? complaint : $"ffmpeg ended with code {code}")}");
    }
}
