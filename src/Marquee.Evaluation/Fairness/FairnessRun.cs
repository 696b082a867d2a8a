using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What a fairness report says of one model's lists, as they are or re-ranked.</summary>
public sealed record FairnessRun
{
    /// <summary>The model.</summary>
    public required ModelSetup Model { get; init; }

    /// <summary>What re-ranked its lists; nothing where they are as the model made them.</summary>
    public ReRankingOutcome? ReRanking { get; init; }

    /// <summary>The compared metric and those beyond accuracy: mean over users, or over all lists, by key.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; }

    /// <summary>95% bootstrap intervals over users, for those that have a value for each user.</summary>
    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    /// <summary>The compared metric by groups of users, one for each attribute.</summary>
    public required IReadOnlyList<GroupComparison> Users { get; init; }

    /// <summary>Exposure by groups of items, one for each attribute.</summary>
    public required IReadOnlyList<ExposureComparison> Items { get; init; }

    /// <summary>Model and re-ranker in words.</summary>
    public string Name => ReRanking is { } by ? $"{Model.Family.Name} + {by.Setup.Text}" : Model.Family.Name;
}
