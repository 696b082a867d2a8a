using System.CommandLine;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee evaluate MODEL... --protocol P</c>: how good models are on the workspace's own data.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal)
    {
        var models = new Argument<string[]>("model") { Description = "Models to compare; all of them where none is named.", Arity = ArgumentArity.ZeroOrMore };
        var protocol = new Option<string>("--protocol", "-p") { Description = "What is held out and asked for.", HelpName = "P", DefaultValueFactory = _ => "random" };
        var count = CommonOptions.Count(10);
        count.Description = "Length of the lists that are judged.";
        var set = CommonOptions.Set();
        set.Description = "Set an option, such as factors=64; with one model only.";
        var options = CommonOptions.OptionFile();
        options.Description += " With one model only.";
        var seeds = new Option<int?>("--seeds")
        {
            Description = "Average over this many seeds. Default 1.",
            HelpName = "N",
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var cuts = new Option<int?>("--cuts")
        {
            Description = "How often the protocol 'timeline' cuts and trains anew. Default 5.",
            HelpName = "N",
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var seed = CommonOptions.Seed();
        var rerank = CommonOptions.Rerank();
        var json = CommonOptions.JsonFile();
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("evaluate", "How good models are on the workspace's own data.")
        {
            models, protocol, count, set, options, rerank, seeds, cuts, seed, json, workspace,
        };
        command.List("Protocols", ProtocolCatalogue.All.Select(known => (known.Name, known.Summary)))
            .List("Re-rankers", ReRankerCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee evaluate ease als --protocol leave-last-out")
            .Example("marquee evaluate ease recently-popular --protocol timeline --cuts 10")
            .Example("marquee evaluate als --set factors=128 --json result.json")
            .Example("marquee evaluate als --options best.json")
            .Example("marquee evaluate ease --rerank calibrated:0.3");
        command.SetWork((parsed, cancellation) =>
        {
            var names = parsed.GetValue(models) is { Length: > 0 } named ? named : [.. ModelCatalogue.All.Select(family => family.Name)];
            var setups = ModelArguments.Of(names, parsed.GetValue(options), parsed.GetValue(set)!);
            var chosen = Protocol(parsed.GetRequiredValue(protocol), parsed.GetValue(cuts));
            ReRankerSetup[] reRankers = [.. parsed.GetValue(rerank)!.Select(ReRankerSetup.Parse)];
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var report = terminal.WithStatus(chosen.Name, status => chosen.Run(
                session.Snapshot,
                session.Name,
                setups,
                MetricCatalogue.AllAt(parsed.GetValue(count)),
                new ExperimentSettings
                {
                    Seed = parsed.GetValue(seed) ?? session.Configuration.Seed,
                    MaxDegreeOfParallelism = session.Configuration.MaxDegreeOfParallelism,
                    Seeds = parsed.GetValue(seeds),
                    ReRankers = reRankers,
                    Progress = new ExperimentDisplay(status),
                    CancellationToken = cancellation,
                }));
            if (parsed.GetValue(json) is { } file)
            {
                ReportOutput.WriteJson(terminal, report.ToJson(), file);
            }

            if (parsed.GetValue(json)?.Name != "-")
            {
                ReportOutput.Write(terminal, report);
                ReportOutput.WriteComparisons(terminal, [.. report.CompareBest($"ndcg@{parsed.GetValue(count)}", parsed.GetValue(seed) ?? session.Configuration.Seed)]);
            }

            return ReportOutput.ExitCode(report);
        });
        return command;
    }

    private static EvaluationProtocol Protocol(string name, int? cuts) => (ProtocolCatalogue.Find(name), cuts) switch
    {
        (TimelineProtocol, { } wanted) => new TimelineProtocol(wanted),
        (_, not null) => throw new OptionException($"--cuts belongs to the protocol 'timeline'; '{name}' holds out once."),
        (var found, _) => found,
    };
}
