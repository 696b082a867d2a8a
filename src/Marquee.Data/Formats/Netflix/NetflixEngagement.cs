namespace Marquee.Data;

/// <summary>One row of Netflix's engagement reports: what a film or a season was watched in half a year. Netflix leaves out what was watched for less than 50,000 hours and rounds to 100,000.</summary>
public sealed record NetflixEngagement
{
    /// <summary>First day of the half-year.</summary>
    public required DateOnly PeriodStart { get; init; }

    /// <summary>The title and, behind it, the same title in other languages; a series with its season, such as <c>The Glory: Season 1</c>. At least one.</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>Whether the row stands among the films (true) or the series (false); nothing in the report for the first half of 2023, which has one list.</summary>
    public bool? IsFilm { get; init; }

    /// <summary>Whether it can be watched everywhere.</summary>
    public bool AvailableGlobally { get; init; }

    /// <summary>Day of its premiere on Netflix; known of what Netflix made or had first.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Hours viewed.</summary>
    public required double HoursViewed { get; init; }

    /// <summary>Hours that all of it runs; nothing in the report for the first half of 2023.</summary>
    public double? Runtime { get; init; }

    /// <summary>Hours viewed divided by the running time, as Netflix counts views; nothing in the report for the first half of 2023.</summary>
    public double? Views { get; init; }
}
