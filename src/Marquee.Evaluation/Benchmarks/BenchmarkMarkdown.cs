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
        foreach (var (variant, words, columns, rows) in report.Tables)
        {
            text.Append('\n');
            if (variant is not null)
            {
                text.Append("**").Append(variant).Append("**\n\n");
            }

            if (words is not null)
            {
                text.Append(words).Append("\n\n");
            }

            text.Append("| model | ").AppendJoin(" | ", columns).Append(" | train s | score s | source |\n");
            text.Append("|---|").Append(string.Concat(Enumerable.Repeat("---:|", columns.Count + 2))).Append("---|\n");
            foreach (var row in rows)
            {
                text.Append("| ").Append(row.Published ? row.Model : $"**{row.Model}**").Append(" | ")
                    .AppendJoin(" | ", columns.Select(column => Figure(row.Metric(column), "0.0000"))).Append(" | ")
                    .Append(Figure(row.TrainSeconds, "0.00")).Append(" | ").Append(Figure(row.ScoreSeconds, "0.00")).Append(" | ")
                    .Append(row.Published ? row.Source : row.Note ?? (row.Seeds is > 1 and var seeds ? $"measured, {seeds} seeds" : "measured")).Append(" |\n");
            }

            foreach (var ofMetric in report.ComparisonsOf(variant))
            {
                WriteComparisons(text, ofMetric);
            }
        }

        foreach (var refusal in report.Refusals)
        {
            text.Append("\n`").Append(refusal.Setup.Name).Append("` was not evaluated: ").Append(refusal.Reason).Append('\n');
        }

        return text.ToString();
    }

    private static void WriteComparisons(StringBuilder text, IReadOnlyList<ModelComparison> comparisons)
    {
        text.Append('\n').Append(CultureInfo.InvariantCulture, $"| {comparisons[0].Paired.Key} of **{comparisons[0].Best}** against | difference | 95% interval | p | corrected | better for |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var comparison in comparisons)
        {
            var paired = comparison.Paired;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {comparison.Other} | {SignedFigure.Of(paired.Difference)} | {SignedFigure.Of(paired.DifferenceInterval.Low)} to {SignedFigure.Of(paired.DifferenceInterval.High)} | {comparison.PermutationText} | {comparison.CorrectedText} | {paired.Superiority:0%} |\n");
        }

        text.Append('\n').Append(ModelComparison.Foot(comparisons)).Append('\n');
    }

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
