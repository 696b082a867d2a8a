using System.CommandLine;
using Marquee.Data;
using Marquee.Evaluation;
using Marquee.Media;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee media tune FOLDER --labels genres</c>: searches how an encoder of a folder's pictures or sounds learns best, judged by what its vectors say of items that were held out.</summary>
internal static class MediaTuneCommand
{
    private static readonly (string Name, string Text, Func<Item, ValueList<string>> Of)[] Labels =
    [
        ("genres", "the categories of items", item => item.Categories),
        ("tags", "the labels of items: themes, moods, anything finer than a genre", item => item.Labels),
    ];

    public static Command Create(Terminal terminal)
    {
        var learning = new MediaLearningArguments();
        var labels = new Option<string>("--labels")
        {
            Description = "What is foretold of the items that are held out.",
            HelpName = "NAME",
            DefaultValueFactory = _ => Labels[0].Name,
        };
        var arguments = new StudyArguments(
            ("epochs=60", "epochs=20..60", "learningRate=0.0003,0.001,0.003"),
            "Trainings of a trial, each with three times the passes of the one before, the last with all; poor trials are stopped early; 1 stops none.",
            "pictures or sounds",
            "marquee media pretrain");
        var seed = CommonOptions.Seed();
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("tune", "Search the settings with which an encoder learns from a folder, on items that are held out; can be interrupted and goes on.") { learning.Folder, labels, learning.Size, learning.Seconds, seed, workspace };
        foreach (var option in arguments.All)
        {
            command.Options.Add(option);
        }

        command.List("Labels", Labels.Select(known => (known.Name, known.Text)))
            .List("Options of the learning", MediaLearningArguments.Options())
            .List("Searches", SearchCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee media tune posters --labels genres --trials 20 --json best.json")
            .Example("marquee media tune posters --search grid --try objective=nt-xent,vicreg,bootstrap --try learningRate=0.0003,0.001,0.003 --only objective,learningRate")
            .Example("marquee media tune trailers --labels tags --set epochs=60 --html search.html");
        command.SetWork((parsed, cancellation) =>
        {
            var space = arguments.Space(parsed, MediaLearningOptions.Name, MediaLearningOptions.Schema);
            var searching = arguments.Search(parsed);
            var of = Labels.FirstOrDefault(known => known.Name == parsed.GetRequiredValue(labels)) is { Of: { } found } ? found
                : throw new OptionException($"There are no labels '{parsed.GetValue(labels)}'; they are {string.Join(" or ", Labels.Select(known => known.Name))}.");
            var folder = parsed.GetRequiredValue(learning.Folder);
            var files = MediaFolder.Find(folder.FullName);
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var chosen = parsed.GetValue(seed) ?? session.Configuration.Seed;
            string[] paths = [.. files.Select(file => file.Path)];
            var preparation = learning.Preparation(parsed, paths[0]);
            var examples = terminal.WithProgress($"reading {preparation.Kind}", progress => preparation.Read(paths, null, progress, cancellation));
            var data = new MediaTuningData(preparation, examples, [.. files.Select(file => Tags(session.Snapshot, file.Item, of))], chosen);
            var objective = new MediaObjective(data, arguments.Rungs(parsed), chosen, session.Configuration.MaxDegreeOfParallelism);
            var validation = $"{parsed.GetValue(labels)} of {preparation.Kind}";
            arguments.Run(parsed, new StudySubject
            {
                Space = space,
                Objective = objective,
                Metric = MediaObjective.Metric,
                Seed = chosen,
                Head = StudyHead.Of(space, searching, validation, objective, MediaObjective.Metric, chosen, data.Fingerprint()),
                Name = preparation.Kind,
                Judged = $"validation: {validation}, {data.HeldOut(0).Length:N0} of {data.Labelled:N0} labelled items held out, foretold by the nearest others; {data.Names.Count:N0} labels, {data.Unseeing(0):0.0000} without looking",
                Portion = "passes",
                MeasureFresh = objective.MeasureFresh,
                Fresh = "other items, held out in their stead",
                Next = (best, file) => $"marquee media pretrain {CommonOptions.Quoted(folder.ToString())} --to {preparation.Kind}.encoder{learning.Again(parsed, preparation)}{Settings(best, file)}",
            }, session, terminal, cancellation);
            return CommandHost.Done;
        });
        return command;
    }

    private static ValueList<string> Tags(Snapshot snapshot, string id, Func<Item, ValueList<string>> of) => snapshot.ItemIds.TryGetIndex(id, out var index) ? of(snapshot.Items[index]) : [];

    /// <summary>The words that set options: the file that holds them, or each that is not as usual.</summary>
    private static string Settings(ModelOptions best, FileInfo? file)
    {
        if (file is { Name: not "-" })
        {
            return $" --options {CommonOptions.Quoted(file.ToString())}";
        }

        var usual = MediaLearningOptions.Schema.ToJson(MediaLearningOptions.Schema.Defaults);
        return string.Concat(MediaLearningOptions.Schema.ToJson(best).Where(option => option.Value!.ToString() != usual[option.Key]!.ToString()).Select(option => $" --set {option.Key}={option.Value}"));
    }
}
