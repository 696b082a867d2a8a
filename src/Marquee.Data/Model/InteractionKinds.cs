namespace Marquee.Data;

/// <summary>The kinds of interaction that Marquee itself knows a default weight for. The set is open.</summary>
public static class InteractionKinds
{
    /// <summary>A number of stars in <see cref="Interaction.Value"/>.</summary>
    public const string Rating = "rating";

    /// <summary>Something played; <see cref="Interaction.Progress"/> says how far.</summary>
    public const string Watch = "watch";

    /// <summary>Liked.</summary>
    public const string ThumbUp = "thumb-up";

    /// <summary>Disliked.</summary>
    public const string ThumbDown = "thumb-down";

    /// <summary>Put on the list of what to watch later.</summary>
    public const string ListAdd = "list-add";

    /// <summary>Shown, whether or not it was noticed.</summary>
    public const string Impression = "impression";

    /// <summary>Searched for <see cref="Interaction.Text"/>; names no item.</summary>
    public const string Search = "search";

    /// <summary>Given the tag in <see cref="Interaction.Text"/>.</summary>
    public const string Tag = "tag";
}
