using Marquee.Data;

namespace Marquee.Live;

/// <summary>A user as a batch on its way leaves them.</summary>
internal sealed class UserDraft
{
    private UserEvent[] _events;
    private int _count;
    private long? _latest;

    /// <summary>A user who was there.</summary>
    public UserDraft(UserState state)
    {
        Index = state.Index;
        Record = state.Record;
        _events = state.EventMemory;
        _count = state.Events.Length;
    }

    /// <summary>A new user.</summary>
    public UserDraft(int index, User record)
    {
        Index = index;
        Record = record;
        _events = [];
    }

    public int Index { get; }

    public User Record { get; set; }

    /// <summary>Whether the batch changed anything.</summary>
    public bool Touched { get; set; }

    public bool Erased { get; private set; }

    /// <summary>Adds an event; one of the same item, kind, time and text takes the place of the earlier.</summary>
    /// <returns>What it replaced; null where it is new.</returns>
    public UserEvent? Put(in UserEvent added)
    {
        if (added.Time > Latest)
        {
            Append(added);
            return null;
        }

        for (var at = _count - 1; at >= 0; at--)
        {
            ref readonly var one = ref _events[at];
            if (one.Time == added.Time && one.Item == added.Item && one.Kind == added.Kind && one.Text == added.Text)
            {
                // Readers hold this memory.
                var replaced = one;
                _events = _events.AsSpan(0, _count).ToArray();
                _events[at] = added;
                return replaced;
            }
        }

        Append(added);
        return null;
    }

    /// <summary>Time of the latest event; looked for once, since most events are later than all before.</summary>
    private long Latest
    {
        get
        {
            if (_latest is not { } latest)
            {
                latest = EventLog.NoTime;
                foreach (ref readonly var one in _events.AsSpan(0, _count))
                {
                    latest = Math.Max(latest, one.Time);
                }

                _latest = latest;
            }

            return latest;
        }
    }

    private void Append(in UserEvent added)
    {
        _latest = Math.Max(Latest, added.Time);
        if (_count == _events.Length)
        {
            Array.Resize(ref _events, Math.Max(8, _count + _count / 2));
        }

        _events[_count++] = added;
    }

    public bool Any(Func<UserEvent, bool> which)
    {
        foreach (var one in _events.AsSpan(0, _count))
        {
            if (which(one))
            {
                return true;
            }
        }

        return false;
    }

    public List<UserEvent> All(Func<UserEvent, bool> which)
    {
        var found = new List<UserEvent>();
        foreach (var one in _events.AsSpan(0, _count))
        {
            if (which(one))
            {
                found.Add(one);
            }
        }

        return found;
    }

    public void Remove(List<UserEvent> doomed)
    {
        if (doomed.Count > 0)
        {
            var gone = doomed.ToHashSet();
            _events = [.. _events.Take(_count).Where(one => !gone.Contains(one))];
            _count = _events.Length;
        }
    }

    /// <summary>Leaves nothing but the index.</summary>
    public void Erase()
    {
        Erased = true;
        Record = new User { Id = IdMap.Erased(Index) };
        _events = [];
        _count = 0;
    }

    public UserState Freeze(KindTable kinds, long version) => new(Index, Record, _events, _count, kinds, version);
}
