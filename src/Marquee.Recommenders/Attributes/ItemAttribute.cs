namespace Marquee.Recommenders;

/// <summary>What two items can have in common besides their users.</summary>
public enum ItemAttribute
{
    /// <summary>A category, such as a genre.</summary>
    Category,

    /// <summary>A label: a theme, a mood.</summary>
    Label,

    /// <summary>Somebody who made it, in the same role.</summary>
    Person,

    /// <summary>A country of origin.</summary>
    Country,

    /// <summary>The original language.</summary>
    Language,

    /// <summary>The kind: film, series, track.</summary>
    Kind,

    /// <summary>The year of first release.</summary>
    Year,

    /// <summary>The decade of first release.</summary>
    Decade,
}
