namespace Marquee.Data;

/// <summary>Films as MovieLens 1M and later describe them.</summary>
internal static class MovieLensItem
{
    private const string NoGenres = "(no genres listed)";

    /// <summary>Makes an item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="title">Its title with the year, such as <c>Matrix, The (1999)</c>.</param>
    /// <param name="genres">Its genres with bars between them.</param>
    /// <param name="attributes">What else is known.</param>
    public static Item Create(string id, string title, string genres, AttributeMap attributes)
    {
        var (name, year) = MovieLensTitle.Parse(title);
        return new Item
        {
            Id = id,
            Title = name.Length == 0 ? null : name,
            Kind = "film",
            Year = year,
            Categories = genres == NoGenres ? [] : genres.Split('|', StringSplitOptions.RemoveEmptyEntries).ToValueList(),
            Attributes = attributes,
        };
    }
}
