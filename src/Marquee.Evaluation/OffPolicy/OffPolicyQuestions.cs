using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What is asked of served lists.</summary>
public sealed record OffPolicyQuestions
{
    /// <summary>What having shown an item is worth. Default: a half watch, a thumb up or a place on the list within a day is 1.</summary>
    public RewardRule Rewards { get; init; } = RewardRule.Default;

    /// <summary>Which lists: those of this surface, or of it and a slash; nothing for all. Default <c>recommend</c>.</summary>
    public string? Surface { get; init; } = "recommend";

    /// <summary>The moment up to which events are known, in milliseconds since 1970 UTC.</summary>
    public required long Now { get; init; }

    /// <summary>What the models leave to chance; nothing for no place.</summary>
    public Exploration? Exploration { get; init; }

    /// <summary>What the models' lists are re-ranked by, one after the other.</summary>
    public IReadOnlyList<ReRankerSetup> ReRankers { get; init; } = [];

    /// <summary>The model of ratings by whose expectations the reward model sorts items; nothing to sort them by popularity.</summary>
    public ModelSetup? RatingModel { get; init; }

    /// <summary>How lists are weighed; its seed and threads are those of the experiment.</summary>
    public OffPolicyOptions Weighing { get; init; } = new();
}
