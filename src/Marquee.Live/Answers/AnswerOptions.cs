namespace Marquee.Live;

/// <summary>How <see cref="Answers"/> work.</summary>
public sealed record AnswerOptions
{
    /// <summary>From how many of the best candidates a place that is given to chance is filled. More would show more; fewer make each likely enough that a few thousand lists tell something.</summary>
    public const int ExplorationPool = 25;

    /// <summary>How long a list is given again to who asks the same, at most, as long as nothing changed that it was made from. Zero never gives one again. Default 1 minute.</summary>
    public TimeSpan Reuse { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many lists are remembered for that, at least 1: about a kilobyte each. Default 50,000.</summary>
    public int RememberedLists { get; init; } = 50_000;
}
