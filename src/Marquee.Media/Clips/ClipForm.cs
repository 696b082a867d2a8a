namespace Marquee.Media;

/// <summary>Which part of a video is read, and as what.</summary>
public sealed record ClipForm
{
    /// <summary>Pixels in a line of each picture. The middle is cut out where the video has other proportions. Default 128, at least 1.</summary>
    public int Width
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A picture has a line of at least one pixel.");
    } = 128;

    /// <summary>Lines of each picture. Default 72, at least 1.</summary>
    public int Height
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A picture has at least one line.");
    } = 72;

    /// <summary>Pictures a second, repeated or left out where the video has others. Default 2, above 0 and at most 240.</summary>
    public double FramesPerSecond
    {
        get;
        init => field = value is > 0 and <= 240 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Pictures a second are above 0 and at most 240.");
    } = 2;

    /// <summary>The second at which it begins. Default 0, at least 0.</summary>
    public double Start
    {
        get;
        init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A clip begins at second 0 or later.");
    }

    /// <summary>How many seconds it lasts, where the video lasts as long; null is to the end. Default null, above 0.</summary>
    public double? Seconds
    {
        get;
        init => field = value is null || (value > 0 && double.IsFinite(value.Value)) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A clip lasts more than 0 seconds.");
    }

    /// <summary>Moments a second of its sound, on one channel; null leaves the sound out. Default 16,000, at least 1.</summary>
    public int? SoundRate
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A rate is at least 1.");
    } = 16_000;
}
