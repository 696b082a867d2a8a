using System.CommandLine;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee fairness MODEL... --group A --items B</c>: whom models serve well, what they show, and what re-ranking changes.</summary>
internal static class FairnessCommand
{
    private static readonly string[] UsualUserGroups = ["gender", "ageGroup", "age", "country"];
    private static readonly string[] UsualItemGroups = ["popularity", "categories", "language"];

    public static Command Create(Terminal terminal)
    {
        var models = new Argument<string[]>("model") { Description = "Models to look at.", Arity = ArgumentArity.OneOrMore };
        var protocol = new Option<string>("--protocol", "-p") { Description = "What is held out and asked for.", HelpName = "P", DefaultValueFactory = _ => "random" };
        var groups = new Option<string[]>("--group", "-g")
        {
            Description = "Compare users by this: an attribute (gender, country, birthYear, ...), one value of it against all others (ageGroup=60+), or history (its length). May be given several times. "
                + "Default: gender, ageGroup, age and country, as far as known, and history.",
            HelpName = "A",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var items = new Option<string[]>("--items", "-i")
        {
            Description = "Compare items by this: popularity, categories, language, countries, decade, kind, labels, any attribute, or one value against all others (language=en). May be given several times. "
                + "Default: popularity, categories and language, as far as known.",
            HelpName = "B",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var metric = new Option<string?>("--metric") { Description = "Compare users by this metric. Default: ndcg at the length of the lists.", HelpName = "M" };
        var count = CommonOptions.Count(10);
        count.Description = "Length of the lists that are judged.";
        var rerank = CommonOptions.Rerank();
        var close = new Option<double?>("--close")
        {
            Description = "Choose the strength of each re-ranker on validation data cut out of the training part: the smallest that closes this share of its gap, such as 0.5.",
            HelpName = "SHARE",
        };
        var set = CommonOptions.Set();
        set.Description = "Set an option of the model, such as factors=64; with one model only.";
        var options = CommonOptions.OptionFile();
        options.Description += " With one model only.";
        var seed = CommonOptions.Seed();
        var json = CommonOptions.JsonFile();
        var html = new Option<FileInfo?>("--html") { Description = "Write the report as a page that stands alone.", HelpName = "F" };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("fairness", "Whom models serve well, what they show, and what re-ranking changes.")
        {
            models, protocol, groups, items, metric, count, rerank, close, set, options, seed, json, html, workspace,
        };
        command.List("Protocols", ProtocolCatalogue.All.Select(known => (known.Name, known.Summary)))
            .List("Re-rankers", ReRankerCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee fairness ease --group ageGroup --items language=en")
            .Example("marquee fairness ease --rerank exposure:raise=language!=en,target=catalogue --close 0.5 --html fairness.html");
        command.Validators.Add(result =>
        {
            if (result.GetValue(close) is { } share && !(share is > 0 and <= 1))
            {
                result.AddError($"--close is {share}; it must be above 0 and at most 1.");
            }

            if (result.GetValue(close) is not null && result.GetValue(rerank) is [])
            {
                result.AddError("--close says how much a re-ranker should close; name one with --rerank.");
            }
        });
        command.SetWork((parsed, cancellation) =>
        {
            var setups = ModelArguments.Of(parsed.GetRequiredValue(models), parsed.GetValue(options), parsed.GetValue(set)!);
            var chosen = ProtocolCatalogue.Find(parsed.GetRequiredValue(protocol));
            ReRankerSetup[] reRankers = [.. parsed.GetValue(rerank)!.Select(ReRankerSetup.Parse)];
            var compared = parsed.GetValue(metric) is { } key
                ? MetricCatalogue.Parse(key) as IUserMetric ?? throw new OptionException($"'{key}' has no value for a single user, so users cannot be compared by it.")
                : null;
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var questions = new FairnessQuestions
            {
                ListLength = parsed.GetValue(count),
                Metric = compared,
                Users = parsed.GetValue(groups) is { Length: > 0 } named ? named : [.. UsualUserGroups.Intersect(UserGroups.Known(session.Snapshot.Users)), UserGroups.HistoryLength],
                Items = parsed.GetValue(items) is { Length: > 0 } wanted ? wanted : [.. UsualItemGroups.Intersect(ItemGroups.Known(session.Snapshot))],
                ReRankers = reRankers,
                Close = parsed.GetValue(close),
            };
            var report = terminal.WithStatus(chosen.Name, status => FairnessAudit.Run(
                chosen,
                session.Snapshot,
                session.Name,
                setups,
                questions,
                new ExperimentSettings
                {
                    Seed = parsed.GetValue(seed) ?? session.Configuration.Seed,
                    MaxDegreeOfParallelism = session.Configuration.MaxDegreeOfParallelism,
                    Progress = new ExperimentDisplay(status),
                    CancellationToken = cancellation,
                }));
            if (parsed.GetValue(json) is { } file)
            {
                ReportOutput.WriteJson(terminal, report.ToJson(), file);
            }

            if (parsed.GetValue(html) is { } page)
            {
                ReportOutput.WriteFile(page, FairnessPage.Write(report));
            }

            if (parsed.GetValue(json)?.Name != "-")
            {
                FairnessOutput.Write(terminal, report);
            }

            return CommandHost.Done;
        });
        return command;
    }
}
