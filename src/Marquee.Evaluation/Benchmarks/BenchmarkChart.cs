namespace Marquee.Evaluation;

/// <summary>Reports as bar charts, one for each variant: our rows, and published ones in a quieter tone.</summary>
public static class BenchmarkChart
{
    // A table whose longest bar would be shorter than this share of the longest of all has a scale of its own: nothing could be told from its bars.
    private const double ShortestShare = 0.2;
    private const string NoFigure = "no figure";

    /// <summary>The charts of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="metric">Key of the figure to draw; nothing for the first of each variant.</param>
    /// <returns>One chart for each variant that has the figure.</returns>
    public static IReadOnlyList<BarChart> Of(BenchmarkReport report, string? metric = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.Tables.Where(table => metric is null ? table.Columns.Count > 0 : table.Rows.Any(row => row.Metric(metric) is not null)).Select(table => Of(report, table, metric ?? table.Columns[0]))];
    }

    /// <summary>The chart of a table.</summary>
    /// <param name="report">The report that it belongs to.</param>
    /// <param name="table">The table.</param>
    /// <param name="metric">Key of the figure to draw.</param>
    internal static BarChart Of(BenchmarkReport report, BenchmarkTable table, string metric)
    {
        // One scale for all charts of a figure: what is easy in one variant should look easier than what is hard in another.
        var longest = report.Rows.Max(row => row.Metric(metric)) ?? 0;
        var isShort = (table.Rows.Max(row => row.Metric(metric)) ?? 0) < ShortestShare * longest;
        var rows = table.Rows.OrderBy(row => row.Metric(metric) is { } value ? (report.LowerIsBetter ? value : -value) : double.PositiveInfinity);
        return new BarChart
        {
            Title = table.Variant is null ? metric : $"{metric}, {table.Variant}",
            Description = $"{metric} of each model{(table.Variant is null ? string.Empty : $", {table.Variant}")}.",
            Maximum = isShort ? 0 : longest,
            Quiet = "published",
            Groups = [.. rows.Select(row => (row.Metric(metric) is { } value
                ? new BarGroup(row.Model, value, row.Intervals.Where(interval => interval.Key == metric).Select(interval => (Interval?)interval.Value).FirstOrDefault())
                : new BarGroup(row.Model, [], row.Note ?? NoFigure)) with { IsQuiet = row.Published })],
        };
    }
}
