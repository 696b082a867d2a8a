using System.CommandLine;
using System.Text.Json.Nodes;
using Marquee.Content;
using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee similar ITEM</c>: the items most like one.</summary>
internal static class SimilarCommand
{
    public static Command Create(Terminal terminal)
    {
        var item = new Argument<string>("item") { Description = "Id of an item, or its title where only one item has it." };
        var count = CommonOptions.Count(10);
        var model = CommonOptions.Model();
        var view = new Option<SimilarView?>("--view") { Description = "Compare what is known of the items in place of asking a model: theme, audience, graph, text or blend.", HelpName = "VIEW" };
        var weight = new Option<string[]>("--weight")
        {
            Description = "How much a view counts in the blend, such as audience=2. May be given several times.",
            HelpName = "VIEW=N",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var why = new Option<bool>("--why") { Description = "With --view: what each is alike in, with its part of the score." };
        var json = CommonOptions.Json("Print as JSON.");
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("similar", "The items most like one.") { item, count, model, view, weight, why, json, workspace };
        command.Example("marquee similar parasite-2019").Example("marquee similar \"The Godfather\" --model ease").Example("marquee similar parasite-2019 --view theme --why");
        command.SetWork((parsed, _) =>
        {
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            if (parsed.GetValue(view) is { } chosen)
            {
                var weights = ComparableTable.WeightsOf(parsed.GetRequiredValue(weight));
                return ComparableTable.Print(terminal, session.Snapshot, session.FindItem(parsed.GetRequiredValue(item)), chosen, weights, parsed.GetValue(count), parsed.GetValue(why), parsed.GetValue(json));
            }

            var archived = session.Load(parsed.GetValue(model), family => family is IItemSimilarity, "knows which items are alike");
            var snapshot = session.Snapshot;
            var asked = session.FindItem(parsed.GetRequiredValue(item));
            var similar = SimilarItems.ForCatalogue(archived.Model, snapshot.Items).Of(asked, parsed.GetValue(count), new HistoryContext { Now = WorkspaceSession.Now() });
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(new JsonObject
                {
                    ["item"] = snapshot.ItemIds[asked],
                    ["model"] = archived.Family.Name,
                    ["similar"] = new JsonArray([.. similar.Select(line => new JsonObject
                    {
                        ["item"] = snapshot.ItemIds[line.Item],
                        ["title"] = snapshot.Items[line.Item].Title,
                        ["score"] = line.Score,
                    })]),
                }.ToJsonString(JsonOutput.Indented));
                return CommandHost.Done;
            }

            terminal.Line($"Like {ItemText.Title(snapshot.Items[asked])} by {archived.Family.Name}");
            if (similar.Count == 0)
            {
                terminal.Line("Nothing: the model saw nobody watch it.");
                return CommandHost.Done;
            }

            var labels = snapshot.Items[asked].Labels;
            var shared = similar.Select(line => string.Join(", ", snapshot.Items[line.Item].Labels.Intersect(labels).Take(4))).ToArray();
            var anythingShared = shared.Any(words => words.Length > 0);
            var table = new TextTable().Numbers("#").Words("item").Words("what it is");
            if (anythingShared)
            {
                table.Words("in common");
            }

            table.Numbers("score");
            for (var rank = 0; rank < similar.Count; rank++)
            {
                var other = snapshot.Items[similar[rank].Item];
                string[] facts = [$"{rank + 1}", ItemText.Title(other), ItemText.Facts(other)];
                var score = similar[rank].Score.ToString("0.000");
                table.Row(anythingShared ? [.. facts, Printable.Markup(shared[rank]), score] : [.. facts, score]);
            }

            terminal.Write(table);
            return CommandHost.Done;
        });
        return command;
    }
}
