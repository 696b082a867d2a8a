namespace Marquee.Media;

/// <summary>How much a file from elsewhere may cost to read. What goes beyond is refused before memory is taken for it.</summary>
public sealed record DecodeLimits
{
    /// <summary>The limits where none are named.</summary>
    public static DecodeLimits Default { get; } = new();

    /// <summary>Bytes of a picture or sound that is read into memory, and bytes that an outside decoder may give back. Default 256 MiB, above 0.</summary>
    public long MaximumBytes
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit on bytes is above 0.");
    } = 256L << 20;

    /// <summary>Pixels of a picture or of one frame. Default 25,000,000, above 0. A picture in work takes up to 12 bytes a pixel.</summary>
    public long MaximumPixels
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit on pixels is above 0.");
    } = 25_000_000;

    /// <summary>Seconds of a sound or clip. Default 600, above 0. A longer sound is refused; of a longer video the beginning is read.</summary>
    public double MaximumSeconds
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit on seconds is a number above 0.");
    } = 600;

    /// <summary>How long an outside decoder may work on one file. Default one minute, above 0.</summary>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit on time is above 0 and at most a day.");
    } = TimeSpan.FromMinutes(1);
}
