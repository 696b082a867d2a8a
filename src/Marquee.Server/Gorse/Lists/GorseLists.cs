using Marquee.Data;
using Marquee.Live;
using Marquee.Recommenders;

namespace Marquee.Server;

/// <summary>Lists of items and of users as Gorse's routes ask for them.</summary>
internal static class GorseLists
{
    /// <summary>Items for a user, known or not.</summary>
    public static IReadOnlyList<GorseScore> Recommend(GorseCall call, string userId)
    {
        var user = PastFeedback.Of(call.Engine, userId);
        return Items(call, "recommend", PastFeedback.Exclude(user, call.Engine, all: false), request => call.Tenant.Answers.Recommend(user, request));
    }

    /// <summary>Items for somebody of whom no more is known than the feedback that comes with the request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="feedback">What they did, earliest first.</param>
    public static IReadOnlyList<GorseScore> Session(GorseCall call, IReadOnlyList<GorseFeedback> feedback)
    {
        var kept = feedback.Where(one => call.Tenant.Workspace.Configuration.Weighting.Weigh(one.FeedbackType, (float)one.Value, float.NaN) > 0).Select(one => one.ItemId).Distinct().ToList();
        var past = feedback.Select(one => one.ItemId).Distinct().ToValueList();
        return kept.Count == 0 ? [] : Items(call, "session", past, request => call.Tenant.Answers.ForSession(kept, request));
    }

    /// <summary>Items that are like one.</summary>
    public static IReadOnlyList<GorseScore> Similar(GorseCall call, string itemId)
    {
        var item = call.Engine.Catalogue.IndexOf(itemId);
        return item < 0 ? [] : Items(call, "similar", Reader(call), request => call.Tenant.Answers.Similar(item, request));
    }

    /// <summary>What most deal with.</summary>
    public static IReadOnlyList<GorseScore> Popular(GorseCall call) => Items(call, "popular", Reader(call), request => call.Tenant.Answers.Popular(request));

    /// <summary>What more and more deal with.</summary>
    public static IReadOnlyList<GorseScore> Trending(GorseCall call) => Items(call, "trending", Reader(call), request => call.Tenant.Answers.Trending(request));

    /// <summary>What came last; the score is when it came, in seconds since 1970.</summary>
    public static IReadOnlyList<GorseScore> Latest(GorseCall call)
    {
        var catalogue = call.Engine.Catalogue;
        var exclude = Reader(call).ToHashSet();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(call.Engine.Now);
        var (count, offset, categories) = (Count(call), call.Number("offset", 0), call.Categories);
        return
        [
            .. ItemList.Of(catalogue)
                .Where(item => !item.Hidden && !(item.AvailableFrom > now) && !(item.AvailableUntil <= now)
                    && categories.All(item.Categories.Contains) && !exclude.Contains(item.Id))
                .OrderByDescending(item => item.AvailableFrom ?? DateTimeOffset.MinValue)
                .Skip(offset)
                .Take(count)
                .Select(item => new GorseScore(item.Id, (item.AvailableFrom ?? DateTimeOffset.MinValue).ToUnixTimeSeconds())),
        ];
    }

    /// <summary>Users who are like one.</summary>
    public static IReadOnlyList<GorseScore> SimilarUsers(GorseCall call, string userId)
    {
        var (count, offset) = (Count(call), call.Number("offset", 0));
        return count == 0 || call.Engine.FindUser(userId) is not { } user
            ? []
            : [.. call.Tenant.Answers.SimilarUsers(user, (int)Math.Min((long)count + offset, int.MaxValue)).Skip(offset).Select(one => new GorseScore(one.User.Record.Id, one.Score))];
    }

    /// <summary>Items that a text leads to.</summary>
    public static IEnumerable<Item> Search(GorseCall call, string text, int count) =>
        count == 0 ? [] : call.Tenant.Answers.Search(text, new ListRequest { Count = Math.Min(count, ListRequest.Longest), Surface = "gorse/search" }).Items.Select(one => one.Item);

    private static IReadOnlyList<GorseScore> Items(GorseCall call, string surface, ValueList<string> exclude, Func<ListRequest, AnsweredList> answer)
    {
        var offset = call.Number("offset", 0);
        var count = Math.Min(Count(call), ListRequest.Longest - offset);
        if (count <= 0)
        {
            return [];
        }

        var categories = call.Categories;
        var list = answer(new ListRequest
        {
            Count = count,
            Offset = offset,
            Filter = categories.Count > 0 ? ItemFilter.All(categories.Select(ItemFilter.Category)) : null,
            Exclude = exclude,
            Surface = "gorse/" + surface,
        });

        // Gorse's categories are told apart by upper and lower case; ours are not.
        return [.. list.Items.Where(one => categories.All(one.Item.Categories.Contains)).Select(one => new GorseScore(one.Item.Id, one.Score))];
    }

    /// <summary>What the user of the parameter <c>user-id</c> has dealt with.</summary>
    private static ValueList<string> Reader(GorseCall call) =>
        call.Query("user-id") is { Length: > 0 } id ? PastFeedback.Exclude(PastFeedback.Of(call.Engine, id), call.Engine, all: true) : [];

    private static int Count(GorseCall call) => Math.Min(call.Number("n", GorseCall.DefaultCount), ListRequest.Longest);
}
