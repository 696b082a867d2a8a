namespace Marquee.Recommenders;

/// <summary>What an <see cref="ItemFilter"/> can look at.</summary>
public enum FilterField
{
    /// <summary>A genre: <see cref="Marquee.Data.Item.Categories"/>.</summary>
    Category,

    /// <summary>A tag: <see cref="Marquee.Data.Item.Labels"/>.</summary>
    Label,

    /// <summary>Film, series, episode: <see cref="Marquee.Data.Item.Kind"/>.</summary>
    Kind,
}
