namespace Marquee.Evaluation;

/// <summary>Rows of a report that compare with each other.</summary>
/// <param name="Variant">The task they belong to, where there are several.</param>
/// <param name="Words">What the task is, where its name does not say enough.</param>
/// <param name="Columns">Keys of the metrics to show.</param>
/// <param name="Rows">Ours and the published ones, best first; those without a figure last.</param>
public sealed record BenchmarkTable(string? Variant, string? Words, IReadOnlyList<string> Columns, IReadOnlyList<BenchmarkRow> Rows);
