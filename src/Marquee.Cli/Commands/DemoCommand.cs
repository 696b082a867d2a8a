using System.CommandLine;
using System.Diagnostics;
using Marquee.Cli.Demo;
using Marquee.Cli.Serving;
using Marquee.Data;
using Marquee.Data.Demo;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Marquee.Server;
using Marquee.Storage;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee demo</c>: the whole way of the data on the built-in service, one viewer's recommendations and reasons, and then the console in a browser.</summary>
internal static class DemoCommand
{
    private const string Metric = "ndcg@10";
    private const int LovedTitles = 100;
    private const int Port = 8710;

    private static readonly string[] Columns = [Metric, "recall@10", "hr@10", "coverage@10", "novelty@10"];

    /// <summary>One of each kind, quick to train: the demo should not keep anybody waiting.</summary>
    private static readonly ModelFamily[] Shown =
        [.. new[] { "most-popular", "demographic", "content", "item-knn", "user-knn", "als", "ease", "hybrid" }.Select(ModelCatalogue.Find)];

    public static Command Create(Terminal terminal)
    {
        var noServe = new Option<bool>("--no-serve")
        {
            Description = "Print and end, without serving the console.",
        };
        var urls = new Option<string[]>("--urls") { Description = "Where to serve the console. Default: http://localhost:8710, or the next port that is free.", HelpName = "URL", DefaultValueFactory = _ => [] };
        var viewer = new Option<string>("--viewer") { Description = "Whose recommendations to show.", HelpName = "USER", DefaultValueFactory = _ => "viewer-0010" };
        var seed = CommonOptions.Seed();
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("demo", "The built-in service from import to reasons and the console: real titles, simulated viewers.")
        {
            noServe, urls, viewer, seed, workspace,
        };
        command.Example("marquee demo").Example("marquee demo --no-serve").Example("marquee demo --viewer viewer-0042 --workspace /tmp/demo");
        command.SetWork(async (parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(workspace);
            Run(terminal, folder, parsed.GetValue(seed) ?? new DemoOptions().Seed, parsed.GetRequiredValue(viewer), cancellation);
            ShowNext(terminal, folder);
            if (!parsed.GetValue(noServe))
            {
                await Serve(terminal, folder, [.. parsed.GetRequiredValue(urls).SelectMany(url => url.Split(';'))], cancellation);
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static void Run(Terminal terminal, DirectoryInfo folder, ulong seed, string viewerId, CancellationToken cancellation)
    {
        var service = new DemoService(new DemoOptions { Seed = seed });
        var viewer = service.Viewers.FirstOrDefault(viewer => viewer.User.Id == viewerId)
            ?? throw new CommandException($"There is no viewer '{viewerId}'; they are called {service.Viewers[0].User.Id} to {service.Viewers[^1].User.Id}.");
        using var session = WorkspaceSession.OpenOrCreate(folder);
        session.RefuseUnlessEmptyOr(service.Viewers[0].User.Id, "the demo service");

        terminal.Line("[bold]Marquee demo[/]  real titles, [bold]simulated[/] viewers");
        terminal.Line();
        var clock = Stopwatch.StartNew();
        var tally = terminal.WithStatus("Simulating two years of viewing", _ => session.Import(service, cancellation));
        var nothingNew = tally is { Users.New: 0, Items.New: 0, Interactions.New: 0 } ? ", nothing new" : string.Empty;
        terminal.Line(
            $"  imported   {service.World.Items.Count:N0} films and series, {service.Viewers.Count:N0} simulated viewers from {DemoCountry.All.Count} countries, "
            + $"{session.Snapshot.Events.Count:N0} interactions over two years{nothingNew}  [grey]{clock.Elapsed.TotalSeconds:0.0} s[/]");

        clock.Restart();
        var media = terminal.WithStatus("Reading the summaries, looking at the posters", _ => DemoMedia.Learn(session.Snapshot, service.World.Items, seed, cancellation));
        session.Import(new EmbeddedItems(session.Snapshot, media.AddTo), cancellation);
        terminal.Line($"  read       {media.Summaries:N0} summaries, looked at {media.Titles:N0} drawn posters, heard as many invented themes  [grey]{clock.Elapsed.TotalSeconds:0.0} s[/]");

        var report = Evaluate(terminal, session, seed, cancellation);
        var trained = Shown
            .Select(family => session.Train(family, family.Options.Defaults, seed, terminal, cancellation))
            .ToArray();
        terminal.Line(
            $"  trained    {string.Join(", ", trained.Select(model => $"{model.Family.Name} {model.TrainTime.TotalSeconds:0.00} s"))}");
        terminal.Line($"  workspace  {Markup.Escape(session.Name)}");
        terminal.Line();
        Show(terminal, report);
        var best = report.Runs.OrderByDescending(Score).First(run => trained.Any(model => model.Family == run.Setup.Family && model.Model is IExplains)).Setup.Family;
        ShowViewer(terminal, session, viewer, trained.First(model => model.Family == best), service);
    }

    private static void ShowNext(Terminal terminal, DirectoryInfo folder)
    {
        terminal.Line();
        var behind = CommonOptions.Behind(folder);
        terminal.Line("[bold]Next[/]" + (behind.Length == 0 ? string.Empty : $", each with{Markup.Escape(behind)}"));
        terminal.Line("  marquee recommend viewer-0042 --why   somebody else's list");
        terminal.Line("  marquee evaluate --protocol timeline  the honest question: what will they watch next?");
        terminal.Line("  marquee serve                         the console and the API, whenever you like");
        terminal.Line("  marquee import PATH --workspace DIR   your own data: MovieLens, RecBole, CSV, Gorse, JSON lines");
    }

    /// <summary>Serves the console over what was just made, until Ctrl-C. Its address is the last thing that is said.</summary>
    private static async Task Serve(Terminal terminal, DirectoryInfo folder, string[] urls, CancellationToken cancellation)
    {
        await using var served = TenantSet.OpenOne(Workspace.Open(folder.FullName), TimeProvider.System);
        var configuration = served.Configuration;
        await using var run = urls.Length > 0
            ? await ServiceRun.Start(served, configuration with { Urls = [.. urls] }, Logging, cancellation)
            : await ServiceRun.StartNear(served, configuration, Port, Logging, cancellation);
        terminal.Line();
        if (urls.Length == 0 && new Uri(run.ConsoleUrl).Port != Port)
        {
            terminal.Line($"Somebody listens on port {Port} already, so the console has another.");
        }

        if (served.All[0].HasKeys)
        {
            terminal.Line("This workspace has keys: the console asks for one. Make one with: marquee keys add NAME --scopes read,write,admin");
        }

        terminal.Line($"[bold]The console is at[/] [bold underline]{Markup.Escape(run.ConsoleUrl)}[/]{(MarqueeServer.HasConsole ? "" : " (this build lacks its pages, and says how to get them)")}  Ctrl-C stops.");
        await run.UntilStopped(cancellation);

        void Logging(ILoggingBuilder logging)
        {
            // What goes well, the console shows.
            logging.SetMinimumLevel(LogLevel.Warning);
            ServiceLogging.Add(logging, terminal.OutputIsTerminal);
        }
    }

    private static BenchmarkReport Evaluate(Terminal terminal, WorkspaceSession session, ulong seed, CancellationToken cancellation) =>
        terminal.WithStatus("Evaluating", status => ProtocolCatalogue.Find("random").Run(
            session.Snapshot,
            "the demo service",
            [.. Shown.Select(family => new ModelSetup(family, family.Options.Defaults))],
            [.. Columns.Select(MetricCatalogue.Parse)],
            new ExperimentSettings { Seed = seed, Progress = new ExperimentDisplay(status), CancellationToken = cancellation }));

    private static double Score(ModelRun run) => run.Means.First(mean => mean.Key == Metric).Value;

    private static void Show(Terminal terminal, BenchmarkReport report)
    {
        var popular = Score(report.Runs.First(run => run.Setup.Family.Name == "most-popular"));
        var table = new TextTable { Title = "How well do they find a held-out fifth of each viewer's items, among all titles?" }
            .Words("model").Numbers("NDCG@10").Numbers("against popularity").Numbers("recall@10").Numbers("hit rate@10").Numbers("catalogue").Numbers("novelty");
        foreach (var run in report.Runs.OrderByDescending(Score))
        {
            var means = run.Means.ToDictionary();
            table.Row(
                $"[bold]{run.Setup.Family.Name}[/]",
                $"{means[Metric]:0.000}",
                $"{means[Metric] / popular:0.0} x",
                $"{means["recall@10"]:0.000}",
                $"{means["hr@10"]:0%}",
                $"{means["coverage@10"]:0%}",
                $"{means["novelty@10"]:0.0} bits");
        }

        terminal.Write(table);
        terminal.Line();
    }

    private static void ShowViewer(Terminal terminal, WorkspaceSession session, DemoViewer viewer, TrainedModel trained, DemoService service)
    {
        var snapshot = session.Snapshot;
        var user = session.FindUser(viewer.User.Id);
        var attributes = viewer.User.Attributes;
        terminal.Line($"[bold]{viewer.User.Id}[/], simulated: {attributes["gender"]}, {attributes["ageGroup"]}, {attributes["country"]}");
        terminal.Line($"  true taste    {Circles(viewer)} [grey](what the simulation knows and no model is told)[/]");
        terminal.Line($"  liked lately  {string.Join(", ", LikedLately(snapshot, user).Select(item => Markup.Escape(snapshot.Items[item].Title!)))}");
        terminal.Line();

        var history = snapshot.HistoryOf(user);
        var pipeline = RecommendationPipeline.ForCatalogue(trained.Model, snapshot.Items);
        var list = pipeline.Recommend(history, new SeenItems(snapshot).Exclude(user, new RecommendationRequest { Explain = true }));
        new RecommendationOutput(terminal, snapshot).WriteTable(user, list, trained.Family.Name, ratings: null, why: true);

        int[] users = [.. service.Viewers.Select(one => snapshot.UserIds.IndexOf(one.User.Id))];
        int[] items = [.. service.World.Items.Select(one => snapshot.ItemIds.IndexOf(one.Id))];
        History[] histories = [.. users.Select(index => snapshot.HistoryOf(index))];
        var lists = pipeline.RecommendMany(histories, new RecommendationRequest());
        var overall = lists.Select((one, number) => Loved(one, service.Viewers[number], histories[number], items)).Average();
        terminal.Line(
            $"[grey]The simulation knows what viewers truly like: of the {list.Length} recommended to this one, {Loved(list, viewer, history, items)} are among the {LovedTitles} unseen titles "
            + $"they would like most; over all viewers {overall:0.0}; chance would give {(double)list.Length * LovedTitles / items.Length:0.0}.[/]");
    }

    /// <summary>How many items of a list are among the unseen ones that the viewer, by the truth of the simulation, would like most.</summary>
    /// <param name="list">The list.</param>
    /// <param name="viewer">The viewer.</param>
    /// <param name="history">What they have seen.</param>
    /// <param name="items">The snapshot's index of each item of the simulated world.</param>
    private static int Loved(Recommendation[] list, DemoViewer viewer, History history, int[] items)
    {
        var utilities = new double[items.Length];
        for (var item = 0; item < items.Length; item++)
        {
            utilities[items[item]] = viewer.Utility(item, DemoWorld.Days - 1);
        }

        foreach (var seen in history.Items)
        {
            utilities[seen] = double.NegativeInfinity;
        }

        var bar = utilities.OrderDescending().ElementAt(LovedTitles - 1);
        return list.Count(line => utilities[line.Item] >= bar);
    }

    private static string Circles(DemoViewer viewer) =>
        string.Join(", ", viewer.Circles
            .OrderByDescending(circle => circle.After)
            .Select(circle => Markup.Escape(TasteCircle.All[circle.Circle].Name) + (circle.After > circle.Before ? " (growing)" : circle.After < circle.Before ? " (fading)" : string.Empty)));

    private static IEnumerable<int> LikedLately(Snapshot snapshot, int user)
    {
        var events = snapshot.Events;
        return Enumerable.Range(0, events.Count)
            .Where(index => events.Users[index] == user && events.KindNames[events.Kinds[index]] == InteractionKinds.ThumbUp)
            .Reverse()
            .Select(index => events.Items[index])
            .Distinct()
            .Take(8);
    }
}
