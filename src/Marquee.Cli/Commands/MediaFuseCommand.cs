using System.CommandLine;
using Marquee.Content;
using Marquee.Data;
using Marquee.Evaluation;
using Marquee.Media;
using Marquee.Numerics;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee media fuse</c>: how much each modality of an item counts, and one vector of all of them.</summary>
internal static class MediaFuseCommand
{
    private const int FewestItems = 20;
    private const string Categories = "categories";
    private const string Labels = "labels";

    private static readonly MeanAveragePrecision Precision = new();
    private static readonly HitAtOne Hit = new();

    // They are made of categories and labels themselves, and would tell them by heart.
    private static readonly string[] KnowLabels = [ItemEmbedding.Tags, ItemEmbedding.Graph];

    public static Command Create(Terminal terminal)
    {
        var features = new Option<string[]>("--features")
        {
            Description = "Features to fuse, with commas between them: two or more. Default: all that items have, without tags and graph, which are made of what is foretold.",
            HelpName = "LIST",
            DefaultValueFactory = _ => [],
        };
        var name = new Option<string>("--as") { Description = "Name of the fused feature. Default: fused.", HelpName = "NAME", DefaultValueFactory = _ => "fused" };
        var labels = new Option<string?>("--labels") { Description = "What is foretold from the features: categories (genres) or labels (tags). Default: categories where items have some.", HelpName = "FIELD" };
        labels.AcceptOnlyFromAmong(Categories, Labels);
        var least = Whole("--least", 10, "Leave out categories and labels that fewer items have.");
        var dimensions = Whole("--dimensions", new ItemFusionOptions().Dimensions, "Numbers of the fused vector.");
        var epochs = Whole("--epochs", new ItemFusionOptions().Epochs, "Passes over the items.");
        var (seed, workspace) = (CommonOptions.Seed(), CommonOptions.Workspace());
        var command = new DescribedCommand("fuse", "Learn how much each feature of an item counts (attention), and give items one vector of all of them.") { features, name, labels, least, dimensions, epochs, seed, workspace };
        command.Example("marquee media fuse")
            .Example("marquee media fuse --features poster,audio --labels labels --as look-and-sound");
        command.SetWork((parsed, cancellation) =>
        {
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var fused = parsed.GetRequiredValue(name);
            var chosen = Choose(session.Snapshot.Items, parsed.GetRequiredValue(features), fused);
            var modalities = ItemModalities.Of(session.Snapshot.Items, [.. chosen.Select(feature => feature.Key)]);
            var field = parsed.GetValue(labels) ?? (session.Snapshot.Items.Any(item => item.Categories.Count > 0) ? Categories : Labels);
            var options = new ItemFusionOptions
            {
                Dimensions = parsed.GetValue(dimensions),
                Epochs = parsed.GetValue(epochs),
                Seed = parsed.GetValue(seed) ?? session.Configuration.Seed,
                MaxDegreeOfParallelism = session.Configuration.MaxDegreeOfParallelism,
            };
            var (examples, told) = Labelled(session.Snapshot.Items, modalities, field, parsed.GetValue(least));
            var model = Learn(terminal, modalities, examples, told, options, field, cancellation);
            var (vectors, weights) = (model.Encode(modalities.Examples), model.Weights(modalities.Examples));
            var rows = modalities.Items.Index().ToDictionary(item => item.Item, item => item.Index);
            session.Import(new EmbeddedItems(session.Snapshot, (item, index) => Put(item, fused, rows.TryGetValue(index, out var row) ? row : -1, modalities.Examples, vectors, weights)), cancellation);
            terminal.Line($"Gave [bold]{modalities.Items.Count:N0}[/] items the feature [bold]{Markup.Escape(fused)}[/] of {vectors.Columns} numbers, and the weights {Markup.Escape(string.Join(", ", chosen.Select(one => FusionWeights.NameOf(fused, one.Key))))}.");
            terminal.Hint($"Next: marquee train content --set {CommonOptions.Quoted($"features={fused}")}{CommonOptions.Behind(parsed.GetRequiredValue(workspace))}");
            return CommandHost.Done;
        });
        return command;

        static Option<int> Whole(string name, int standard, string description) =>
            new(name) { Description = $"{description} Default: {standard}.", HelpName = "N", DefaultValueFactory = _ => standard, Validators = { result => CommonOptions.RequireAtLeast(result, 1) } };
    }

    /// <summary>An item with its fused vector and the weights of the modalities that it has; without either where it has none of them.</summary>
    internal static Item Put(Item item, string fused, int row, ModalExamples examples, DenseMatrix vectors, DenseMatrix weights) =>
        row < 0
            ? FusionWeights.Put(item, fused, default, [])
            : FusionWeights.Put(
                item, fused, vectors.Memory.Slice(row * vectors.Columns, vectors.Columns),
                examples.Modalities.Index().Where(modality => modality.Item.Has(row)).Select(modality => KeyValuePair.Create(modality.Item.Name, weights[row, modality.Index])));

