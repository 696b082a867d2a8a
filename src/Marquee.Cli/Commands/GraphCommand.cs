using System.CommandLine;
using System.Text.Json.Nodes;
using Marquee.Content;
using Marquee.Data;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee graph train|evaluate|embed</c>: link prediction in a graph of facts, and what it knows of items.</summary>
internal static class GraphCommand
{
    private const string RecBoleHeading = "item_id:token\tentity_id:token";

    public static Command Create(Terminal terminal)
    {
        var command = new DescribedCommand("graph", "Learn the facts of a graph: which entities belong together, and why.")
        {
            Train(terminal),
            Evaluate(terminal),
            Embed(terminal),
        };
        command.Example("marquee graph train codex-s --to codex-s-model --set model=complex")
            .Example("marquee graph evaluate codex-s --from codex-s-model")
            .Example("marquee graph embed --from film-facts --links links.tsv --to film-vectors");
        return command;
    }

    private static DescribedCommand Train(Terminal terminal)
    {
        var graph = Folder("graph", "Folder of the graph: train.txt with lines 'head relation tail', the numbered files of OpenKE, or RecBole's NAME.kg.");
        var to = To("Folder that the model is written to; it must not hold one.");
        var set = CommonOptions.Set();
        var options = CommonOptions.OptionFile();
        var seed = CommonOptions.Seed();
        var json = CommonOptions.Json("Print what was trained as JSON.");
        var command = new DescribedCommand("train", "Learn from the training facts of a graph, and write the model.") { graph, to, set, options, seed, json };
        command.List("Options for --set", new LinkOptions().ToJson().Select(option => (option.Key, $"default {option.Value}")))
            .Example("marquee graph train codex-s --to codex-s-model")
            .Example("marquee graph train umls --to umls-model --set model=transe --set factors=100 --set initialScale=0.1 --set validateEvery=5");
        command.SetWork((parsed, cancellation) =>
        {
            var chosen = Parse([.. OptionFile.Read(parsed.GetValue(options)), .. OptionSchema.Assignments(parsed.GetValue(set)!)]);
            var writer = new DirectoryArtifactWriter(parsed.GetRequiredValue(to).FullName);
            var facts = GraphReader.Read(parsed.GetRequiredValue(graph).FullName);
            var began = TimeProvider.System.GetTimestamp();
            var validation = new List<(int Epoch, TimeSpan Time, LinkReport Figures)>();
            var model = terminal.WithTraining(chosen.Model.ToString(), progress => LinkTrainer.Train(facts, chosen, new LinkTrainingContext
            {
                Seed = parsed.GetValue(seed) ?? new LinkTrainingContext().Seed,
                CancellationToken = cancellation,
                AfterEpoch = epoch =>
                {
                    var time = TimeProvider.System.GetElapsedTime(began);
                    progress.Report(new TrainingProgress(epoch.Epoch, epoch.Epochs, epoch.Loss) { Epoch = epoch.Epoch, Epochs = epoch.Epochs, Remaining = time / epoch.Epoch * (epoch.Epochs - epoch.Epoch) });
                    if (epoch.Validation is { } figures)
                    {
                        validation.Add((epoch.Epoch, time, figures));
                    }
                },
            }));
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            model.Save(writer);
            writer.Complete();
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(new JsonObject
                {
                    ["options"] = chosen.ToJson(),
                    ["entities"] = facts.Entities.Count,
                    ["relations"] = facts.Relations.Count,
                    ["facts"] = facts.Training.Count,
                    ["trainSeconds"] = seconds,
                    ["validation"] = new JsonArray([.. validation.Select(one => ToJson(one.Figures, new JsonObject { ["epoch"] = one.Epoch, ["trainSeconds"] = one.Time.TotalSeconds }))]),
                }.ToJsonString(JsonOutput.Indented));
                return CommandHost.Done;
            }

            terminal.Line($"Trained [bold]{chosen.Model}[/] on {Markup.Escape(facts.ToString())} in {seconds:0.00} s.");
            if (validation.Count > 0)
            {
                var table = Figures("validation after", "train s");
                foreach (var (epoch, time, figures) in validation)
                {
                    table.Row([$"epoch {epoch}", $"{time.TotalSeconds:0.00}", .. Cells(figures)]);
                }

                terminal.Write(table);
            }

            terminal.Hint($"Next: marquee graph evaluate {CommonOptions.Quoted(parsed.GetRequiredValue(graph).ToString())} --from {CommonOptions.Quoted(parsed.GetRequiredValue(to).ToString())}");
            return CommandHost.Done;
        });
        return command;
    }

    private static DescribedCommand Evaluate(Terminal terminal)
    {
        var graph = Folder("graph", "Folder of the graph.");
        var from = From();
        var validation = new Option<bool>("--validation") { Description = "Rank the validation facts instead of those of the test." };
        var json = CommonOptions.Json("Print the figures as JSON.");
        var command = new DescribedCommand("evaluate", "Rank the held-out facts of a graph among all entities, other true answers left out.") { graph, from, validation, json };
        command.Example("marquee graph evaluate codex-s --from codex-s-model").Example("marquee graph evaluate codex-s --from codex-s-model --validation --json");
        command.SetWork((parsed, cancellation) =>
        {
            var facts = GraphReader.Read(parsed.GetRequiredValue(graph).FullName);
            var model = LinkModel.Load(DirectoryArtifactReader.Open(parsed.GetRequiredValue(from).FullName));
            if (!model.Entities.Ids.SequenceEqual(facts.Entities.Ids) || !model.Relations.Ids.SequenceEqual(facts.Relations.Ids))
            {
                throw new CommandException($"The model in {parsed.GetRequiredValue(from)} was trained on another graph: its entities and relations are not those of {parsed.GetRequiredValue(graph)}.");
            }

            var held = parsed.GetValue(validation) ? facts.Validation : facts.Test;
            if (held.Count == 0)
            {
                throw new CommandException($"{parsed.GetRequiredValue(graph)} has no facts to {(parsed.GetValue(validation) ? "validate" : "test")} on.");
            }

            // Who chooses options knows nothing of the test.
            var known = new LinkQueries(facts.Relations.Count, parsed.GetValue(validation) ? facts.Training.Concat(facts.Validation) : facts.All);
            var evaluation = LinkEvaluator.Evaluate(model, held, known, cancellationToken: cancellation);
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(new JsonObject { ["both"] = ToJson(evaluation.Both), ["tails"] = ToJson(evaluation.Tails), ["heads"] = ToJson(evaluation.Heads) }.ToJsonString(JsonOutput.Indented));
                return CommandHost.Done;
            }

            var table = Figures("asked for", "queries");
            foreach (var (name, figures) in new[] { ("both", evaluation.Both), ("tails", evaluation.Tails), ("heads", evaluation.Heads) })
            {
                table.Row([name, $"{figures.Queries}", .. Cells(figures)]);
            }

            terminal.Write(table);
            return CommandHost.Done;
        });
        return command;
    }

    private static DescribedCommand Embed(Terminal terminal)
    {
        var from = From();
        var links = new Option<FileInfo>("--links") { Description = "Lines 'item entity', separated by tabs, or RecBole's NAME.link: which entity of the graph an item is.", HelpName = "F", Required = true };
        var to = To("Folder that the embedding is written to; it must not hold one.");
        var command = new DescribedCommand("embed", "Write the vectors of the entities that are items: the item feature 'graph'.") { from, links, to };
        command.Example("marquee graph embed --from film-facts --links links.tsv --to film-vectors");
        command.SetWork((parsed, _) =>
        {
            var model = LinkModel.Load(DirectoryArtifactReader.Open(parsed.GetRequiredValue(from).FullName));
            var pairs = ReadLinks(parsed.GetRequiredValue(links).FullName);
            var items = model.ItemVectors(pairs);
            var writer = new DirectoryArtifactWriter(parsed.GetRequiredValue(to).FullName);
            items.Save(writer);
            writer.Complete();
            terminal.Line($"{items.Items.Count} of {pairs.Count} items have an entity of the graph; each is {items.Dimensions} numbers.");
            return CommandHost.Done;
        });
        return command;
    }

    private static List<KeyValuePair<string, string>> ReadLinks(string path)
    {
        var (pairs, items) = (new List<KeyValuePair<string, string>>(), new HashSet<string>(StringComparer.Ordinal));
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text) || (line == 1 && text == RecBoleHeading))
            {
                continue;
            }

            var reason = text.Split('\t') switch
            {
                not [{ Length: > 0 }, { Length: > 0 }] => "should be an item and an entity, separated by a tab",
                var pair when !items.Add(pair[0]) => $"the item '{pair[0]}' has an entity already",
                _ => null,
            };
            if (reason is not null)
            {
                throw new DatasetException(new DatasetProblem(path, line, reason));
            }

            pairs.Add(KeyValuePair.Create(text.Split('\t')[0], text.Split('\t')[1]));
        }

        return pairs;
    }

    /// <summary>Options as after <c>--set</c>.</summary>
    /// <exception cref="OptionException">There is no such option, or a value is outside of its range.</exception>
    internal static LinkOptions Parse(IEnumerable<KeyValuePair<string, string>> assignments)
    {
        try
        {
            return LinkOptions.Parse(assignments);
        }
        catch (ArgumentException exception)
        {
            // Without what the base library puts behind it.
            throw new OptionException(exception.Message.Split(" (Parameter")[0]);
        }
    }

    private static Argument<DirectoryInfo> Folder(string name, string description) => new(name) { Description = description };

    private static Option<DirectoryInfo> To(string description) => new("--to") { Description = description, HelpName = "DIR", Required = true };

    private static Option<DirectoryInfo> From() => new("--from") { Description = "Folder of the model, as 'marquee graph train' wrote it.", HelpName = "DIR", Required = true };

    private static TextTable Figures(string first, string second) => new TextTable().Words(first).Numbers(second).Numbers("mrr").Numbers("hits@1").Numbers("hits@3").Numbers("hits@10").Numbers("mean rank");

    private static string[] Cells(LinkReport figures) =>
        [$"{figures.MeanReciprocalRank:0.0000}", $"{figures.Hits1:0.0000}", $"{figures.Hits3:0.0000}", $"{figures.Hits10:0.0000}", $"{figures.MeanRank:0.0}"];

    private static JsonObject ToJson(LinkReport figures, JsonObject? json = null)
    {
        json ??= [];
        json["queries"] = figures.Queries;
        json["mrr"] = figures.MeanReciprocalRank;
        json["hits@1"] = figures.Hits1;
        json["hits@3"] = figures.Hits3;
        json["hits@10"] = figures.Hits10;
        json["meanRank"] = figures.MeanRank;
        return json;
    }
}
