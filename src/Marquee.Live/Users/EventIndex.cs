using Marquee.Data;

namespace Marquee.Live;

/// <summary>The events of a snapshot by user, those of a user in order of arrival. 4 bytes an event.</summary>
internal sealed class EventIndex
{
    private readonly EventLog _events;
    private readonly short[] _kinds;
    private readonly int[] _offsets;
    private readonly int[] _order;

    /// <summary>Sorts. O(events + users).</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="kinds">Numbers the kinds; new ones are added.</param>
    public EventIndex(Snapshot snapshot, KindTable kinds)
    {
        _events = snapshot.Events;
        _kinds = [.. _events.KindNames.Select(kinds.IndexOf)];
        var users = _events.Users;
        _offsets = new int[snapshot.Users.Count + 1];
        foreach (var user in users)
        {
            _offsets[user + 1]++;
        }

        for (var user = 0; user < snapshot.Users.Count; user++)
        {
            _offsets[user + 1] += _offsets[user];
        }

        var next = _offsets.AsSpan(0, snapshot.Users.Count).ToArray();
        _order = new int[users.Length];
        for (var e = 0; e < users.Length; e++)
        {
            _order[next[users[e]]++] = e;
        }
    }

    /// <summary>What a user did.</summary>
    /// <param name="user">User index.</param>
    /// <param name="erased">Items that were erased since the snapshot; what was done with them is left out.</param>
    public UserEvent[] Of(int user, IReadOnlySet<int> erased)
    {
        var own = _order.AsSpan(_offsets[user].._offsets[user + 1]);
        var events = new UserEvent[own.Length];
        var count = 0;
        foreach (var e in own)
        {
            var item = _events.Items[e];
            if (erased.Count == 0 || !erased.Contains(item))
            {
                events[count++] = new UserEvent(item, _kinds[_events.Kinds[e]], _events.Values[e], _events.Progress[e], _events.Times[e], _events.Text(e), _events.Sessions[e] is >= 0 and var session ? _events.SessionNames[session] : null);
            }
        }

        return count == events.Length ? events : events[..count];
    }
}
