namespace Marquee.Evaluation;

/// <summary>One kind of metric, such as NDCG, before its cutoff is known.</summary>
/// <param name="Name">The part of the key before <c>@</c>.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="HasCutoff">Whether its key carries a k.</param>
/// <param name="Create">Makes the metric for a k; families without one ignore it.</param>
public sealed record MetricFamily(string Name, string Summary, bool HasCutoff, Func<int, IRankingMetric> Create);
