namespace Marquee.Storage;

/// <summary>How much may be staged.</summary>
public sealed record UploadLimits
{
    /// <summary>Most uploads at once. Default 10.</summary>
    public int Uploads { get; init; } = 10;

    /// <summary>Most files of one upload, those of archives among them. Default 1,000.</summary>
    public int Files { get; init; } = 1_000;

    /// <summary>Most bytes of all uploads together, archives unpacked. Default 2 GiB.</summary>
    public long Bytes { get; init; } = 2L << 30;

    /// <summary>After how long an upload that nobody asks about is forgotten. Default 1 hour.</summary>
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromHours(1);
}
