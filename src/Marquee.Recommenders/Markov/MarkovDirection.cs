namespace Marquee.Recommenders;

/// <summary>Which way transitions count.</summary>
public enum MarkovDirection
{
    /// <summary>From an item to what came after it.</summary>
    Forward,

    /// <summary>From an item to what came after it and to what came before it alike.</summary>
    Both,
}
