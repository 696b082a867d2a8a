using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/api/recommend</c>, <c>/api/session/recommend</c> and the lists of neighbours, of new and of popular items.</summary>
internal static class GorseRecommendRoutes
{
    public static async Task Recommend(GorseCall call)
    {
        var writeBack = call.Query("write-back-type");
        if (!GorseDuration.TryParse(call.Query("write-back-delay"), out var delay))
        {
            throw GorseProblem.BadRequest($"time: invalid duration `{call.Query("write-back-delay")}`; such as 10m or 1h30m is expected");
        }

        if (writeBack.Length > 0)
        {
            call.RequireWrite();
        }

        var scores = GorseLists.Recommend(call, call.Route("user"));
        if (writeBack.Length > 0)
        {
            await WriteBack(call, scores, writeBack, delay);
        }

        await (call.WantsScores
            ? call.WriteScores(scores)
            : call.Write<IReadOnlyList<string>>([.. scores.Select(score => score.Id)], GorseText.Json.IReadOnlyListString));
    }

    public static async Task Session(GorseCall call)
    {
        var feedback = await call.ReadList(GorseText.Json.GorseFeedbackArray);
        var scores = GorseLists.Session(call, FeedbackMapping.InOrder(feedback));

        // Gorse answers null where it has nothing.
        await call.WriteScores(scores.Count > 0 ? scores : null);
    }

    public static Task Scored(GorseCall call) => call.WriteScores(GorseLists.Recommend(call, call.Route("user")));

    public static Task Latest(GorseCall call) => call.WriteScores(GorseLists.Latest(call));

    public static Task Popular(GorseCall call) => call.WriteScores(GorseLists.Popular(call));

    public static Task NonPersonalized(GorseCall call) => call.Route("name") switch
    {
        "latest" => Latest(call),
        "trending" => call.WriteScores(GorseLists.Trending(call)),
        _ => Popular(call),
    };

    public static Task ItemNeighbors(GorseCall call) => call.WriteScores(GorseLists.Similar(call, call.Route("item")));

    public static Task UserNeighbors(GorseCall call) => call.WriteScores(GorseLists.SimilarUsers(call, call.Route("user")));

    /// <summary>Writes down, as feedback of a moment to come, that a user was recommended items.</summary>
    private static async Task WriteBack(GorseCall call, IReadOnlyList<GorseScore> scores, string kind, TimeSpan delay)
    {
        // Nobody is made a user by asking.
        if (scores.Count == 0 || call.Engine.FindUser(call.Route("user")) is null)
        {
            return;
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, call.Engine.Now + (long)delay.TotalMilliseconds));
        var changes = new ChangeSet();
        foreach (var score in scores)
        {
            changes.Put(new Interaction { UserId = call.Route("user"), ItemId = score.Id, Kind = kind, Time = time }, RepeatRule.KeepFirst);
        }

        await call.Apply(changes);
    }
}
