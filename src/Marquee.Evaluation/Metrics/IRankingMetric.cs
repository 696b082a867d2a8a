namespace Marquee.Evaluation;

/// <summary>A number that says how good ranked lists are: per user (<see cref="IUserMetric"/>) or over all users together (<see cref="ICatalogueMetric"/>).</summary>
public interface IRankingMetric
{
    /// <summary>The name in reports, with its cutoff: <c>ndcg@10</c>, <c>auc</c>.</summary>
    string Key { get; }

    /// <summary>How many items of a list it looks at; 0 where it needs no list.</summary>
    int ListLength { get; }
}
