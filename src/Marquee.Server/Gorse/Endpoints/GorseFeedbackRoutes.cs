using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary><c>/api/feedback</c>, and the feedback of a user and of an item.</summary>
internal static class GorseFeedbackRoutes
{
    public static Task Insert(GorseCall call) => Put(call, overwrite: false);

    public static Task Overwrite(GorseCall call) => Put(call, overwrite: true);

    public static Task List(GorseCall call) => List(call, null);

    public static Task ListOfType(GorseCall call) => List(call, call.Route("type"));

    public static Task OfUser(GorseCall call) => call.WriteFeedback(
        call.Engine.FindUser(call.Route("user")) is { } user ? FeedbackList.Of(user, call.Engine, FeedbackList.Now(call.Engine)) : []);

    public static Task OfUserAndType(GorseCall call)
    {
        var wanted = FeedbackExpression.Parse(call.Route("type"));
        return call.WriteFeedback(
            call.Engine.FindUser(call.Route("user")) is { } user
                ? [.. FeedbackList.Of(user, call.Engine, FeedbackList.Now(call.Engine), kind: wanted.Type).Where(one => wanted.Includes(one.Value))]
                : []);
    }

    public static Task OfItem(GorseCall call) => OfItem(call, null);

    public static Task OfItemAndType(GorseCall call) => OfItem(call, call.Route("type"));

    public static Task OfPair(GorseCall call) => call.WriteFeedback(OfPair(call, null));

    public static Task OfPairAndType(GorseCall call)
    {
        if (OfPair(call, call.Route("type")) is [var feedback])
        {
            return call.Write(feedback, GorseText.Json.GorseFeedback);
        }

        // What Gorse answers where there is none: an object without fields, as text.
        call.Context.Response.ContentType = "text/plain; charset=utf-8";
        return call.Context.Response.WriteAsync("{}", call.Aborted);
    }

    public static Task DeletePair(GorseCall call) => Delete(call, null);

    public static Task DeletePairAndType(GorseCall call) => Delete(call, call.Route("type"));

    /// <summary>Writes feedback, the first of each kind, user and item.</summary>
    /// <param name="feedback">The feedback.</param>
    /// <param name="call">Receives it.</param>
    /// <param name="overwrite">Whether it takes the place of what there is; otherwise it is added.</param>
    public static Task Put(IEnumerable<GorseFeedback> feedback, GorseCall call, bool overwrite)
    {
        var changes = new ChangeSet();
        foreach (var one in FeedbackMapping.ToInteractions(feedback))
        {
            if (overwrite)
            {
                changes.Put(one, RepeatRule.ReplaceKind);
            }
            else
            {
                changes.Put(Added(one, call.Engine));
            }
        }

        return call.Apply(changes);
    }

    /// <summary>An interaction with the value of the one that it takes the place of, which has the same time and words, added to its own.</summary>
    private static Interaction Added(Interaction one, LiveEngine engine)
    {
        if (one.Value is { } value && one.Time is { } time && engine.FindUser(one.UserId) is { } user
            && engine.Catalogue.IndexOf(one.ItemId) is >= 0 and var item && engine.Kinds.Find(one.Kind) is >= 0 and var kind)
        {
            foreach (ref readonly var known in user.Events)
            {
                if (known.Item == item && known.Kind == kind && known.Time == time.ToUnixTimeMilliseconds() && known.Text == one.Text && float.IsFinite(known.Value))
                {
                    return one with { Value = value + known.Value };
                }
            }
        }

        return one;
    }

    private static async Task Put(GorseCall call, bool overwrite)
    {
        var feedback = await call.ReadList(GorseText.Json.GorseFeedbackArray);
        await Put(feedback, call, overwrite);
        await call.WriteSuccess(feedback.Count);
    }

    private static Task List(GorseCall call, string? type)
    {
        var from = GorseCursor.Feedback(call.Cursor);
        var all = call.Query("user-id") is { Length: > 0 } user
            ? OfUser(call, user, call.Query("item-id"), type).SkipWhile(one => FeedbackList.IsBefore(one, from))
            : FeedbackList.All(call.Engine, from, type, FeedbackList.Now(call.Engine));
        var feedback = all.Take(call.PageSize + 1).ToList();
        var more = feedback.Count > call.PageSize;
        var page = new GorseFeedbackPage(more ? GorseCursor.Of(feedback[^1]) : "", [.. feedback.Take(call.PageSize)]);
        return call.Write(page, GorseText.Json.GorseFeedbackPage);
    }

    private static IReadOnlyList<GorseFeedback> OfUser(GorseCall call, string userId, string itemId, string? type)
    {
        var user = call.Engine.FindUser(userId);
        var item = itemId.Length == 0 ? (int?)null : call.Engine.Catalogue.IndexOf(itemId);
        return user is null || item < 0 ? [] : FeedbackList.Of(user, call.Engine, FeedbackList.Now(call.Engine), item, type);
    }

    private static Task OfItem(GorseCall call, string? type)
    {
        var item = call.Engine.Catalogue.IndexOf(call.Route("item"));
        return call.WriteFeedback(
            item < 0
                ? []
                : [.. call.Engine.UsersOf(item).SelectMany(user => FeedbackList.Of(user, call.Engine, FeedbackList.Now(call.Engine), item, type))]);
    }

    private static IReadOnlyList<GorseFeedback> OfPair(GorseCall call, string? type)
    {
        // Of a pair the future is told as well.
        var user = call.Engine.FindUser(call.Route("user"));
        var item = call.Engine.Catalogue.IndexOf(call.Route("item"));
        return user is null || item < 0 ? [] : FeedbackList.Of(user, call.Engine, until: null, item, type);
    }

    private static async Task Delete(GorseCall call, string? type)
    {
        var count = OfPair(call, type).Count;
        await call.Apply(new ChangeSet().DeleteInteractions(call.Route("user"), call.Route("item"), type));
        await call.WriteSuccess(count);
    }
}
