using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>
/// What a user's feedback forbids to recommend: every item that they gave feedback to up to now, of whatever kind. Feedback of the future, which recommendations that are written back with
/// a delay leave, forbids nothing before its time, and tells nothing of the user's taste.
/// </summary>
internal static class PastFeedback
{
    /// <summary>A user as they are without their feedback of the future; null for nobody.</summary>
    public static UserState? Of(LiveEngine engine, string userId) => engine.FindUser(userId)?.Until(FeedbackList.Now(engine));

    /// <summary>Ids of items that must not come.</summary>
    /// <param name="user">The user without their feedback of the future; null for nobody.</param>
    /// <param name="engine">What the user's indices belong to.</param>
    /// <param name="all">Whether to name also items that are left out anyway where a list is made for this user: for lists that are made for nobody.</param>
    public static ValueList<string> Exclude(UserState? user, LiveEngine engine, bool all)
    {
        if (user is null)
        {
            return [];
        }

        var seen = all ? default : user.Seen.Span;
        var exclude = new HashSet<int>();
        foreach (ref readonly var one in user.Events)
        {
            if (one.Item >= 0 && seen.BinarySearch(one.Item) < 0)
            {
                exclude.Add(one.Item);
            }
        }

        var catalogue = engine.Catalogue;
        return exclude.Select(item => catalogue[item].Id).ToValueList();
    }
}
