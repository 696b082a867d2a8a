namespace Marquee.Recommenders;

/// <summary>Names of the free attributes of items that rules and rows look at; see <see cref="Marquee.Data.Item.Attributes"/>. All of them may be missing.</summary>
public static class ServingAttributes
{
    /// <summary>Least age of who may see it: a number of years, or a word of <see cref="MaturityRatings"/>.</summary>
    public const string Maturity = "maturity";

    /// <summary>The only countries in which it may be shown: ISO 3166-1 alpha-2 codes, separated by commas.</summary>
    public const string AvailableIn = "availableIn";

    /// <summary>Countries in which it must not be shown: ISO 3166-1 alpha-2 codes, separated by commas.</summary>
    public const string NotAvailableIn = "notAvailableIn";

    /// <summary>What it belongs to that has more than one title, such as <c>James Bond</c>; upper and lower case are the same.</summary>
    public const string Franchise = "franchise";

    /// <summary>Id of the series that an episode belongs to.</summary>
    public const string Series = "series";

    /// <summary>Number of an episode's season; 0 for specials, which stand outside the story's order.</summary>
    public const string Season = "season";

    /// <summary>Number of an episode within its season.</summary>
    public const string Episode = "episode";
}
