using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Storage;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee import PATH</c>: brings a file or folder into the workspace.</summary>
internal static class ImportCommand
{
    private const int SkippedShown = 20;

    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("path") { Description = "A file or a folder." };
        var format = new Option<string?>("--format", "-f") { Description = "The format; found by looking where it is not said.", HelpName = "F" };
        format.AcceptOnlyFromAmong([.. DatasetFormats.All.Select(known => known.Name)]);
        var columns = new Option<string[]>("--column", "-c")
        {
            Description = "For tables with a header: which column holds a field, such as user=viewer_id. May be given several times.",
            HelpName = "FIELD=COLUMN",
            DefaultValueFactory = _ => [],
        };
        var onError = new Option<string>("--on-error")
        {
            Description = "'stop' at the first bad line with nothing imported, or 'skip' and list bad lines.",
            HelpName = "stop|skip",
            DefaultValueFactory = _ => "stop",
        };
        onError.AcceptOnlyFromAmong("stop", "skip");
        var json = CommonOptions.Json("Print what was imported as JSON.");
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("import", "Bring a file or folder into the workspace. Importing twice changes nothing.")
        {
            path, format, columns, onError, json, workspace,
        };
        command.List("Formats", DatasetFormats.All.Select(known => (known.Name, known.Description)))
            .Example("marquee import movielens-1m")
            .Example("marquee import plays.csv --column user=viewer_id --column item=title_id --on-error skip");
        command.SetWork((parsed, cancellation) =>
        {
            var from = parsed.GetRequiredValue(path);
            var named = OptionSchema.Assignments(parsed.GetValue(columns)!, "FIELD=COLUMN, such as user=viewer_id").ToLookup(entry => entry.Key, entry => entry.Value);
            if (named.FirstOrDefault(field => field.Count() > 1) is { } twice)
            {
                throw new OptionException($"--column names '{twice.Key}' twice: {string.Join(", ", twice)}.");
            }

            var chosen = parsed.GetValue(format) is { } name ? DatasetFormats.Find(name) : DatasetFormats.Detect(from);
            using var session = WorkspaceSession.OpenOrCreate(parsed.GetRequiredValue(workspace));
            var clock = Stopwatch.StartNew();
            var report = terminal.WithProgress($"Importing {chosen.Name}", progress => Import(session, chosen, from, new ImportOptions
            {
                SkipBadLines = parsed.GetValue(onError) == "skip",
                Columns = named.ToDictionary(field => field.Key, field => field.Single()),
                Progress = new ImportDisplay(progress),
            }, cancellation));
            clock.Stop();
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(ToJson(chosen, report, clock.Elapsed).ToJsonString(JsonOutput.Indented));
            }
            else
            {
                Write(terminal, session, chosen, report, clock.Elapsed);
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static ImportReport Import(WorkspaceSession session, IDatasetFormat format, string path, ImportOptions options, CancellationToken cancellation)
    {
        try
        {
            return DatasetImporter.Import(session.Store, format, path, options, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new CommandException($"Cancelled. {session.Name} holds {session.Store.Count().Interactions:N0} interactions; importing again brings in the rest.");
        }
    }

    private static void Write(Terminal terminal, WorkspaceSession session, IDatasetFormat format, ImportReport report, TimeSpan time)
    {
        terminal.Line($"Imported [bold]{format.Name}[/] into {Markup.Escape(session.Name)} in {time.TotalSeconds:0.0} s.");
        var table = new TextTable().Words("records").Numbers("new").Numbers("updated").Numbers("unchanged").Numbers("now in the workspace");
        var counts = session.Store.Count();
        Row("users", report.Tally.Users, counts.Users);
        Row("items", report.Tally.Items, counts.Items);
        Row("interactions", report.Tally.Interactions, counts.Interactions);
        terminal.Write(table);
        foreach (var notice in report.Notices)
        {
            terminal.Line($"[yellow]note:[/] {Printable.Markup(notice.ToString())}");
        }

        if (report.Skipped > 0)
        {
            terminal.Line($"[yellow]{report.Skipped:N0} bad {(report.Skipped == 1 ? "line was" : "lines were")} skipped:[/]");
            foreach (var reason in report.SkippedReasons)
            {
                terminal.Line($"  {reason.Count:N0} x {Printable.Markup(reason.Reason)}");
                foreach (var problem in reason.Examples.Take(SkippedShown))
                {
                    terminal.Line($"    [grey]{Printable.Markup(problem.ToString())}[/]");
                }
            }
        }

        terminal.Hint(counts.Interactions > 0
            ? "Next: marquee evaluate, or marquee train ease"
            : "There is no interaction yet, and nothing can be learned without: import those next.");

        void Row(string name, Tally tally, long total) =>
            table.Row(name, $"{tally.New:N0}", $"{tally.Updated:N0}", $"{tally.Unchanged:N0}", $"{total:N0}");
    }

    private static JsonObject ToJson(IDatasetFormat format, ImportReport report, TimeSpan time) => new()
    {
        ["format"] = format.Name,
        ["seconds"] = time.TotalSeconds,
        ["users"] = ToJson(report.Tally.Users),
        ["items"] = ToJson(report.Tally.Items),
        ["interactions"] = ToJson(report.Tally.Interactions),
        ["notices"] = new JsonArray([.. report.Notices.Select(notice => (JsonNode)notice.ToString())]),
        ["skipped"] = report.Skipped,
        ["skippedReasons"] = new JsonArray([.. report.SkippedReasons.Select(reason => new JsonObject
        {
            ["reason"] = reason.Reason,
            ["count"] = reason.Count,
            ["examples"] = new JsonArray([.. reason.Examples.Select(problem => (JsonNode)problem.ToString())]),
        })]),
    };

    private static JsonObject ToJson(Tally tally) => new() { ["new"] = tally.New, ["updated"] = tally.Updated, ["unchanged"] = tally.Unchanged };

    private sealed class ImportDisplay(IProgress<double> share) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            // Writing takes about five times as long as checking.
            var done = value.Read.BytesTotal == 0 ? 0 : (double)value.Read.BytesRead / value.Read.BytesTotal;
            share.Report(value.Stage == ImportStage.Checking ? done / 6 : (1 + (5 * done)) / 6);
        }
    }
}
