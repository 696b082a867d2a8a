using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a fairness report is to look at.</summary>
public sealed record FairnessQuestions
{
    /// <summary>Length of the lists. Default 10.</summary>
    public int ListLength { get; init; } = 10;

    /// <summary>The metric that groups of users are compared by; NDCG of the list where none is named.</summary>
    public IUserMetric? Metric { get; init; }

    /// <summary>By what users are grouped: selectors of <see cref="UserGroups"/>.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>By what items are grouped: selectors of <see cref="ItemGroups"/>.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>What the lists are to be re-ranked by, each on its own.</summary>
    public IReadOnlyList<ReRankerSetup> ReRankers { get; init; } = [];

    /// <summary>Re-rankers of which only is told what they reach of their goal and what they cost (<see cref="FairnessReport.Prices"/>): one in many strengths, most often.</summary>
    public IReadOnlyList<ReRankerSetup> Priced { get; init; } = [];

    /// <summary>
    /// The share of a re-ranker's gap that is to be closed: its strength is then chosen by <see cref="StrengthChoice"/> on validation data. Nothing to take the strengths as they are.
    /// </summary>
    public double? Close { get; init; }

    /// <summary>The metric that groups of users are compared by.</summary>
    internal IUserMetric Compared => Metric ?? new NormalizedDiscountedGainAt(ListLength);
}
