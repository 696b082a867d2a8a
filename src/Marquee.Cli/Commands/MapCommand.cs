using System.CommandLine;
using System.Text;
using Marquee.Content;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee map</c>: the items in the plane, those near each other that are alike.</summary>
internal static class MapCommand
{
    private const int TagsShown = 4;

    public static Command Create(Terminal terminal)
    {
        var view = new Option<SimilarView>("--view") { Description = "In which respect near items are alike: theme, audience, graph, text or blend.", HelpName = "VIEW", DefaultValueFactory = _ => SimilarView.Theme };
        var feature = new Option<string?>("--feature") { Description = "Draw an item feature in place of a view, such as text or visual.", HelpName = "NAME" };
        var weight = new Option<string[]>("--weight")
        {
            Description = "How much a view counts in the blend, such as audience=2. May be given several times.",
            HelpName = "VIEW=N",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var name = new Option<string?>("--name") { Description = "What the map is called in the workspace; a map of that name is replaced. Default: the view or the feature.", HelpName = "NAME" };
        var perplexity = new Option<double>("--perplexity") { Description = "How many neighbours an item holds on to, roughly; more show the large order, fewer the small.", HelpName = "N", DefaultValueFactory = _ => 30 };
        var clusters = new Option<int>("--clusters") { Description = "Clusters wanted; 0 for as many as the map shows.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var form = new Option<MapForm>("--form")
        {
            Description = "How forces are computed: automatic, exact, barneshut or grid.",
            HelpName = "FORM",
            DefaultValueFactory = _ => MapForm.Automatic,
        };
        var seed = CommonOptions.Seed();
        var html = new Option<FileInfo?>("--html") { Description = "Write the map as a page that stands alone.", HelpName = "F" };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("map", "The items in the plane, those near each other that are alike, in named clusters.")
        {
            view, feature, weight, name, perplexity, clusters, form, seed, html, workspace,
        };
        command.Example("marquee map --html map.html").Example("marquee map --view audience --perplexity 15 --name who-watches");
        command.SetWork((parsed, cancellation) =>
        {
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var options = new ItemMapOptions
            {
                View = parsed.GetValue(view),
                Feature = parsed.GetValue(feature),
                Weights = ComparableTable.WeightsOf(parsed.GetRequiredValue(weight)),
                Clusters = parsed.GetValue(clusters),
                Layout = new NeighbourMapOptions
                {
                    Perplexity = parsed.GetValue(perplexity),
                    Form = parsed.GetValue(form),
                    Seed = parsed.GetValue(seed) ?? session.Configuration.Seed,
                    MaxDegreeOfParallelism = session.Configuration.MaxDegreeOfParallelism,
                },
            };
            var called = parsed.GetValue(name) ?? options.Shows;
            if (!ItemMapFolder.IsName(called))
            {
                throw new CommandException($"'{called}' is no name for a map: 1 to 60 lower-case letters, digits and hyphens make one. Give one with --name.");
            }

            ItemMap map;
            try
            {
                map = terminal.WithProgress($"map by {options.Shows}", progress => ItemMap.Draw(
                    session.Snapshot, options, TimeProvider.System.GetUtcNow(), new Share(progress), cancellation));
            }
            catch (ArgumentException problem)
            {
                throw new CommandException(problem.ParamName is null ? problem.Message : problem.Message[..problem.Message.LastIndexOf(" (", StringComparison.Ordinal)]);
            }

            new ItemMapFolder(session.MapsDirectory).Save(called, map);
            if (parsed.GetValue(html) is { } page)
            {
                using var writer = new StreamWriter(page.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                MapPicture.Write(map, $"Items by {map.Shows}", writer);
            }

            Print(terminal, map, called);
            return CommandHost.Done;
        });
        return command;
    }

    private static void Print(Terminal terminal, ItemMap map, string called)
    {
        var left = map.Unplaced > 0 ? $" ({map.Unplaced} of which nothing is known are not on it)" : string.Empty;
        terminal.Line($"Map '{called}': {map.Points.Count} items by {map.Shows}{left}; of the ten nearest, {map.KeptNeighbours:P0} are still among the ten nearest.");
        var table = new TextTable().Numbers("#").Words("cluster").Words("set apart by").Numbers("items");
        for (var cluster = 0; cluster < map.Clusters.Count; cluster++)
        {
            var one = map.Clusters[cluster];
            table.Row($"{cluster + 1}", Printable.Markup(one.Name), Printable.Markup(string.Join(", ", one.Tags.Take(TagsShown).Select(tag => $"{tag.Tag} {tag.Items}"))), $"{one.Items}");
        }

        terminal.Write(table);
    }

    private sealed class Share(IProgress<double> progress) : IProgress<NeighbourMapProgress>
    {
        public void Report(NeighbourMapProgress value) => progress.Report((double)value.Iteration / value.Iterations);
    }
}
