using System.CommandLine;
using System.Text.Json.Nodes;
using Marquee.Recommenders;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee train MODEL [--set k=v]...</c>: learns from the workspace and publishes <c>models/MODEL/VERSION</c>.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("model") { Description = "Which model; 'marquee models' lists them." };
        var set = CommonOptions.Set();
        var options = CommonOptions.OptionFile();
        var seed = CommonOptions.Seed();
        var json = CommonOptions.Json("Print what was trained as JSON.");
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("train", "Learn from the workspace and publish the model.")
        {
            name, set, options, seed, json, workspace,
        };
        command.List("Models", ModelCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee train ease")
            .Example("marquee train als --set factors=64 --set epochs=20")
            .Example("marquee train blend --set \"members=ease; als factors=32; markov\"");
        command.SetWork((parsed, cancellation) =>
        {
            var family = ModelCatalogue.Find(parsed.GetRequiredValue(name));
            var chosen = family.Options.Parse([.. OptionFile.Read(parsed.GetValue(options)), .. OptionSchema.Assignments(parsed.GetValue(set)!)]);
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var trained = session.Train(family, chosen, parsed.GetValue(seed), terminal, cancellation);
            if (parsed.GetValue(json))
            {
                terminal.OutputWriter.WriteLine(new JsonObject
                {
                    ["model"] = family.Name,
                    ["version"] = trained.Version,
                    ["options"] = family.Options.ToJson(chosen),
                    ["items"] = trained.Model.ItemCount,
                    ["trainSeconds"] = trained.TrainTime.TotalSeconds,
                }.ToJsonString(JsonOutput.Indented));
            }
            else
            {
                terminal.Line(
                    $"Trained [bold]{family.Name}[/] version [bold]{trained.Version}[/] on {Markup.Escape(session.Snapshot.Interactions.ToString())} in {trained.TrainTime.TotalSeconds:0.00} s.");
                terminal.Hint($"Next: marquee recommend USER --why --model {family.Name}{CommonOptions.Behind(parsed.GetRequiredValue(workspace))}");
            }

            return CommandHost.Done;
        });
        return command;
    }
}
