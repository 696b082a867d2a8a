using System.CommandLine;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee benchmark SUITE</c>: a published protocol, our figures beside the published ones.</summary>
internal static class BenchmarkCommand
{
    private const int AblationSeeds = 3;

    public static Command Create(Terminal terminal)
    {
        var suite = new Argument<string>("suite") { Description = "Name of the benchmark." };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder of the data set, or the one that holds it.", HelpName = "DIR" };
        var train = new Option<FileInfo?>("--train") { Description = "Training file, for the suite 'lists'.", HelpName = "F" };
        var test = new Option<FileInfo?>("--test") { Description = "Test file, for the suite 'lists'.", HelpName = "F" };
        var models = new Option<string?>("--models", "-m") { Description = "Run only these models, or rows of the table, separated by commas. A model that the suite does not list runs with its defaults.", HelpName = "A,B" };
        var seeds = new Option<int?>("--seeds")
        {
            Description = "Average over this many seeds. Default: as the protocol says.",
            HelpName = "N",
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var ablation = new Option<bool>("--ablation") { Description = "Run the variants of the suite's own model that show what each of its parts brings, over 3 seeds, and compare the whole with each." };
        var seed = CommonOptions.Seed();
        var json = CommonOptions.JsonFile();
        var markdown = new Option<bool>("--markdown") { Description = "Print the tables as Markdown, as docs/benchmarks.md shows them." };
        var html = new Option<FileInfo?>("--html") { Description = "Write the report, with bar charts, as a page that stands alone.", HelpName = "F" };
        var chart = new Option<FileInfo?>("--chart") { Description = "Draw the first figure of each table as bars, as an SVG picture for a document; 'marquee chart' draws others.", HelpName = "F" };
        var command = new DescribedCommand("benchmark", "A published protocol: our figures beside the published ones.")
        {
            suite, data, train, test, models, seeds, ablation, seed, json, markdown, html, chart,
        };
        command.List("Suites", BenchmarkCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee benchmark microsoft-100k --data movielens-100k")
            .Example("marquee benchmark f1-100k --data movielens-100k --html f1.html")
            .Example("marquee benchmark ncf-1m --data movielens-1m --models ease,als --json result.json")
            .Example("marquee benchmark ncf-1m --data movielens-1m --ablation");
        command.SetWork((parsed, cancellation) =>
        {
            var chosen = BenchmarkCatalogue.Find(parsed.GetRequiredValue(suite));
            var input = new BenchmarkInput(parsed.GetValue(data)?.FullName, parsed.GetValue(train)?.FullName, parsed.GetValue(test)?.FullName);
            var names = parsed.GetValue(models)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            chosen.CheckModels(names);
            var takesApart = parsed.GetValue(ablation);
            if (takesApart && names is not null)
            {
                throw new OptionException("--ablation runs its own models; leave out --models.");
            }

            var report = terminal.WithStatus(chosen.Name, status =>
            {
                var settings = new ExperimentSettings
                {
                    Seed = parsed.GetValue(seed) ?? new ExperimentSettings().Seed,
                    Seeds = parsed.GetValue(seeds) ?? (takesApart ? AblationSeeds : null),
                    Progress = new ExperimentDisplay(status),
                    CancellationToken = cancellation,
                };
                return takesApart ? chosen.RunAblation(input, settings) : chosen.Run(input, settings, names);
            });
            if (parsed.GetValue(json) is { } file)
            {
                ReportOutput.WriteJson(terminal, report.ToJson(), file);
            }

            if (parsed.GetValue(html) is { } page)
            {
                ReportOutput.WriteFile(page, BenchmarkPage.Write(report, CommandText.Of(parsed)));
            }

            if (parsed.GetValue(chart) is { } picture)
            {
                ReportOutput.WriteFile(picture, ChartPicture.Write(BenchmarkChart.Of(report)));
            }

            if (parsed.GetValue(markdown))
            {
                terminal.OutputWriter.Write(BenchmarkMarkdown.Write(report));
            }
            else if (parsed.GetValue(json)?.Name != "-")
            {
                ReportOutput.Write(terminal, report);
            }

            return ReportOutput.ExitCode(report);
        });
        return command;
    }
}
