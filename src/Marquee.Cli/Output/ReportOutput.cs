using System.Diagnostics;
using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Spectre.Console;

namespace Marquee.Cli;

/// <summary>Shows reports of the evaluation room: as tables for a person, as JSON for a program.</summary>
internal static class ReportOutput
{
    /// <summary>The protocol in words, then one table for each variant, best first, published rows among ours.</summary>
    public static void Write(Terminal terminal, BenchmarkReport report)
    {
        terminal.Line(report.Suite is { } suite ? $"[bold]{Markup.Escape(suite)}[/]  {Markup.Escape(report.Dataset)}" : $"[bold]{Markup.Escape(report.Dataset)}[/]");
        terminal.Line($"[grey]{Markup.Escape(report.Protocol)}[/]");
        foreach (var table in report.Tables)
        {
            terminal.Line();
            if (table.Words is not null)
            {
                terminal.Line($"[bold]{Markup.Escape(table.Variant!)}[/]");
                terminal.Line($"[grey]{Markup.Escape(table.Words)}[/]");
            }

            terminal.Write(Table(report, table));
            if (table.Rows.Any(row => row.Parts.Count > 0))
            {
                terminal.Line();
                terminal.Write(PartsTable(report, table.Rows));
            }

            foreach (var ofMetric in report.ComparisonsOf(table.Variant))
            {
                WriteComparisons(terminal, ofMetric);
            }
        }

        if (report.Refusals.Count > 0)
        {
            terminal.Line();
        }

        foreach (var refusal in report.Refusals)
        {
            terminal.Line($"[yellow]{Markup.Escape(refusal.Setup.Name)}[/] was not evaluated: {Markup.Escape(refusal.Reason)}");
        }

        using var process = Process.GetCurrentProcess();
        terminal.Line($"[grey]peak memory {ByteText.Of(process.PeakWorkingSet64)}[/]");
    }

    /// <summary>Whether the best model's lead over each other one is more than chance.</summary>
    public static void WriteComparisons(Terminal terminal, IReadOnlyList<ModelComparison> comparisons)
    {
        if (comparisons.Count == 0)
        {
            return;
        }

        var table = new TextTable { Title = $"{comparisons[0].Best} against the others, {comparisons[0].Paired.Key}, user by user" }
            .Words("against").Numbers("difference").Numbers("95% interval").Numbers("p").Numbers("corrected").Numbers("better for");
        foreach (var comparison in comparisons)
        {
            var paired = comparison.Paired;
            table.Row(
                Printable.Markup(comparison.Other),
                SignedFigure.Of(paired.Difference),
                $"{SignedFigure.Of(paired.DifferenceInterval.Low)} to {SignedFigure.Of(paired.DifferenceInterval.High)}",
                comparison.PermutationText,
                comparison.CorrectedText,
                paired.Superiority.ToString("0%"));
        }

        terminal.Line();
        terminal.Write(table);
        terminal.Line($"[grey]{Markup.Escape(ModelComparison.Foot(comparisons))}[/]");
    }

    /// <summary>Done where there is at least one figure.</summary>
    public static int ExitCode(BenchmarkReport report) => report.Rows.Any(row => !row.Published) || report.Refusals.Count == 0 ? CommandHost.Done : CommandHost.Failed;

    /// <summary>Writes a report as JSON to a file, or to standard output where it is called <c>-</c>.</summary>
    public static void WriteJson(Terminal terminal, JsonObject json, FileInfo file)
    {
        var text = json.ToJsonString(JsonOutput.Indented);
        if (file.Name == "-")
        {
            terminal.OutputWriter.WriteLine(text);
            return;
        }

        WriteFile(file, text + "\n");
    }

    /// <summary>Writes a file so that a reader never sees half of it.</summary>
    public static void WriteFile(FileInfo file, string text)
    {
        var temporary = file.FullName + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, file.FullName, overwrite: true);
    }

    private static TextTable Table(BenchmarkReport report, BenchmarkTable shown)
    {
        var hasSource = shown.Rows.Any(row => row.Published || row.Note is not null);
        var bars = report.ShowsBars && shown.Columns.Count > 0 ? shown.Columns[0] : null;
        // One scale for all tables of a report: what is easy in one protocol should look easier than what is hard in another.
        var longest = bars is null ? 0 : report.Rows.Max(row => row.Metric(bars) ?? 0);
        var table = new TextTable { Title = shown.Words is null ? shown.Variant : null }.Words("model");
        if (bars is not null)
        {
            table.Pictures(string.Empty);
        }

        foreach (var column in shown.Columns)
        {
            table.Numbers(column);
        }

        table.Numbers("train s").Numbers("score s");
        if (hasSource)
        {
            table.Words("source");
        }

        foreach (var row in shown.Rows)
        {
            string[] cells =
            [
                row.Published ? $"[grey]{Markup.Escape(row.Model)}[/]" : $"[bold]{Markup.Escape(row.Model)}[/]",
                .. bars is null ? [] : new[] { TextBar.Of((row.Metric(bars) ?? 0) / longest) },
                .. shown.Columns.Select(column => row.Metric(column) is { } value ? Shade(value.ToString("0.0000"), row.Published) : string.Empty),
                row.TrainSeconds?.ToString("0.00") ?? string.Empty,
                row.ScoreSeconds?.ToString("0.00") ?? string.Empty,
            ];
            table.Row(hasSource ? [.. cells, Source(row)] : cells);
        }

        return table;
    }

    /// <summary>One figure part by part: the first column of the report that all parts have, with the number of users behind it.</summary>
    private static TextTable PartsTable(BenchmarkReport report, IEnumerable<BenchmarkRow> rows)
    {
        var metric = PartsMetric(report);
        var parts = rows.First(row => row.Parts.Count > 0).Parts;
        var table = new TextTable { Title = $"{metric} by cut, trained anew at each; number of users" }.Words("from");
        foreach (var part in parts)
        {
            table.Numbers(part.Name);
        }

        table.Row(["[grey]users[/]", .. parts.Select(part => $"[grey]{part.Users}[/]")]);
        foreach (var row in rows.Where(row => row.Parts.Count > 0).OrderByDescending(row => row.Metric(metric)))
        {
            table.Row(
            [
                $"[bold]{Markup.Escape(row.Model)}[/]",
                .. parts.Select(part => row.Parts.FirstOrDefault(own => own.Name == part.Name)?.Means.Where(mean => mean.Key == metric).Select(mean => mean.Value.ToString("0.0000")).FirstOrDefault() ?? string.Empty),
            ]);
        }

        return table;
    }

    private static string PartsMetric(BenchmarkReport report) =>
        report.Columns.FirstOrDefault(column => column.StartsWith("ndcg@", StringComparison.Ordinal)) ?? report.Columns[0];

    private static string Shade(string text, bool published) => published ? $"[grey]{text}[/]" : text;

    private static string Source(BenchmarkRow row) =>
        row.Published ? $"[grey]{Markup.Escape(row.Source ?? "published")}[/]" : row.Note is not null ? Markup.Escape(row.Note) : row.Seeds > 1 ? $"here, {row.Seeds} seeds" : "here";
}
