using System.CommandLine;
using System.Globalization;
using Marquee.Data;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee off-policy MODEL...</c>: what models would have brought, by the lists that the service has served.</summary>
internal static class OffPolicyCommand
{
    private const string Everywhere = "all";

    public static Command Create(Terminal terminal)
    {
        var models = new Argument<string[]>("model") { Description = "Models to judge; each is trained on what was known before the first of the lists.", Arity = ArgumentArity.OneOrMore };
        var days = new Option<int>("--days", "-d")
        {
            Description = "Lists of the last N days.",
            HelpName = "N",
            DefaultValueFactory = _ => 28,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var surface = new Option<string>("--surface") { Description = $"Lists that were shown here, such as home or home/for-you; {Everywhere} for all.", HelpName = "S", DefaultValueFactory = _ => "recommend" };
        var hours = new Option<int>("--window")
        {
            Description = "Events count for the last list that showed their item at most N hours before.",
            HelpName = "N",
            DefaultValueFactory = _ => 24,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var rewards = new Option<string[]>("--reward")
        {
            Description = "What an event brings, such as thumb-up=2 or thumb-down=-4; may be given several times, and sums up. A watch counts from half on. Default: a watch, a thumb up and a place on the list 1, however many of them.",
            HelpName = "KIND=N",
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        var assume = new Option<ClickAssumption>("--assume")
        {
            Description = "On what the reward of a place may depend: item-position, or cascade for what stands above it too.",
            HelpName = "A",
            DefaultValueFactory = _ => ClickAssumption.ItemPosition,
            CustomParser = result => result.Tokens[0].Value switch
            {
                "item-position" => ClickAssumption.ItemPosition,
                "cascade" => ClickAssumption.Cascade,
                var other => Refuse(result, $"--assume is '{other}'; item-position or cascade is expected."),
            },
        };
        var heaviest = new Option<double>("--max-weight")
        {
            Description = "Weights above this are cut to it.",
            HelpName = "W",
            DefaultValueFactory = _ => new OffPolicyOptions().MaximumWeight,
            Validators = { result => RequireAbove0(result.Tokens is [var token] ? token.Value : null, result.AddError) },
        };
        var explore = new Option<double>("--explore")
        {
            Description = "Share of the places that the models leave to chance, 0 to 1.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 0,
            Validators =
            {
                result =>
                {
                    if (result.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var share) && share is not (>= 0 and <= 1))
                    {
                        result.AddError($"--explore is {token.Value}; it must be from 0 to 1.");
                    }
                },
            },
        };
        var pool = new Option<int>("--pool")
        {
            Description = "From how many of the best items left such a place is filled.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
            Validators = { result => CommonOptions.RequireAtLeast(result, 1) },
        };
        var rating = new Option<string?>("--reward-model") { Description = "Sort items for the reward model of the doubly robust estimate by the ratings that this model expects. Default: by popularity.", HelpName = "MODEL" };
        var rerank = CommonOptions.Rerank();
        var set = CommonOptions.Set();
        set.Description = "Set an option of the model, such as factors=64; with one model only.";
        var options = CommonOptions.OptionFile();
        options.Description += " With one model only.";
        var seed = CommonOptions.Seed();
        var json = CommonOptions.JsonFile();
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("off-policy", "What models would have brought, by the lists that the service has served.")
        {
            models, days, surface, hours, rewards, assume, heaviest, explore, pool, rerank, rating, set, options, seed, json, workspace,
        };
        command.Example("marquee off-policy ease als")
            .Example("marquee off-policy ease --days 7 --surface home --assume cascade")
            .Example("marquee off-policy ease --reward thumb-up=2 --reward thumb-down=-4 --explore 0.1 --json -");
        command.SetWork((parsed, cancellation) =>
        {
            var setups = ModelArguments.Of(parsed.GetRequiredValue(models), parsed.GetValue(options), parsed.GetValue(set)!);
            var now = WorkspaceSession.Now();
            var questions = new OffPolicyQuestions
            {
                Rewards = Rule(parsed.GetValue(rewards)!) with { Window = TimeSpan.FromHours(parsed.GetValue(hours)) },
                Surface = parsed.GetRequiredValue(surface) is var named && named == Everywhere ? null : named,
                Now = now,
                Exploration = parsed.GetValue(explore) is var share and > 0 ? new Exploration(share, parsed.GetValue(pool)) : null,
                ReRankers = [.. parsed.GetValue(rerank)!.Select(ReRankerSetup.Parse)],
                RatingModel = parsed.GetValue(rating) is { } name && ModelCatalogue.Find(name) is var family ? new ModelSetup(family, family.Options.Defaults) : null,
                Weighing = new OffPolicyOptions { Assumption = parsed.GetValue(assume), MaximumWeight = parsed.GetValue(heaviest) },
            };
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var since = now - (long)TimeSpan.FromDays(parsed.GetValue(days)).TotalMilliseconds;
            var report = terminal.WithStatus("off-policy", status => OffPolicyAudit.Run(
                session.ServedLists().Where(list => list.Time >= since),
                session.Snapshot,
                session.Name,
                setups,
                questions,
                new ExperimentSettings
                {
                    Seed = parsed.GetValue(seed) ?? session.Configuration.Seed,
                    MaxDegreeOfParallelism = session.Configuration.MaxDegreeOfParallelism,
                    Progress = new ExperimentDisplay(status),
                    CancellationToken = cancellation,
                }));
            if (parsed.GetValue(json) is { } file)
            {
                ReportOutput.WriteJson(terminal, report.ToJson(), file);
            }

            if (parsed.GetValue(json)?.Name != "-")
            {
                OffPolicyOutput.Write(terminal, report);
            }

            return CommandHost.Done;
        });
        return command;
    }

    private static RewardRule Rule(string[] rewards)
    {
        if (rewards.Length == 0)
        {
            return RewardRule.Default;
        }

        var kinds = new Dictionary<string, KindWeight>();
        foreach (var (kind, text) in OptionSchema.Assignments(rewards, "KIND=N, such as thumb-up=2"))
        {
            var weight = float.TryParse(text, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
                ? number
                : throw new OptionException($"--reward {kind} is '{text}'; a number is expected.");
            kinds[kind] = RewardRule.Default.Weighting.RuleFor(kind) with { Weight = weight };
        }

        return new RewardRule { Weighting = new InteractionWeighting { Kinds = kinds, Other = new() { Weight = 0 } } };
    }

    private static void RequireAbove0(string? text, Action<string> refuse)
    {
        if (text is not null && double.TryParse(text, CultureInfo.InvariantCulture, out var value) && !(value > 0))
        {
            refuse($"--max-weight is {text}; it must be above 0.");
        }
    }

    private static ClickAssumption Refuse(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
