namespace Marquee.Data;

/// <summary>Whose interactions a random split draws from.</summary>
public enum SplitBy
{
    /// <summary>The same share of every user's items.</summary>
    User,

    /// <summary>The same share of every item's users.</summary>
    Item,
}
