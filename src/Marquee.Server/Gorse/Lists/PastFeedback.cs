using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>
/// What a user's feedback forbids to recommend: every item that they gave feedback to up to now, of whatever kind. Feedback of the future, which recommendations that are written back with
/// a delay leave, forbids nothing before its time.
/// </summary>
/// <param name="Exclude">Ids of items that must not come.</param>
/// <param name="IncludeSeen">Whether the items that Marquee itself takes for seen may come, since feedback of the future is among them.</param>
internal sealed record PastFeedback(ValueList<string> Exclude, bool IncludeSeen)
{
    /// <summary>Of nobody: nothing is forbidden.</summary>
    public static PastFeedback None { get; } = new([], false);

    /// <summary>Of a user.</summary>
    /// <param name="user">The user; null for nobody.</param>
    /// <param name="engine">What the user's indices belong to.</param>
    /// <param name="all">Whether to name items that are left out anyway where a list is made for this user: for lists that are made for nobody.</param>
    public static PastFeedback Of(UserState? user, LiveEngine engine, bool all = false)
    {
        if (user is null)
        {
            return None;
        }

        var now = engine.Now;
        var past = new HashSet<int>();
        var future = new HashSet<int>();
        foreach (ref readonly var one in user.Events)
        {
            if (one.Item >= 0)
            {
                (one.Time <= now ? past : future).Add(one.Item);
            }
        }

        future.ExceptWith(past);
        var seen = user.Seen.Span;
        var catalogue = engine.Catalogue;
        var exclude = new List<string>();
        foreach (var item in past)
        {
            if (all || future.Count > 0 || seen.BinarySearch(item) < 0)
            {
                exclude.Add(catalogue[item].Id);
            }
        }

        return new PastFeedback(exclude.ToValueList(), future.Count > 0);
    }
}
