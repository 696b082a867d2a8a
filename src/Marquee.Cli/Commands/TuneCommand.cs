using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee tune MODEL</c>: searches a model's options on validation data, keeping every trial.</summary>
internal static class TuneCommand
{
    private const string DefaultProtocol = "random";

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("model") { Description = "Which model; 'marquee models' lists them and their options." };
        var protocol = new Option<string?>("--protocol", "-p") { Description = $"What is held out and asked for, inside the protocol's own training part. Default: {DefaultProtocol}.", HelpName = "P" };
        var benchmark = new Option<string?>("--benchmark") { Description = "Judge on the validation data of this benchmark instead of the workspace's; the workspace then only keeps the trials.", HelpName = "SUITE" };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Folder of the benchmark's data set, or the one that holds it.", HelpName = "DIR" };
        var train = new Option<FileInfo?>("--train") { Description = "Training file, for the benchmark 'lists'.", HelpName = "F" };
        var variant = new Option<string?>("--variant") { Description = "Which of the benchmark's tasks. Default: its first.", HelpName = "TASK" };
        var trials = new Option<int>("--trials", "-n")
        {
            Description = "How many trials in all, those done before among them. Trial 0 is the start: the defaults, or what is given.",
            HelpName = "N",
            DefaultValueFactory = _ => StudySettings.DefaultTrials,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var minutes = new Option<int?>("--max-minutes")
        {
            Description = "Begin no further trial after so long.",
            HelpName = "N",
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var search = new Option<string>("--search") { Description = "How to choose what to try.", HelpName = "NAME", DefaultValueFactory = _ => SearchCatalogue.All[0].Name };
        var metric = new Option<string>("--metric") { Description = "What is to become large.", HelpName = "KEY", DefaultValueFactory = _ => "ndcg@10" };
        var set = CommonOptions.Set();
        set.Description = "Fix an option, such as factors=64, instead of searching it. May be given several times.";
        var only = new Option<string?>("--only") { Description = "Search only these options, separated by commas; the others keep the values they start with.", HelpName = "A,B" };
        var start = CommonOptions.OptionFile();
        start.Description = "Start from the options in this JSON file instead of from the defaults, and compare with them.";
        var ranges = new Option<string[]>("--range")
        {
            Description = "Search an option between other bounds, such as factors=64..256. May be given several times.",
            HelpName = "NAME=LOW..HIGH",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var seeds = new Option<int>("--seeds")
        {
            Description = "Average over so many validation splits.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var rungs = new Option<int>("--rungs")
        {
            Description = "Samples of users to stop poor trials at, each a third of the next, all users among them; 1 stops none early.",
            HelpName = "N",
            DefaultValueFactory = _ => SuccessiveHalving.DefaultRungs,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var sampleTraining = new Option<bool>("--sample-training")
        {
            Description = "Train on the samples' users alone there: far cheaper, but a sample wants less regularization than everything does.",
        };
        var study = new Option<string?>("--study") { Description = "Name under which the trials are kept. Default: that of the protocol or benchmark.", HelpName = "NAME" };
        var restart = new Option<bool>("--restart") { Description = "Forget the trials that are kept under this name." };
        var seed = CommonOptions.Seed();
        var json = CommonOptions.JsonFile();
        json.Description = "Write the best options as JSON to this file ('-' for standard output), as 'marquee train --options' takes them.";
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("tune", "Search a model's options on validation data; can be interrupted and goes on.")
        {
            model, protocol, benchmark, data, train, variant, trials, minutes, search, metric, set, only, ranges, start, seeds, rungs, sampleTraining, study, restart, seed, json, workspace,
        };
        command.List("Searches", SearchCatalogue.All.Select(known => (known.Name, known.Summary)))
            .List("Protocols", ProtocolCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee tune als --protocol leave-last-out --trials 50 --json best.json")
            .Example("marquee tune als --set solver=conjugate-gradient --only regularization,unobservedWeight --seeds 3")
            .Example("marquee tune ease --benchmark microsoft-100k --data movielens-100k --seeds 3");
        command.SetWork((parsed, cancellation) =>
        {
            var family = ModelCatalogue.Find(parsed.GetRequiredValue(model));
            var space = SearchSpace.Of(
                family,
                [.. OptionSchema.Assignments(parsed.GetValue(set)!)],
                Words(parsed.GetValue(only)),
                Ranges(parsed.GetValue(ranges)!),
                [.. OptionFile.Read(parsed.GetValue(start))]);
            var searching = SearchCatalogue.Find(parsed.GetRequiredValue(search));
            var measured = MetricCatalogue.Parse(parsed.GetRequiredValue(metric));
            var suite = Suite(parsed.GetValue(benchmark));
            if (suite is null && (parsed.GetValue(data) ?? (object?)parsed.GetValue(train) ?? parsed.GetValue(variant)) is not null)
            {
                throw new OptionException("--data, --train and --variant belong to a benchmark; name it with --benchmark.");
            }

            if (suite is not null && parsed.GetValue(protocol) is not null)
            {
                throw new OptionException("--protocol and --benchmark name two sorts of validation data; leave one of them out.");
            }

            var asked = suite is null ? ProtocolCatalogue.Find(parsed.GetValue(protocol) ?? DefaultProtocol) : null;
            var folder = parsed.GetRequiredValue(workspace);
            using var session = suite is null ? WorkspaceSession.Open(folder) : WorkspaceSession.OpenOrCreate(folder);
            var settings = new ExperimentSettings
            {
                Seed = parsed.GetValue(seed) ?? session.Configuration.Seed,
                MaxDegreeOfParallelism = session.Configuration.MaxDegreeOfParallelism,
            };
            var judged = terminal.WithStatus("Splitting", _ => suite is null
                ? TuningData.Of(asked!, session.Snapshot, settings.Seed, parsed.GetValue(seeds))
                : TuningData.Of(suite, new BenchmarkInput(parsed.GetValue(data)?.FullName, parsed.GetValue(train)?.FullName), settings.Seed, parsed.GetValue(seeds), parsed.GetValue(variant)));
            var objective = new ValidationObjective(family, judged.Experiments, measured, parsed.GetValue(rungs), parsed.GetValue(sampleTraining), settings);
            var head = StudyHead.Of(space, searching, judged, objective, parsed.GetValue(sampleTraining), measured, settings.Seed);
            using var file = Open(session, parsed.GetValue(study) ?? suite?.Name ?? asked!.Name, head, parsed.GetValue(restart), family.Name);
            var work = new Study(space, searching, objective, settings.Seed, [.. file.Records.Select(record => Trial.FromJson(record, family.Options))]);
            var output = new TuningOutput(terminal, space, measured.Key, CommonOptions.Behind(parsed.GetRequiredValue(workspace)));
            output.Begin(work, file.Path);
            try
            {
                Run(work, output, file, terminal, new StudySettings
                {
                    Trials = parsed.GetValue(trials),
                    TimeLimit = parsed.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null,
                    CancellationToken = cancellation,
                });
                var conclusion = terminal.WithStatus("Comparing with the defaults", _ => StudyConclusion.Of(work, objective, judged, settings.Seed, cancellation));
                var best = family.Options.ToJson(work.Best!.Options);
                if (parsed.GetValue(json) is { } target)
                {
                    ReportOutput.WriteJson(terminal, best, target);
                }

                if (parsed.GetValue(json)?.Name != "-")
                {
                    output.Write(work, judged, conclusion, best, parsed.GetValue(json));
                }

                if (!work.IsExhausted && work.Trials.Count < parsed.GetValue(trials))
                {
                    terminal.Hint($"Time was up after {work.Trials.Count} of {parsed.GetValue(trials)} trials; the same command goes on from there.");
                }
            }
            catch (OperationCanceledException)
            {
                throw new CommandException($"Cancelled. {file.Path} keeps {work.Trials.Count} trials; the same command goes on from there.");
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static void Run(Study study, TuningOutput output, StudyFile file, Terminal terminal, StudySettings settings) =>
        terminal.WithStatus("Tuning", status =>
        {
            study.Run(settings with
            {
                Progress = (number, options, share) => status.Show(output.Doing(number, options, share)),
                Keep = trial =>
                {
                    file.Append(trial.ToJson(study.Space.Family.Options));
                    output.Tell(trial);
                },
            });
            return study.Trials.Count;
        });

    private static StudyFile Open(WorkspaceSession session, string study, JsonObject head, bool restart, string model)
    {
        try
        {
            return session.OpenStudy(model, study, head, restart);
        }
        catch (StoreException exception)
        {
            throw new CommandException($"{exception.Message} To keep both, name this one with --study NAME; to forget what is there, add --restart.");
        }
    }

    private static RankingSuite? Suite(string? name) =>
        name is null ? null : BenchmarkCatalogue.Find(name) as RankingSuite
            ?? throw new OptionException($"The benchmark '{name}' judges no lists and has no validation data to tune on; {string.Join(", ", BenchmarkCatalogue.All.OfType<RankingSuite>().Select(suite => suite.Name))} have.");

    private static string[]? Words(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Dictionary<string, (double Minimum, double Maximum)> Ranges(string[] words)
    {
        const string Example = "NAME=LOW..HIGH, such as factors=64..256";
        var ranges = new Dictionary<string, (double, double)>();
        foreach (var (name, text) in OptionSchema.Assignments(words, Example))
        {
            if (text.Split("..") is not [var low, var high]
                || !double.TryParse(low, NumberStyles.Float, CultureInfo.InvariantCulture, out var minimum)
                || !double.TryParse(high, NumberStyles.Float, CultureInfo.InvariantCulture, out var maximum))
            {
                throw new OptionException($"'{name}={text}' is not understood; write {Example}.");
            }

            ranges[name] = (minimum, maximum);
        }

        return ranges;
    }
}
