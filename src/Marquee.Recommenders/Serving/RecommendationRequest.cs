namespace Marquee.Recommenders;

/// <summary>What is asked of a <see cref="RecommendationPipeline"/>, besides for whom.</summary>
public sealed record RecommendationRequest
{
    /// <summary>How many items are wanted, at least 0. The answer is shorter where there are not as many candidates. Default 10.</summary>
    public int Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Count));
            field = value;
        }
    } = 10;

    /// <summary>Whether items of the history may come again. Default no.</summary>
    public bool IncludeSeen { get; init; }

    /// <summary>Whether each item should come with an explanation. Default no.</summary>
    public bool Explain { get; init; }

    /// <summary>How much of the list is left to chance. Default nothing.</summary>
    public Exploration? Exploration { get; init; }

    /// <summary>Seed of that chance: two requests that should not try the same things need different ones.</summary>
    public ulong Seed { get; init; }

    /// <summary>Rules of this request, besides those of the pipeline.</summary>
    public IReadOnlyList<ICandidateRule> Rules { get; init; } = [];
}
