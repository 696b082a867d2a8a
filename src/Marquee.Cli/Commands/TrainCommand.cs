using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Recommenders;
using Marquee.Storage;
using Spectre.Console;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee train MODEL [--set k=v]...</c>: learns from the workspace and publishes <c>models/MODEL/VERSION</c>.</summary>
internal static class TrainCommand
{
    private const double StandardMinutes = 5;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("model") { Description = "Which model; 'marquee models' lists them." };
        var set = CommonOptions.Set();
        var options = CommonOptions.OptionFile();
        var seed = CommonOptions.Seed();
        var checkpoint = new Option<double>("--checkpoint")
        {
            Description = "Keep the state of the training every so many minutes, for --resume. Without a number: every 5.",
            HelpName = "MINUTES",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => StandardMinutes,
            Validators = { result => RequireMinutes(result) },
        };
        var resume = new Option<bool>("--resume") { Description = "Go on from the state that was kept, to the same model as without the interruption, and keep it further. Options, seed and data must be the same." };
        var restart = new Option<bool>("--restart") { Description = "Forget the state that was kept, and begin anew." };
        var json = CommonOptions.Json("Print what was trained as JSON.");
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("train", "Learn from the workspace and publish the model.")
        {
            name, set, options, seed, checkpoint, resume, restart, json, workspace,
        };
        command.List("Models", ModelCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee train ease")
            .Example("marquee train als --set factors=64 --set epochs=20")
            .Example("marquee train sasrec --checkpoint 10")
            .Example("marquee train blend --set \"members=ease; als factors=32; markov\"");
        command.SetWork((parsed, cancellation) =>
        {
            var family = ModelCatalogue.Find(parsed.GetRequiredValue(name));
            var chosen = family.Options.Parse([.. OptionFile.Read(parsed.GetValue(options)), .. OptionSchema.Assignments(parsed.GetValue(set)!)]);
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            using var checkpoints = parsed.GetResult(checkpoint) is { Implicit: false } || parsed.GetValue(resume) || parsed.GetValue(restart)
                ? session.OpenCheckpoints(family, chosen, parsed.GetValue(seed), TimeSpan.FromMinutes(parsed.GetValue(checkpoint)))
                : null;
            if (checkpoints is not null)
            {
                Begin(checkpoints, parsed.GetValue(resume), parsed.GetValue(restart), family.Name, session.Name);
            }

            var trained = Train(() => session.Train(family, chosen, parsed.GetValue(seed), terminal, cancellation, checkpoints), checkpoints, parsed.GetValue(restart), terminal);
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

    private static void Begin(CheckpointFolder checkpoints, bool resume, bool restart, string model, string workspace)
    {
        if (resume && restart)
        {
            throw new CommandException("--resume goes on from what was kept, --restart forgets it; give one of them.");
        }

        if (restart)
        {
            checkpoints.Clear();
        }
        else if (resume && !checkpoints.Exists)
        {
            throw new CommandException($"There is no unfinished training of {model} in {workspace} to go on from. Begin one that keeps its state: marquee train {model} --checkpoint");
        }
        else if (!resume && checkpoints.Exists)
        {
            throw new CommandException($"There is an unfinished training of {model} in {workspace}. To go on from it, add --resume; to forget it, add --restart.");
        }
    }

    private static TrainedModel Train(Func<TrainedModel> train, CheckpointFolder? checkpoints, bool restart, Terminal terminal)
    {
        try
        {
            var trained = train();
            if (checkpoints is { Saves: 0 })
            {
                terminal.Hint($"{trained.Family.Name} is trained in one go: it keeps no checkpoints.");
            }

            return trained;
        }
        catch (OperationCanceledException cancelled) when (checkpoints is not null)
        {
            if (cancelled.InnerException is { } failure)
            {
                terminal.Hint($"The last state could not be kept: {failure.Message}");
            }

            if (checkpoints.Exists)
            {
                terminal.Hint($"The training can go on: give the same command with --resume{(restart ? " in place of --restart" : string.Empty)}.");
            }

            throw;
        }
    }

    private static void RequireMinutes(OptionResult result)
    {
        if (result.Tokens is [var token] && !(double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 0 and < 100_000))
        {
            result.AddError($"--checkpoint takes a number of minutes, at least 0, not '{token.Value}'.");
        }
    }
}
