namespace Marquee.Live;

/// <summary>What becomes of an interaction whose user did the same with the same item before.</summary>
public enum RepeatRule
{
    /// <summary>Each is kept, told apart by its time and text; one that agrees in these too replaces the earlier one's value and progress. One that comes without a time is of the moment, to the millisecond.</summary>
    EachTime,

    /// <summary>One of a kind for a user and an item: the earlier ones are removed.</summary>
    ReplaceKind,

    /// <summary>One of a kind for a user and an item: where there is one, the new one is not taken.</summary>
    KeepFirst,
}
