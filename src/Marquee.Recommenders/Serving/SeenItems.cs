using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// What each user has dealt with in any way, liked or not. A history holds only what counts in a user's favour, so something they gave a thumb down would come
/// back if the history alone said what is seen.
/// </summary>
public sealed class SeenItems
{
    private readonly int[] _offsets;
    private readonly int[] _items;

    /// <summary>Collects from the events: every kind but impressions, which say what was shown and not what was seen. Users who opted out have seen nothing.</summary>
    public SeenItems(Snapshot snapshot)
    {
        var events = snapshot.Events;
        var pairs = Enumerable.Range(0, events.Count)
            .Where(e => events.Items[e] >= 0
                && events.KindNames[events.Kinds[e]] != InteractionKinds.Impression
                && !snapshot.Users[events.Users[e]].OptedOut)
            .Select(e => (User: events.Users[e], Item: events.Items[e]))
            .Distinct()
            .Order()
            .ToArray();
        _items = Array.ConvertAll(pairs, pair => pair.Item);
        _offsets = new int[snapshot.Users.Count + 1];
        foreach (var (user, _) in pairs)
        {
            _offsets[user + 1]++;
        }

        for (var user = 0; user < snapshot.Users.Count; user++)
        {
            _offsets[user + 1] += _offsets[user];
        }
    }

    /// <summary>The items of a user, ascending.</summary>
    public ReadOnlyMemory<int> Of(int user) => _items.AsMemory(_offsets[user].._offsets[user + 1]);
}
