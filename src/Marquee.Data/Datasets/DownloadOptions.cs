namespace Marquee.Data;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>How many times in a row to try again without getting further, 0 or more. Default 5.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>How long to wait before the first new try; doubled before each further one. Default one second.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, whatever the server asks for. Default one minute.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the line may be silent before it counts as cut. Default one minute.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromMinutes(1);
}
