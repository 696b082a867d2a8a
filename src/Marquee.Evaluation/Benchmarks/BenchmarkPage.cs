using System.Globalization;

namespace Marquee.Evaluation;

/// <summary>Writes reports as pages that stand alone: for each variant what it is, a bar chart of its first column and a table of all.</summary>
public static class BenchmarkPage
{
    /// <summary>The page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="command">The command that made it, as it was given.</param>
    public static string Write(BenchmarkReport report, string command)
    {
        var page = new HtmlReport(report.Suite is { } suite ? $"{suite}, {report.Dataset}" : report.Dataset, report.Protocol);
        foreach (var table in report.Tables)
        {
            if (table.Variant is not null)
            {
                page.Heading(table.Variant);
            }

            if (table.Words is not null)
            {
                page.Paragraph(table.Words);
            }

            if (table.Columns.Count > 0)
            {
                page.Chart(BenchmarkChart.Of(report, table, table.Columns[0]) with { Title = table.Columns[0] });
            }

            page.Table(Table(table));
            foreach (var comparisons in report.ComparisonsOf(table.Variant))
            {
                page.Table(Table(comparisons)).Paragraph(ModelComparison.Foot(comparisons));
            }
        }

        foreach (var refusal in report.Refusals)
        {
            page.Paragraph($"{refusal.Setup.Name} was not evaluated: {refusal.Reason}");
        }

        return page.Paragraph("Written by:").Code(command).ToString();
    }

    private static ReportTable Table(BenchmarkTable shown)
    {
        var table = new ReportTable("All figures").Words("model");
        foreach (var column in shown.Columns)
        {
            table.Numbers(column);
        }

        // Nobody has to read a column without figures.
        (string Heading, Func<BenchmarkRow, double?> Of)[] times =
            [.. new (string Heading, Func<BenchmarkRow, double?> Of)[] { ("train s", row => row.TrainSeconds), ("score s", row => row.ScoreSeconds) }.Where(time => shown.Rows.Any(row => time.Of(row) is not null))];
        foreach (var (heading, _) in times)
        {
            table.Numbers(heading);
        }

        table.Words("source");
        foreach (var row in shown.Rows)
        {
            table.Row(
            [
                row.Model,
                .. shown.Columns.Select(column => Figure(row.Metric(column), "0.0000")),
                .. times.Select(time => Figure(time.Of(row), "0.00")),
                row.Published ? row.Source ?? "published" : row.Note ?? "measured",
            ]);
        }

        return table;
    }

    private static ReportTable Table(IReadOnlyList<ModelComparison> comparisons)
    {
        var table = new ReportTable($"{comparisons[0].Paired.Key} of {comparisons[0].Best} against").Words("model")
            .Numbers("difference").Numbers("95% interval").Numbers("p").Numbers("corrected").Numbers("better for");
        foreach (var comparison in comparisons)
        {
            var (paired, interval) = (comparison.Paired, comparison.Paired.DifferenceInterval);
            table.Row(
            [
                comparison.Other,
                SignedFigure.Of(paired.Difference),
                $"{SignedFigure.Of(interval.Low)} to {SignedFigure.Of(interval.High)}",
                comparison.PermutationText,
                comparison.CorrectedText,
                Figure(paired.Superiority, "0%"),
            ]);
        }

        return table;
    }

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;
}
