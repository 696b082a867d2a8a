using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// What each user has dealt with in any way, liked or not. A history holds only what counts in a user's favour, so something they gave a thumb down would come
/// back if the history alone said what is seen.
/// </summary>
/// <remarks>O(events), once.</remarks>
public sealed class SeenItems
{
    private readonly SparseMatrix _seen;

    /// <summary>Collects from the events: every kind but impressions, which say what was shown and not what was seen. Users who opted out have seen nothing.</summary>
    public SeenItems(Snapshot snapshot)
    {
        var events = snapshot.Events;
        var impression = events.KindNames.ToList().IndexOf(InteractionKinds.Impression);
        var users = new List<int>(events.Count);
        var items = new List<int>(events.Count);
        for (var e = 0; e < events.Count; e++)
        {
            if (events.Items[e] >= 0 && events.Kinds[e] != impression && !snapshot.Users[events.Users[e]].OptedOut)
            {
                users.Add(events.Users[e]);
                items.Add(events.Items[e]);
            }
        }

        _seen = SparseMatrix.FromEntries(snapshot.Users.Count, snapshot.Items.Count, [.. users], [.. items], new float[users.Count]);
    }

    /// <summary>The items of a user, ascending.</summary>
    public ReadOnlyMemory<int> Of(int user) => _seen.RowIndicesMemory(user);

    /// <summary>What the user asks for, less what they have seen; unchanged where it says that seen items may come again.</summary>
    /// <param name="user">User index.</param>
    /// <param name="request">What is asked for.</param>
    public RecommendationRequest Exclude(int user, RecommendationRequest request) =>
        request.IncludeSeen ? request : request with { Rules = [.. request.Rules, new ExcludeRule(Of(user))] };
}
