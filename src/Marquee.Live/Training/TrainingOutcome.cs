namespace Marquee.Live;

/// <summary>How a training in the background ended.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Started">When it began.</param>
/// <param name="Took">How long it took, the comparison included.</param>
/// <param name="Published">The version it was published under; null where it was not.</param>
/// <param name="Metric">What was compared, such as <c>ndcg@10</c>.</param>
/// <param name="Candidate">Figure of the new model on the latest events; null where nothing was compared.</param>
/// <param name="Current">Figure of the model that was served, on the same; null where nothing was compared.</param>
/// <param name="Users">Users in the comparison.</param>
/// <param name="Reason">Why it was published or not, in words.</param>
public sealed record TrainingOutcome(
    string Model, DateTimeOffset Started, TimeSpan Took, int? Published, string Metric, double? Candidate, double? Current, int Users, string Reason)
{
    /// <summary>Whether what was published waits to be chosen and is not served.</summary>
    public bool Held { get; init; }
}