    /// <summary>The features to fuse, and how many items have each.</summary>
    private static List<KeyValuePair<string, int>> Choose(IReadOnlyList<Item> items, string[] asked, string fused)
    {
        var known = ItemModalities.Names(items);
        var there = string.Join(", ", known.Select(feature => $"{feature.Key} ({feature.Value:N0} items)"));
        if (known.Count == 0)
        {
            throw new CommandException("No item has a feature to fuse yet. Give them some first: marquee media embed posters --as poster");
        }

        if (fused.Length == 0 || fused.Contains(FusionWeights.Separator, StringComparison.Ordinal))
        {
            throw new CommandException($"The fused feature cannot be named '{fused}': any name without a colon would do, such as fused.");
        }

        string[] names = [.. asked.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];
        var chosen = names.Length == 0
            ? known.Where(feature => feature.Key != fused && !KnowLabels.Contains(feature.Key)).ToList()
            : [.. names.Select(name => known.Where(feature => feature.Key == name).Select(feature => (KeyValuePair<string, int>?)feature).FirstOrDefault()
                ?? throw new CommandException($"No item has a feature '{name}' to fuse; there are {there}."))];
        if (chosen.Any(feature => feature.Key == fused))
        {
            throw new CommandException($"'{fused}' is one of the features that are fused; give the fused one another name with --as NAME.");
        }

        return chosen.Count > 1
            ? chosen
            : throw new CommandException($"Fusing takes two features or more; there are {there}. Add another one, such as: marquee media embed trailers --as audio; or name them all with --features LIST.");
    }

    /// <summary>The items that are learned from: those with a feature of which the catalogue says something.</summary>
    private static (ModalExamples Examples, ItemLabels Labels) Labelled(IReadOnlyList<Item> items, ItemModalities modalities, string field, int least)
    {
        int[] rows = [.. Enumerable.Range(0, modalities.Items.Count).Where(row => LabelsOf(items[modalities.Items[row]]).Count > 0)];
        if (rows.Length < FewestItems)
        {
            throw new CommandException($"Of the {modalities.Items.Count:N0} items with a feature {rows.Length:N0} have {field}; {FewestItems} is the least that something is learned from. Import items with {field}, or name the other field with --labels {(field == Categories ? Labels : Categories)}.");
        }

        var labels = ItemLabels.Of([.. rows.Select(row => items[modalities.Items[row]])], item => LabelsOf(item), least);
        return labels.Names.Count > 0
            ? (modalities.Examples.Take(rows), labels)
            : throw new CommandException($"None of the {field} is had by {least:N0} items or more, and not by all of them, so that there is nothing to learn. Lower the bound with --least N.");

        ValueList<string> LabelsOf(Item item) => field == Categories ? item.Categories : item.Labels;
    }

    /// <summary>Measures each modality and all of them on items held out, then learns from all items.</summary>
    private static TaggingModel Learn(Terminal terminal, ItemModalities modalities, ModalExamples examples, ItemLabels labels, ItemFusionOptions options, string field, CancellationToken cancellation)
    {
        var trial = terminal.WithTraining("all, a fifth held out", progress => FusionTrial.Begin(examples, labels.Sets, options, new LearningSteps(progress), cancellation));
        var alone = examples.Modalities.Select(modality => terminal.WithTraining($"{modality.Name} alone", progress => trial.Alone(modality, new LearningSteps(progress), cancellation))).ToArray();
        var model = terminal.WithTraining("all", progress => ItemFusion.Train(examples, labels.Sets, options, new LearningSteps(progress), cancellation));
        var weights = model.Weights(modalities.Examples);
        var table = new TextTable { Title = $"{labels.Names.Count:N0} {field} of {examples.Count - trial.Held.Length:N0} items, told for {trial.Held.Length:N0} others" }
            .Words("feature").Numbers("items").Numbers("weight").Numbers("alone: mAP").Numbers("hit@1").Numbers("all, same items: mAP").Numbers("hit@1");
        foreach (var (place, modality) in examples.Modalities.Index())
        {
            int[] having = [.. Enumerable.Range(0, modalities.Items.Count).Where(modalities.Examples.Modalities[place].Has)];
            table.Row(
            [
                Markup.Escape(modality.Name), $"{having.Length:N0}", $"{having.Average(row => weights[row, place]):0.00}",
                .. alone[place] is { } told ? new[] { told.Alone, told.All }.SelectMany(one => new[] { $"{Precision.Prepare(one)(null):0.000}", $"{Hit.Prepare(one)(null):0%}" }) : ["-", "-", "-", "-"],
            ]);
        }

        terminal.Write(table);
        if (alone.Index().Where(one => one.Item is not null).Select(one => (examples.Modalities[one.Index].Name, Told: one.Item!.Value)).ToArray() is { Length: > 0 } measured)
        {
            Judge(terminal, measured.MaxBy(one => Precision.Prepare(one.Told.Alone)(null)), options, field);
        }

        return model;
    }

    /// <summary>Says whether all modalities tell more than the best of them alone.</summary>
    private static void Judge(Terminal terminal, (string Name, (TaggedExamples Alone, TaggedExamples All) Told) best, ItemFusionOptions options, string field)
    {
        var (_, gain, interval) = TaggingMetrics.Compare([best.Told.All], [best.Told.Alone], options.Seed, options.MaxDegreeOfParallelism).First(metric => metric.Key == Precision.Key);
        var difference = $"{gain:+0.000;-0.000} mAP (95%: {interval.Low:+0.000;-0.000} to {interval.High:+0.000;-0.000})";
        var name = Markup.Escape(best.Name);
        terminal.Line(interval.Low > 0
            ? $"Fusing [bold]helps[/]: all together tell {field} better than {name}, the best alone, by {difference}."
            : interval.High < 0
                ? $"Fusing [bold]harms[/]: {name} alone tells {field} better than all together, {difference}. Leave features out with --features LIST."
                : $"Whether fusing helps [bold]does not show[/]: all together against {name}, the best alone, {difference}.");
    }
}
