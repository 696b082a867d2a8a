using System.Globalization;
using System.Text;

namespace Marquee.Evaluation;

/// <summary>Writes reports as Markdown tables, as <c>docs/benchmarks.md</c> shows them.</summary>
public static class BenchmarkMarkdown
{
    /// <summary>One table for each variant: our rows and the published ones together, best first by the first column.</summary>
    /// <param name="report">The report.</param>
    public static string Write(BenchmarkReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Protocol).Append('\n');
        foreach (var variant in report.ByVariant)
        {
            var columns = report.Columns.Where(column => variant.Any(row => row.Metric(column) is not null)).ToArray();
            text.Append('\n');
            if (variant.Key is { } name)
            {
                text.Append("**").Append(name).Append("**\n\n");
            }

            text.Append("| model | ").AppendJoin(" | ", columns).Append(" | train s | score s | source |\n");
            text.Append("|---|").Append(string.Concat(Enumerable.Repeat("---:|", columns.Length + 2))).Append("---|\n");
            foreach (var row in variant.OrderByDescending(row => columns.Length == 0 ? 0 : row.Metric(columns[0]) ?? double.NegativeInfinity))
            {
                text.Append("| ").Append(row.Published ? row.Model : $"**{row.Model}**").Append(" | ")
                    .AppendJoin(" | ", columns.Select(column => Figure(row.Metric(column), "0.0000"))).Append(" | ")
                    .Append(Figure(row.TrainSeconds, "0.00")).Append(" | ").Append(Figure(row.ScoreSeconds, "0.00")).Append(" | ")
                    .Append(row.Published ? row.Source : row.Seeds is > 1 and var seeds ? $"measured, {seeds} seeds" : "measured").Append(" |\n");
            }
        }

        foreach (var refusal in report.Refusals)
        {
            text.Append("\n`").Append(refusal.Setup.Family.Name).Append("` was not evaluated: ").Append(refusal.Reason).Append('\n');
        }

        return text.ToString();
    }

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
