using System.CommandLine;
using Marquee.Recommenders;

namespace Marquee.Cli.Commands;

/// <summary><c>marquee recommend USER|--all</c>: the best items for one user or for everybody.</summary>
internal static class RecommendCommand
{
    public static Command Create(Terminal terminal)
    {
        var user = new Argument<string?>("user") { Description = "Id of a user.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "For every user." };
        var count = CommonOptions.Count(10);
        var model = CommonOptions.Model();
        var includeSeen = new Option<bool>("--include-seen") { Description = "Items of the user's history may come again." };
        var why = new Option<bool>("--why") { Description = "Say what in the history each item is recommended for, in shares that add up." };
        var rerank = CommonOptions.Rerank();
        var json = CommonOptions.Json("Print as JSON; with --all one line a user.");
        var csv = new Option<bool>("--csv") { Description = "Print as CSV: user,rank,item,score." };
        var workspace = CommonOptions.Workspace();
        var command = new DescribedCommand("recommend", "The best items for one user, or for everybody.")
        {
            user, all, count, model, includeSeen, why, rerank, json, csv, workspace,
        };
        command.List("Re-rankers", ReRankerCatalogue.All.Select(known => (known.Name, known.Summary)))
            .Example("marquee recommend viewer-0042 --why").Example("marquee recommend viewer-0042 --rerank calibrated:0.3").Example("marquee recommend --all -n 20 --model ease --csv > lists.csv");
        command.Validators.Add(result =>
        {
            if ((result.GetValue(user) is not null) == result.GetValue(all))
            {
                result.AddError("Name one user, or say --all.");
            }

            if (result.GetValue(json) && result.GetValue(csv))
            {
                result.AddError("Choose --json or --csv, not both.");
            }

            if (result.GetValue(why) && result.GetValue(csv))
            {
                result.AddError("--csv holds no reasons; say --why with --json.");
            }
        });
        command.SetWork((parsed, cancellation) =>
        {
            ReRankerSetup[] setups = [.. parsed.GetValue(rerank)!.Select(ReRankerSetup.Parse)];
            using var session = WorkspaceSession.Open(parsed.GetRequiredValue(workspace));
            var archived = session.Load(parsed.GetValue(model));
            var snapshot = session.Snapshot;
            var users = parsed.GetValue(user) is { } id ? [session.FindUser(id)] : Enumerable.Range(0, snapshot.Users.Count).ToArray();
            var now = WorkspaceSession.Now();
            var request = new RecommendationRequest
            {
                Count = parsed.GetValue(count),
                IncludeSeen = parsed.GetValue(includeSeen),
                Explain = parsed.GetValue(why),
            };
            var seen = new SeenItems(snapshot);
            IReRanker[] reRankers = [.. setups.Select(setup => setup.Create(snapshot))];
            var lists = RecommendationPipeline.ForCatalogue(archived.Model, snapshot.Items, reRankers).RecommendMany(
                [.. users.Select(user => snapshot.HistoryOf(user, now))],
                index => seen.Exclude(users[index], request),
                session.Configuration.MaxDegreeOfParallelism,
                cancellation);
            var models = Array.ConvertAll(users, _ => archived.Family.Name);
            GiveStrangersWhatIsPopular(session, users, now, seen, request, reRankers, lists, models);
            var output = new RecommendationOutput(terminal, snapshot);
            RatingDistribution[]? Ratings(int index) => archived.Model is IRatingPredictor predictor && models[index] == archived.Family.Name
                ? predictor.Distributions(snapshot.HistoryOf(users[index], now), Array.ConvertAll(lists[index], line => line.Item))
                : null;
            if (parsed.GetValue(csv))
            {
                output.WriteCsv(users, lists);
            }
            else if (parsed.GetValue(json))
            {
                output.WriteJson(users, lists, models, Ratings, indented: !parsed.GetValue(all));
            }
            else
            {
                for (var index = 0; index < users.Length; index++)
                {
                    output.WriteTable(users[index], lists[index], models[index], Ratings(index), parsed.GetValue(why));
                }
            }

            return CommandHost.Done;
        });
        return command;
    }

    /// <summary>
    /// Replaces the lists of users without a history for whom the model scores all items alike, as one that works from histories alone does: their list would be in
    /// no order at all. A model that knows what to tell a stranger keeps its word.
    /// </summary>
    private static void GiveStrangersWhatIsPopular(
        WorkspaceSession session, int[] users, long now, SeenItems seen, RecommendationRequest request, IReRanker[] reRankers, Recommendation[][] lists, string[] models)
    {
        var snapshot = session.Snapshot;
        var strangers = Enumerable.Range(0, users.Length).Where(index =>
            snapshot.Interactions.ByUser.RowLength(users[index]) == 0 && lists[index] is not [] and var list && list[0].Score == list[^1].Score).ToArray();
        if (strangers.Length == 0)
        {
            return;
        }

        // Counting takes milliseconds, so nothing need be trained and kept for it.
        var popular = ModelCatalogue.Find("most-popular");
        var pipeline = RecommendationPipeline.ForCatalogue(popular.Train(snapshot, popular.Options.Defaults, new TrainingContext()), snapshot.Items, reRankers);
        foreach (var index in strangers)
        {
            lists[index] = pipeline.Recommend(snapshot.HistoryOf(users[index], now), seen.Exclude(users[index], request));
            models[index] = popular.Name;
        }
    }
}
