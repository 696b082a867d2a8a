using System.CommandLine;
using Marquee.Evaluation;
using Marquee.Recommenders;

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
        var arguments = new StudyArguments(
            ("factors=64", "factors=64..256", "factors=64,128,256"),
            "Samples of users to stop poor trials at, each a third of the next, all users among them; 1 stops none early.",
            "that of the protocol or benchmark",
            "marquee train");
        var metric = new Option<string>("--metric") { Description = "What is to become large.", HelpName = "KEY", DefaultValueFactory = _ => "ndcg@10" };
        var seeds = new Option<int>("--seeds")
        {
            Description = "Average over so many validation splits.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var sampleTraining = new Option<bool>("--sample-training")
        {
            Description = "Train on the samples' users alone there: far cheaper, but a sample wants less regularization than everything does.",
        };
        var seed = CommonOptions.Seed();
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("tune", "Search a model's options on validation data; can be interrupted and goes on.")
        {
            model, protocol, benchmark, data, train, variant, metric, seeds, sampleTraining, seed, workspace,
        };
        foreach (var option in arguments.All)
        {
            command.Options.Add(option);
        }

        command.List("Searches", SearchCatalogue.All.Select(known => (known.Name, known.Summary)))
            .List("Protocols", ProtocolCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee tune als --protocol leave-last-out --trials 50 --json best.json")
            .Example("marquee tune als --search grid --try factors=32,64,128 --try regularization=0.01,0.1")
            .Example("marquee tune als --set solver=conjugate-gradient --only regularization,unobservedWeight --seeds 3")
            .Example("marquee tune ease --benchmark microsoft-100k --data movielens-100k --seeds 3");
        command.SetWork((parsed, cancellation) =>
        {
            var family = ModelCatalogue.Find(parsed.GetRequiredValue(model));
            var space = arguments.Space(parsed, family.Name, family.Options);
            var searching = arguments.Search(parsed);
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
            var objective = new ValidationObjective(family, judged.Experiments, measured, arguments.Rungs(parsed), parsed.GetValue(sampleTraining), settings);
            var behind = CommonOptions.Behind(folder);
            arguments.Run(parsed, new StudySubject
            {
                Space = space,
                Objective = objective,
                Metric = measured.Key,
                Seed = settings.Seed,
                Head = StudyHead.Of(space, searching, judged, objective, parsed.GetValue(sampleTraining), measured, settings.Seed),
                Name = suite?.Name ?? asked!.Name,
                Judged = $"{judged.Name}, {TuningOutput.Counted(judged.Experiments.Count, "validation split")} of {judged.Experiments[0].Tasks[0].Cases.Count:N0} users",
                Portion = "users",
                MeasureFresh = (options, stop) => objective.Measure(options, judged.Fresh, stop),
                Fresh = judged.IsFresh ? "splits that no trial was measured on" : "the same questions, with another seed of the training",
                Next = (_, file) => file is null ? null : $"marquee train {family.Name} --options {CommonOptions.Quoted(file.ToString())}{behind}",
            }, session, terminal, cancellation);
            return CommandHost.Done;
        });
        return command;
    }

    private static RankingSuite? Suite(string? name) =>
        name is null ? null : BenchmarkCatalogue.Find(name) as RankingSuite
            ?? throw new OptionException($"The benchmark '{name}' judges no lists and has no validation data to tune on; {string.Join(", ", BenchmarkCatalogue.All.OfType<RankingSuite>().Select(suite => suite.Name))} have.");
}
