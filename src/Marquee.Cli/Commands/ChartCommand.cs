using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee chart RESULT --to FILE</c>: draws what a benchmark or an evaluation found.</summary>
internal static class ChartCommand
{
    public static Command Create(Terminal terminal)
    {
        var result = new Argument<FileInfo>("result") { Description = "What 'marquee benchmark --json' or 'marquee evaluate --json' wrote." };
        var to = new Option<FileInfo>("--to") { Description = "The SVG picture.", HelpName = "F", Required = true };
        var metric = new Option<string?>("--metric") { Description = "Which figure to draw. Default: the first of each table.", HelpName = "KEY" };
        var models = new Option<string[]>("--models", "-m") { Description = "Draw only this row. May be given several times, or with commas where no name has one.", HelpName = "A,B", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };
        var variants = new Option<string[]>("--variant") { Description = "Draw only this task. May be given several times.", HelpName = "TASK", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };
        var title = new Option<string?>("--title") { Description = "What the chart is called. Default: the figure, and the task where there are several.", HelpName = "TEXT" };
        var command = new DescribedCommand("chart", "Draw the figures of a benchmark as bars: an SVG picture for a document.") { result, to, metric, models, variants, title };
        command.Example("marquee chart result.json --to result.svg")
            .Example("marquee chart result.json --metric recall@20 --models lightgcn,bm3,freedom --to recall.svg");
        command.SetWork((parsed, _) =>
        {
            var report = Read(parsed.GetRequiredValue(result));
            var wanted = parsed.GetValue(models)!;
            var rows = Chosen(report.Rows, wanted, row => row.Model, "row", text => report.Rows.Any(row => row.Model == text) ? [text] : text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            rows = Chosen(rows, parsed.GetValue(variants)!, row => row.Variant ?? string.Empty, "task", text => [text]);
            var charts = BenchmarkChart.Of(report with { Rows = rows }, parsed.GetValue(metric));
            if (charts.Count == 0)
            {
                throw new OptionException($"No row has a figure '{parsed.GetValue(metric)}'; there are {string.Join(", ", report.Columns)}.");
            }

            if (parsed.GetValue(title) is { } called)
            {
                charts = charts.Count == 1 ? [charts[0] with { Title = called }] : throw new OptionException($"--title is that of one chart, and there are {charts.Count} tasks; choose one with --variant.");
            }

            ReportOutput.WriteFile(parsed.GetRequiredValue(to), ChartPicture.Write(charts));
            return CommandHost.Done;
        });
        return command;
    }

    private static BenchmarkReport Read(FileInfo file)
    {
        try
        {
            return BenchmarkReport.FromJson(JsonNode.Parse(File.ReadAllText(file.FullName)) as JsonObject ?? throw new InvalidDataException("This is no JSON object."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new CommandException($"{file}: {exception.Message}");
        }
    }

    private static IReadOnlyList<BenchmarkRow> Chosen(IReadOnlyList<BenchmarkRow> rows, string[] given, Func<BenchmarkRow, string> name, string kind, Func<string, string[]> words)
    {
        var wanted = given.SelectMany(words).ToHashSet();
        return wanted.Count == 0 ? rows
            : wanted.FirstOrDefault(word => rows.All(row => name(row) != word)) is { } missing
                ? throw new OptionException($"There is no {kind} '{missing}'; there are {string.Join("; ", rows.Select(name).Distinct())}.")
            : [.. rows.Where(row => wanted.Contains(name(row)))];
    }
}
