namespace Marquee.Data;

/// <summary>One row of Netflix's weekly top tens: a film or a season in one of the lists of a week, of the world or of a country.</summary>
public sealed record NetflixTopRow
{
    /// <summary>The country (ISO 3166-1 alpha-2); nothing for the lists of the world.</summary>
    public string? Country { get; init; }

    /// <summary>Name of the country; nothing for the lists of the world.</summary>
    public string? CountryName { get; init; }

    /// <summary>Last day of the week, a Sunday.</summary>
    public required DateOnly Week { get; init; }

    /// <summary>The list: <c>Films</c> and <c>TV</c> of a country; each of them <c>(English)</c> and <c>(Non-English)</c> of the world.</summary>
    public required string Category { get; init; }

    /// <summary>Place in the list, from 1 to 10.</summary>
    public required int Rank { get; init; }

    /// <summary>Title of the film or series.</summary>
    public required string Show { get; init; }

    /// <summary>Title of the season; nothing for films, and where a series has but one.</summary>
    public string? Season { get; init; }

    /// <summary>Hours viewed in the week; nothing in the lists of countries.</summary>
    public double? HoursViewed { get; init; }

    /// <summary>Whether it is in a list of films.</summary>
    public bool IsFilm => Category.StartsWith("Films", StringComparison.Ordinal);
}
